import { gesture } from "../page.js";

const weight = (root) => root.querySelector('[data-part="w1.0.0"]');

export const data = (n) => ({
  wide: `<svg class="landscape"><g class="chip" data-part="w1.0.0"><rect width="${n}"/></g></svg>`,
  narrow: `<svg class="portrait"><g class="chip" data-part="w1.0.0"></g></svg>`,
});

export const gestures = [
  { name: "a click on a weight", act: (root) => weight(root).querySelector("rect").click(), messages: 1 },
  { name: "Enter on a weight", act: (root) => gesture(weight(root), "keydown", { key: "Enter" }), messages: 1 },
  { name: "a click beside all weights", act: (root) => root.querySelector("svg").click(), messages: 0 },
];
