// How a network learns to write: a timeline of its checkpoints, and the samples of the chosen one. Scrubbing and
// playing are the browser's work alone. Who looks at the newest checkpoint gets the next one as soon as it is there;
// who looks at an earlier one stays there. The curves (learning_curves.js) mark the moment, and ask for one by a click.

import { add, component, draw } from "../component.js";
import { percent } from "../numbers.js";
import { hearAsked, nearest, tellMoment } from "../timeline.js";

const PACE = 900; // milliseconds a checkpoint

export default component({
  mount: ({ root, signal }) => new Board(add(root, "div", "growth"), signal),
  update: (board, data) => board.update(data),
  destroy: (board) => clearInterval(board.timer),
});

class Board {
  constructor(root, signal) {
    this.root = root;
    const bar = add(root, "div", "bar");
    this.play = add(bar, "button");
    this.play.type = "button";
    this.play.onclick = () => (this.timer ? this.pause() : this.start());
    this.slider = add(bar, "input");
    Object.assign(this.slider, { type: "range", min: 0, step: 1 });
    this.slider.oninput = () => { this.pause(); this.show(Number(this.slider.value)); };
    this.moment = add(root, "div", "moment");
    this.cards = add(root, "div", "cards");
    this.note = add(root, "p", "note");
    hearAsked((of, x) => { if (of === this.data.timeline) this.asked(x); }, signal);
  }

  update(data) {
    const last = data.moments.length - 1;
    const stays = this.data?.id === data.id && this.at < this.data.moments.length - 1;
    this.data = data;
    this.slider.max = last;
    this.slider.setAttribute("aria-label", data.labels.timeline);
    this.note.textContent = data.labels.note;
    this.lay();
    this.show(stays ? Math.min(this.at, last) : last);
    this.label();
  }

  lay() {
    const { temperatures, labels } = this.data;
    if (this.named === labels.share) return; // else the first time, or another language
    this.named = labels.share;
    this.cards.replaceChildren();
    this.places = temperatures.map((temperature) => {
      const card = add(this.cards, "section", "card");
      const head = add(card, "div", "head");
      add(head, "h4", "", `T = ${temperature}`);
      const number = add(head, "span", "number");
      const share = add(number, "b", "share");
      add(number, "span", "", labels.share);
      const spark = draw(card, "svg", { class: "spark", viewBox: "0 0 200 34", preserveAspectRatio: "none", "aria-hidden": true });
      const page = add(card, "div", "page");
      page.setAttribute("tabindex", "0"); // what is longer than its place is scrolled by keyboard
      return { share, spark, page };
    });
  }

  show(at) {
    const { moments } = this.data;
    this.at = at;
    this.slider.value = at;
    this.root.dataset.at = at;
    this.root.dataset.moments = moments.length;
    const moment = moments[at];
    this.slider.setAttribute("aria-valuetext", moment.title);
    this.moment.replaceChildren();
    add(this.moment, "b", "", moment.title);
    for (const fact of moment.facts) add(this.moment, "span", "", fact);
    moment.samples.forEach((sample, n) => this.card(this.places[n], sample, n));
    this.tell();
  }

  tell() {
    tellMoment(this.data.timeline, this.data.moments[this.at].epoch);
  }

  card({ share, spark, page }, sample, n) {
    share.textContent = percent(sample.share, this.data.language, 0);
    this.spark(spark, n);
    page.replaceChildren();
    page.dataset.share = sample.share;
    if (this.data.prompt) add(page, "span", "prompt", this.data.prompt);
    for (const [text, known] of sample.pieces) add(page, "span", known ? "known" : "other", text);
  }

  // The share of known words over the checkpoints, at one temperature
  spark(svg, n) {
    const { moments, colours } = this.data;
    const x = (i) => 3 + (194 * i) / Math.max(moments.length - 1, 1);
    const y = (i) => 31 - 28 * moments[i].samples[n].share;
    svg.replaceChildren();
    const points = moments.map((_, i) => `${x(i)},${y(i)}`).join(" ");
    const even = { "vector-effect": "non-scaling-stroke" };
    draw(svg, "line", { x1: 0, x2: 200, y1: 31, y2: 31, stroke: "currentColor", opacity: 0.2, ...even });
    draw(svg, "polyline", { points, fill: "none", stroke: colours.share, "stroke-width": 2, ...even });
    draw(svg, "line", { x1: x(this.at), x2: x(this.at), y1: 3, y2: 31, stroke: "currentColor", opacity: 0.7, ...even });
  }

  // The curves ask for the checkpoint nearest to a place on their axis, or with null for the one that is shown
  asked(epoch) {
    if (epoch === null) {
      this.tell();
      return;
    }
    this.pause();
    this.show(nearest(this.data.moments, epoch));
  }

  start() {
    if (this.at >= this.data.moments.length - 1) this.show(0);
    this.timer = setInterval(() => {
      if (this.at < this.data.moments.length - 1) this.show(this.at + 1);
      if (this.at >= this.data.moments.length - 1) this.pause();
    }, PACE);
    this.label();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.label();
  }

  label() {
    if (this.data) this.play.textContent = this.timer ? this.data.labels.pause : this.data.labels.play;
  }
}
