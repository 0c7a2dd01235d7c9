import { gesture } from "../page.js";

const weight = (root) => root.querySelector('[data-part="w1.0.0"]');
const inside = '<path class="edge" data-edge="w"/><path class="flow" data-edge="w"/><g class="slot value" data-slot="w"><text><tspan class="number"></tspan></text></g>';
const frame = (number) => ({ slots: { w: [number, "now"] }, edges: { w: [2, "ahead"] } });

export const data = (n) => ({
  walk: JSON.stringify(walk(n)), hand: { slider: "page.step", jumps: { "page.next": { by: 1 } } },
});

const walk = (n) => ({
  wide: `<svg class="landscape"><g class="chip" data-part="w1.0.0"><rect width="${n}"/></g>${inside}</svg>`,
  narrow: `<svg class="portrait"><g class="chip" data-part="w1.0.0"></g>${inside}</svg>`,
  frames: [frame("1"), frame("2")],
});

export const gestures = [
  { name: "a click on a weight", act: (root) => weight(root).querySelector("rect").click(), messages: 1 },
  { name: "Enter on a weight", act: (root) => gesture(weight(root), "keydown", { key: "Enter" }), messages: 1 },
  { name: "a click beside all weights", act: (root) => root.querySelector("svg").click(), messages: 0 },
];
