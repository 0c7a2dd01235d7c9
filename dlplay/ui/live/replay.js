// A slider of the picture's own, and a button that moves it: Python does not hear of either.

import { add } from "../component.js";

export const REPLAY = "replay"; // its key among those of Streamlit's sliders

export class Replay {
  constructor(parent, moved) {
    this.moved = moved;
    this.row = add(parent, "div", "replay");
    this.button = add(this.row, "button");
    this.button.addEventListener("click", () => (this.frame ? this.pause() : this.play()));
    this.range = add(this.row, "input");
    this.range.type = "range";
    this.range.addEventListener("input", () => {
      this.pause();
      this.stand(this.range.valueAsNumber);
    });
    this.told = add(this.row, "output");
    this.last = this.value = 0;
  }

  // It stands at its end, until a hand has moved it
  describe(described) {
    this.pause();
    this.row.hidden = !described;
    if (!described) return;
    const atEnd = this.value === this.last;
    this.described = described;
    this.last = described.count - 1;
    this.range.max = this.last;
    this.range.setAttribute("aria-label", described.label);
    this.stand(atEnd ? this.last : Math.min(this.value, this.last));
    this.pause();
  }

  stand(value) {
    this.value = this.range.value = value;
    this.told.textContent = `${this.described.label} ${value}`;
    this.moved(REPLAY, value);
  }

  play() {
    if (this.value === this.last) this.stand(0);
    const began = performance.now(), from = this.value, pace = (1000 * this.described.seconds) / this.last;
    const next = (now) => {
      const value = Math.min(from + Math.floor((now - began) / pace), this.last);
      if (value !== this.value) this.stand(value);
      if (value === this.last) this.pause();
      else this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
    this.name("❚❚", this.described.pause);
  }

  pause() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.name("▶", this.described?.play ?? "");
  }

  name(sign, words) {
    this.button.textContent = sign;
    this.button.setAttribute("aria-label", words);
  }
}
