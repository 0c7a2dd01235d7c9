// Ten small bars beside the canvas, for a screen on which the answer itself is out of sight while one draws.

import { add } from "../../component.js";
import { ranked } from "./classify.js";

/** { fill(probabilities) }, drawn in the element `place`. */
export function strip(place) {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = add(place, "div");
    add(row, "span", "", digit);
    return add(row, "i");
  });
  return {
    fill(probabilities) {
      const chosen = ranked(probabilities);
      rows.forEach((bar, digit) => {
        bar.style.setProperty("--share", probabilities[digit]);
        bar.parentElement.dataset.rank = chosen.indexOf(digit) + 1;
      });
    },
  };
}
