import { gesture } from "../page.js";

const packed = (...numbers) => ({
  dtype: "f4", shape: [numbers.length], bdata: Buffer.from(Float32Array.from(numbers).buffer).toString("base64"),
});
const axis = (high, title) => ({ low: 0, high, title, ticks: null, labels: null, percent: false, log: false, grid: true });
const alt = { kind: "alt", words: "a line" };

export const html = '<div class="live" data-testid="live"></div>';

// A line and a point that follows the slider "slope"
export const data = (n) => ({ picture: JSON.stringify(drawn(n)) });

const drawn = (n) => ({
  panels: [{
    x: axis(2, "x"), y: axis(4, "y"), title: "", height: 320, square: false, place: true,
    marks: {
      curve: {
        kind: "line", x: packed(0, 1, 2), y: packed(0, 1, 4 - n / 100), name: "f", hover: true, colour: "#1a80bf", width: 3, head: 9,
        dashed: false, pale: false,
      },
      here: {
        kind: "points", x: packed(0), y: packed(0), colour: "#d55e00", size: 12, symbol: "circle", hollow: null, words: null,
        name: "", drag: "slope",
      },
    },
  }],
  readouts: { slope: { kind: "readout", name: "w", colour: "", words: "0", small: false } },
  sweeps: [
    { key: "slope", low: 0, step: 1, count: 3, marks: { here: { x: packed(0, 1, 2), y: packed(0, 1, 4) } } },
    { key: "replay", low: 0, step: 1, count: 3, marks: { curve: { upto: packed(1, 2, 3) } } },
  ],
  replay: { count: 3, label: "step", play: "Play", pause: "Pause", seconds: 2 },
  alt, columns: 1,
});

const press = (root, from, to) => {
  const picture = root.querySelector("svg");
  gesture(picture, "pointerdown", from);
  gesture(picture, "pointermove", to);
  gesture(picture, "pointerup", to);
};

export const gestures = [
  { name: "a click into the panel", act: (root) => press(root, { x: 300, y: 100 }, { x: 300, y: 100 }), messages: 1 },
  { name: "a replay", act: (root) => root.querySelector("button").dispatchEvent(new Event("click")), messages: 0 },
  { name: "a finger that scrolls", act: (root) => press(root, { x: 300, y: 100 }, { x: 300, y: 160 }), messages: 0 },
];
