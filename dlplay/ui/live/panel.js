// A panel of a picture: its axes, its marks, its legend; drawn anew when its size or its description changes,
// and mark by mark while a hand moves.

import { add, draw, text } from "../component.js";
import { marked, scale } from "./axes.js";
import { paint } from "./marks.js";

const LETTER = 7.6; // pixels of a letter at an axis, at most
const WIDE = /[\u2e80-\uffdc]/g;
const TOP = 12, RIGHT = 16, ROW = 22; // pixels
const SWATCHES = { line: ({ dashed }) => (dashed ? "dashed" : ""), points: ({ hollow }) => (hollow?.[0] ? "ring" : "dot") };
const APART = 50; // pixels between two marks of the y axis, at least

export class Panel {
  constructor(parent) {
    this.section = add(parent, "section", "panel");
    this.title = add(this.section, "h4");
    this.legend = add(this.section, "div", "legend");
    this.frame = add(this.section, "div", "frame");
    this.svg = draw(this.frame, "svg");
    this.tip = add(this.frame, "div", "tip");
    this.tip.hidden = true;
  }

  describe(described) {
    this.described = described;
    this.section.classList.toggle("tall", described.tall);
    this.title.textContent = described.title;
    this.title.hidden = !described.title;
    this.legend.replaceChildren();
    if (described.y.title) add(this.legend, "span", "title", described.y.title); // lies flat, and is never cut
    this.values = new Map(); // name of a mark -> where its value under the pointer is written
    for (const [name, mark] of Object.entries(described.marks).reverse()) if (mark.name) this.enter(name, mark);
    this.legend.hidden = !this.legend.children.length;
  }

  enter(name, mark) {
    const item = add(this.legend, "span", "item"), [colour] = [mark.colour].flat();
    const swatch = mark.symbol === "star" ? add(item, "span", "", "★") : add(item, "i", SWATCHES[mark.kind]?.(mark) ?? "dot");
    swatch.style.color = colour;
    item.append(mark.name);
    if (mark.hover) this.values.set(name, add(item, "b"));
  }

  // Pixels that the words left of the y axis take
  margin(width, times) {
    const { y, height } = this.described, marks = [6, times * height / APART].flatMap((most) => marked(y, most));
    return Math.min(Math.max(...marks.map(([, words]) => room(words)), 8) + 12, 0.45 * width);
  }

  layOut(width, left, times) {
    const { x, y, square } = this.described, height = Math.round(times * this.described.height);
    const top = TOP, under = (x.title ? ROW + 4 : 0) + (marked(x, 6).length ? ROW : 6);
    let right = width - RIGHT, bottom = height - under;
    if (square) {
      const unit = Math.min((right - left) / (x.high - x.low), (bottom - top) / (y.high - y.low));
      const spare = right - left - unit * (x.high - x.low);
      left += spare / 2;
      right -= spare / 2;
      bottom = top + unit * (y.high - y.low);
    }
    this.place = { x: scale(x, left, right), y: scale(y, bottom, top), left, right, top, bottom };
    this.draw(width, bottom + under);
  }

  draw(width, height) {
    const { svg, place, described } = this;
    svg.replaceChildren();
    for (const [name, value] of Object.entries({ width, height })) svg.setAttribute(name, value);
    svg.classList.toggle("place", described.place);
    const id = `inside-${serial++}`, { left, right, top, bottom } = place;
    const inside = { x: left, y: top, width: right - left, height: bottom - top };
    draw(draw(svg, "clipPath", { id }), "rect", inside);
    draw(svg, "rect", { ...inside, class: "area", style: described.colour && `fill:${described.colour}` });
    this.grid();
    this.groups = new Map();
    this.heads = new Map();
    const clip = draw(svg, "g", { "clip-path": `url(#${id})` }), free = draw(svg, "g");
    for (const [name, mark] of Object.entries(described.marks)) {
      // points at the edge are seen whole
      this.groups.set(name, draw(mark.kind === "points" || mark.kind === "text" ? free : clip, "g", { "data-mark": name }));
    }
    for (const [name, mark] of Object.entries(described.marks)) if (mark.head) this.heads.set(name, draw(svg, "g"));
    this.guide = draw(svg, "line", { y1: top, y2: bottom, class: "guide", visibility: "hidden" });
  }

  grid() {
    const { svg, described, place } = this, { x, y, left, right, top, bottom } = place;
    for (const [value, words] of marked(described.y, Math.max(2, (bottom - top) / APART))) {
      const at = y(value);
      if (described.y.grid) draw(svg, "line", { x1: left, x2: right, y1: at, y2: at, class: value ? "grid" : "zero" });
      text(svg, words, left - 8, at + 5, "end");
    }
    let taken = -Infinity; // to the right of the last words
    for (const [value, words] of marked(described.x, Math.max(2, (right - left) / 56))) {
      const at = x(value), half = room(words) / 2;
      if (described.x.grid) draw(svg, "line", { x1: at, x2: at, y1: top, y2: bottom, class: value ? "grid" : "zero" });
      if (at - half < taken) continue;
      text(svg, words, at, bottom + 19, "middle");
      taken = at + half + 6;
    }
    // an axis without marks and grid is none
    const seen = ({ ticks, grid }) => grid || ticks?.length !== 0;
    if (seen(described.x)) draw(svg, "line", { x1: left, x2: right, y1: bottom, y2: bottom, class: "axis" });
    if (seen(described.y)) draw(svg, "line", { x1: left, x2: left, y1: top, y2: bottom, class: "axis" });
    if (described.x.title) text(svg, described.x.title, (left + right) / 2, bottom + (taken > 0 ? 40 : 20), "middle").classList.add("title");
  }

  paint(name, mark) {
    const visible = mark.kind !== "points" || !mark.x.length || this.holds(mark);
    this.groups.get(name).style.display = visible ? "" : "none";
    const over = this.heads.get(name);
    over?.replaceChildren();
    paint(this.groups.get(name), mark, { ...this.place, over });
  }

  // Whether a single point stands in the panel, or a step beside it
  holds({ x, y }) {
    if (x.length > 1) return true;
    const { left, right, top, bottom } = this.place, [a, b] = [this.place.x(x[0]), this.place.y(y[0])];
    return a >= left - 1 && a <= right + 1 && b >= top - 1 && b <= bottom + 1;
  }
}

// Pixels that words take at most: a Chinese character is as wide as two letters
export const room = (words) => LETTER * words.replace(WIDE, "xx").length;

let serial = 0; // of clips, whose names must differ
