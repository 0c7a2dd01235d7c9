// Two small buttons in the corner of each picture, which save it as PNG and as SVG. They are made when a pointer comes
// to the picture, or when someone begins to go through the page by keyboard: who does neither pays nothing.

import { add } from "../component.js";
import { drawn } from "./drawn.js";
import { page, pictureAround, pictures, within } from "./pictures.js";
import { png, save } from "./save.js";

const KINDS = { png: "image/png", svg: "image/svg+xml" };

export class Corners {
  constructor(signal) {
    document.addEventListener("pointerover", ({ target, pointerType }) => {
      const element = pointerType !== "touch" && pictureAround(target);
      if (element && !cornerOf(element)) this.offer(one(element));
    }, { signal });
    // before the focus moves on
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Tab") for (const picture of all()) if (!picture.pad) this.offer(picture); // buttons on a pad would take strokes
    }, { signal });
    signal.addEventListener("abort", leave);
  }

  /** `words`: what the buttons are called, with the picture's name in it; `paper`: the colours of paper.py. */
  speak({ words, paper }) {
    if (words.save !== this.words?.save) leave(); // in another language they are made anew
    Object.assign(this, { words, paper });
  }

  offer({ element, name }) {
    const corner = cornerOf(element) ?? this.made(element);
    for (const button of corner.children) {
      button.setAttribute("aria-label", this.words.save.replace("{kind}", button.dataset.kind.toUpperCase()).replace("{picture}", name));
    }
  }

  made(element) {
    const corner = add(element, "div");
    corner.setAttribute("data-take-home", "");
    for (const kind of Object.keys(KINDS)) {
      const button = add(corner, "button", "", kind.toUpperCase());
      button.type = "button";
      button.dataset.kind = kind;
      button.onclick = () => this.take(element, kind, button);
    }
    const place = corner.getBoundingClientRect();
    if (within(element, "button, input, a").some((other) => !corner.contains(other) && meet(place, other.getBoundingClientRect()))) {
      corner.classList.add("low"); // something to be pressed stands in the upper corner
    }
    return corner;
  }

  async take(element, kind, button) {
    try {
      await saved(one(element), kind, this.paper);
    } catch (error) { // a picture of which the browser gives nothing away
      console.error(error);
      button.textContent = this.words.failed;
    }
  }
}

/** Save a picture of the page. */
export async function saved(picture, kind, paper) {
  const made = await drawn(picture.element, { paper, ...picture });
  save(kind === "png" ? await png(made) : made.svg, `${picture.file}.${kind}`, KINDS[kind]);
}

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const cornerOf = (element) => element.querySelector(":scope > [data-take-home]");

const leave = () => document.querySelectorAll("[data-take-home]").forEach((corner) => corner.remove());
const all = () => pictures(document.querySelector("h1")?.textContent ?? page());

// As it is called now: a picture changes, its corner stays
const one = (element) => all().find((picture) => picture.element === element) ?? { element, name: page(), words: "", file: page() };
