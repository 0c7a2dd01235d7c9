// A picture that follows the hand (picture.py): what each slider can reach lies here, sent once; the hand's value
// chooses from it. Python hears from the slider itself, when the hand rests.

import { add, component, legible } from "../component.js";
import { followRoom, isPhone, share, stand } from "../room.js";
import { followSlider } from "../slider_hand.js";
import { standing, unpacked } from "./arrays.js";
import { Panel } from "./panel.js";
import { listen } from "./pointer.js";
import { REPLAY, Replay } from "./replay.js";

export default component({
  mount({ root, tell, signal }) {
    const whole = root.querySelector(".live");
    const picture = new Picture(whole, tell);
    picture.observer = new ResizeObserver(() => picture.fit());
    picture.observer.observe(whole);
    followRoom(whole, () => picture.fit(), signal);
    // Streamlit pales what a run may replace; this is never out of date
    root.host?.closest("[data-testid=stElementContainer]")?.style.setProperty("opacity", "1", "important");
    return picture;
  },

  update(picture, data) {
    picture.describe(unpacked(JSON.parse(data.picture)));
  },

  destroy(picture) {
    picture.observer.disconnect();
    picture.watches.forEach((stop) => stop());
    picture.replay.pause();
  },
});

class Picture {
  constructor(root, tell) {
    this.root = root;
    this.tell = (place) => tell.trigger("place", place);
    this.row = add(root, "div", "readouts");
    this.replay = new Replay(root, (key, value) => this.hold(key, value));
    this.drawing = add(root, "div", "panels");
    this.drawing.setAttribute("role", "img");
    this.panels = [];
    this.hand = new Map(); // slider's key -> its value, the one moved last at the end
    this.moved = new Map(); // mark -> where it was dragged to, until Python has answered
    this.watches = new Map();
  }

  describe(described) {
    Object.assign(this, { described, sweeps: described.sweeps });
    this.moved.clear();
    this.marks = { alt: described.alt, ...described.readouts };
    for (const panel of described.panels) Object.assign(this.marks, panel.marks);
    this.drawing.style.setProperty("--columns", described.columns);
    while (this.panels.length > described.panels.length) this.panels.pop().section.remove();
    described.panels.forEach((panel, i) => {
      if (i === this.panels.length) listen(this.panels[this.panels.push(new Panel(this.drawing)) - 1], i, this);
      this.panels[i].describe(panel);
    });
    this.row.replaceChildren();
    this.cells = new Map(Object.entries(described.readouts).map(([name, readout]) => [name, cell(this.row, readout)]));
    this.fitted = "";
    this.follow();
    this.replay.describe(described.replay);
    this.fit();
  }

  // Watch the sliders that this picture follows, and no others
  follow() {
    const keys = new Set(this.sweeps.map((sweep) => sweep.key).filter((key) => key !== REPLAY));
    for (const [key, stop] of this.watches) {
      if (keys.has(key)) continue;
      stop();
      this.watches.delete(key);
      this.hand.delete(key);
    }
    for (const key of keys) {
      if (!this.watches.has(key)) this.watches.set(key, followSlider(key, (value) => this.hold(key, value)));
    }
  }

  hold(key, value) {
    if (this.hand.get(key) === value) return;
    this.hand.delete(key);
    this.hand.set(key, value); // at the end: the newest speaks last
    if (!this.fitted) return;
    const names = new Set(this.sweeps.flatMap((sweep) => (sweep.key === key ? Object.keys(sweep.marks) : [])));
    for (const name of names) this.paint(name);
    this.say();
  }

  move(name, x, y) {
    this.moved.set(name, { x: Float32Array.of(x), y: Float32Array.of(y) });
    this.paint(name);
  }

  fields(name) {
    return { ...standing(this.sweeps, name, this.marks[name], this.hand), ...this.moved.get(name) };
  }

  fit() {
    const width = this.root.clientWidth;
    if (!width) return;
    const place = stand(this.root), fitted = JSON.stringify([width, place]);
    if (fitted === this.fitted) return;
    this.fitted = fitted;
    const below = this.panels[0].frame.clientWidth >= width; // each other
    this.grow(width, below, place);
    this.layOut(below, this.times);
    for (const name of Object.keys(this.marks)) this.paint(name);
    this.say();
  }

  // How many times their own height the panels have; several on a phone, which are scrolled through, once
  grow(width, below, place) {
    const asked = JSON.stringify([width, place, this.described.panels.map(({ height, title, x }) => [height, title, x.title])]);
    if (asked === this.asked) return;
    this.asked = asked;
    for (const name of this.cells.keys()) this.paint(name); // their lines count
    const heights = [1, 0.5].map((times) => {
      this.layOut(below, times);
      return this.root.offsetHeight;
    });
    const natural = 2 * (heights[0] - heights[1]);
    this.times = (isPhone() && this.panels.length > 1) || !natural ? 1 : share(place, natural, heights[0] - natural);
  }

  layOut(below, times) {
    const widths = this.panels.map((panel) => panel.frame.clientWidth);
    const margins = this.panels.map((panel, i) => panel.margin(widths[i], times));
    const most = Math.max(...margins); // below each other their axes begin at one place
    this.panels.forEach((panel, i) => panel.layOut(widths[i], below ? most : margins[i], times));
  }

  // The picture in words: what it shows, and what is read above it now
  say() {
    const read = [...this.cells.values()].map((parts) => parts.map((part) => part.textContent).join(""));
    const words = [this.fields("alt").words, ...read].filter(Boolean);
    this.drawing.setAttribute("aria-label", words.join("; "));
  }

  paint(name) {
    const fields = this.fields(name);
    if (this.cells.has(name)) fill(this.cells.get(name), fields);
    else this.panels.find((panel) => panel.groups.has(name))?.paint(name, fields);
  }
}

// Where a readout's name and words stand
function cell(row, { colour, small }) {
  const item = add(row, "span", small ? "readout small" : "readout");
  const parts = [add(item, "span"), add(item, "b")];
  parts[1].style.color = legible(colour);
  return parts;
}

function fill([label, value], { name, words }) {
  label.textContent = name ? `${name} = ` : "";
  value.textContent = words;
}
