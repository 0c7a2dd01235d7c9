// The answer that the server has drawn (`dlplay/ui/digits/answer.py`), copied and filled with newer numbers. While
// the copy is there, the page's style sheet hides the original.

import { percent } from "../../numbers.js";
import { ranked } from "./classify.js";
import { told } from "./words.js";

const ANSWER = ".st-key-digits_answer";

/** Stands in the place of the server's answer: { stands(), fill(reading, { words, language }), remove() }; or null. */
export function panel() {
  const place = document.querySelector(ANSWER);
  const original = place?.querySelector(".digit-answer");
  if (!original || !CSS.supports("selector(:has(*))")) return null;
  const copy = document.createElement("div");
  copy.dataset.live = "";
  copy.append(place.querySelector("style").cloneNode(true), original.cloneNode(true));
  const input = asCanvas(copy.querySelector(".input"));
  for (const row of copy.querySelectorAll("[data-truth]")) delete row.dataset.truth; // told of another drawing
  place.append(copy);
  return {
    stands: () => copy.isConnected,
    fill(reading, { words, language }) {
      const chosen = ranked(reading.probabilities);
      tell(copy, told(reading, chosen, words, language));
      bars(copy, reading.probabilities, chosen, language);
      paint(input, reading.input);
    },
    remove: () => copy.remove(),
  };
}

function tell(copy, { sign, headline, detail, sure }) {
  copy.querySelector(".digit-answer").toggleAttribute("data-sure", sure);
  copy.querySelector(".sign").textContent = sign;
  copy.querySelector(".headline").textContent = headline;
  copy.querySelector(".detail").textContent = detail;
}

function bars(copy, probabilities, chosen, language) {
  copy.querySelectorAll("[role=listitem]").forEach((row, digit) => {
    const rank = chosen.indexOf(digit) + 1;
    if (rank) row.dataset.rank = rank;
    else delete row.dataset.rank;
    row.querySelector(".bar").style.width = `${(100 * probabilities[digit]).toFixed(2)}%`;
    row.querySelector(".chance").textContent = percent(probabilities[digit], language);
  });
}

// A picture that can be painted at once: a new source of an image shows only some frames later.
function asCanvas(image) {
  const canvas = document.createElement("canvas");
  canvas.className = image.className;
  canvas.width = canvas.height = 28;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", image.alt);
  image.replaceWith(canvas);
  return canvas;
}

function paint(canvas, values) {
  const context = canvas.getContext("2d");
  const picture = context.createImageData(canvas.width, canvas.height);
  values.forEach((value, i) => {
    picture.data.fill(Math.round(255 * value), 4 * i, 4 * i + 3);
    picture.data[4 * i + 3] = 255;
  });
  context.putImageData(picture, 0, 0);
}
