import { gesture } from "../page.js";

const packed = (dtype, shape, bytes) => ({ dtype, shape, bdata: bytes.toString("base64") });
const floats = (shape, value) => packed("f4", shape, Buffer.from(new Float32Array(shape.reduce((all, one) => all * one, 1)).fill(value).buffer));
const KINDS = ["input", "filter", "sum", "map", "pool", "unit", "output"];
const WORDS = "line_input line_patch line_unit line_output line_max line_same place_unit product_unit term_map term_unit others bias total picture where four open help patch kernel products";
const product = { row: 1, column: 2, map: 0, value: 0.5, weight: 2 };

// A network of two filters and two units, and a picture with n hundredths of ink everywhere
export const data = (n) => ({ scene: JSON.stringify(scene(n)), pick: "output-7", at: [7, 12] });

const scene = (n) => ({
  ink: packed("u1", [28, 28], Buffer.alloc(28 * 28, n)), kernels: floats([2, 9], 0.5), biases: [0.1, -0.1], language: "en",
  units: {
    numbers: [93, 4], sums: [2, 1], activations: [2, 1], biases: [0.1, 0.2], maps: floats([2, 2], 0.4), places: floats([2, 13, 13], 0.1),
    products: [product, product], outputs: floats([2, 10], 0.3),
  },
  output: { logits: Array(10).fill(0), biases: Array(10).fill(0.1), others: Array(10).fill(0), chances: Array(10).fill(0.1) },
  words: Object.fromEntries([
    ...KINDS.flatMap((kind) => [[`stage_${kind}`, `${kind}\nshape`], [`named_${kind}`, `${kind} {n}`]]),
    ...WORDS.split(" ").map((name) => [name, `${name} {z}`]),
  ]),
});

// Of 800 x 400 pixels: the first cell of a stage
const FIRST = { x: 10, y: 10 };
const stage = (root, name) => root.querySelector(`.${name}`).querySelector("canvas");

export const gestures = [
  ...["input", "filter", "sum", "map", "pool", "unit", "output"].map((name) => ({
    name: `a click on the first cell of ${name}`, act: (root) => gesture(stage(root, name), "click", FIRST), messages: 1,
  })),
  { name: "an arrow key among the outputs", act: (root) => gesture(stage(root, "output"), "keydown", { key: "ArrowDown" }), messages: 1 },
  {
    name: "a hand that drags over what is open",
    act: (root) => {
      gesture(stage(root, "map"), "click", FIRST);
      const [large] = root.querySelectorAll(".large canvas");
      gesture(large, "pointerdown", { x: 600, y: 300, pointerId: 1 });
      gesture(large, "pointermove", { x: 500, y: 300, pointerId: 1 });
      gesture(large, "pointerup", { x: 500, y: 300, pointerId: 1 });
    },
    messages: 2,
  },
];
