import { gesture } from "../page.js";

const packed = (side, value) => ({ dtype: "u1", shape: [side, side], bdata: Buffer.alloc(side * side, value).toString("base64") });
const here = { row: [0, 1], column: [0, 1], reads: 1, apart: 1 };
const panel = (side, box) => ({
  title: `${side}`, values: packed(side, 50), unit: 0.01, top: 100, ink: true, border: [0, 0], box, fills: box === here, lines: 1, alt: "a picture",
});
const WORDS = "play pause step help patch kernel products line told same";

// A picture of n + 5 pixels a side, and a kernel of one's own
export const data = (n) => ({ scene: JSON.stringify(scene(n + 5)), at: [1, 1] });

const scene = (side) => ({
  panels: [panel(side, { ...here, reads: 3 }), panel(side - 2, here)], grid: [side - 2, side - 2], channel: 0, channels: 1,
  sum: { kind: "convolution", side: 3, kernel: Array(9).fill(1), bias: 0, relu: true, own: true },
  words: Object.fromEntries(WORDS.split(" ").map((name) => [name, `${name} {a}`])),
});

const picture = (root) => root.querySelector("canvas");

export const gestures = [
  {
    name: "a hand that drags the window",
    act: (root) => {
      gesture(picture(root), "pointerdown", { x: 600, y: 300, pointerId: 1 });
      gesture(picture(root), "pointermove", { x: 500, y: 300, pointerId: 1 });
      gesture(picture(root), "pointerup", { x: 500, y: 300, pointerId: 1 });
    },
    messages: 1,
  },
  { name: "an arrow key", act: (root) => ["keydown", "keyup"].forEach((name) => gesture(picture(root), name, { key: "ArrowDown" })), messages: 1 },
  { name: "One step", act: (root) => root.querySelectorAll(".controls button")[1].click(), messages: 1 },
  {
    name: "Play and Pause",
    act: (root, { clock }) => {
      const [play] = root.querySelectorAll(".controls button");
      play.click();
      clock.pass(300);
      play.click();
    },
    messages: 1,
  },
  {
    name: "a weight of one's own",
    act: (root) => {
      const cell = root.querySelector("input");
      cell.value = "-99";
      gesture(cell, "change");
    },
    messages: 1,
  },
];
