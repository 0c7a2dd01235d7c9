import { deflateSync } from "node:zlib";

import feed from "../../../dlplay/ui/network/feed.js";
import { gesture, stand } from "../page.js";
import { until } from "../patience.js";

// A network of two features, three neurons and one output; pictures of 4 x 4, a surface of 6 x 6
const SIZES = [2, 3, 1], SIDE = 4, SURFACE = 6;
const WEIGHTS = 3 * 3 + 4, TILES = 4;

const packed = (bytes) => deflateSync(new Uint8Array(bytes)).toString("base64");

function frame(count) {
  const bytes = count * (2 * WEIGHTS + TILES * SIDE ** 2 + SURFACE ** 2);
  return { count, blob: packed(bytes), tops: Array(count).fill(1), scales: Array(count).fill([1, 1, 1, 1]) };
}

function curves(count) {
  const each = (value) => Array.from({ length: count }, (_, i) => value(i));
  const shares = { trainRight: each(() => 0.5), testRight: each(() => 0.5) };
  return { step: each((i) => 10 * i), epoch: each((i) => i / 2), train: each((i) => 1 / (i + 1)), test: each(() => null), ...shares };
}

const LABELS = "input output answer answer_note feature_note train_points test_points layers fewer_layers more_layers fewer more net "
  + "weight_key bias_key train_line test_line test_shown rounded timeline replay stop back save epoch step train_loss test_loss train_right test_right wait loss right";

export const data = (n) => ({
  id: "run", language: "en", mode: "full", hidden: [3], most: { layers: 6, units: 8 }, picked: [], shown: ["test"], marks: [{ epoch: 0.5, text: "η 0.3" }], hint: "", task: "binary", sizes: SIZES,
  features: ["x₁", "x₂"], activations: ["tanh", "sigmoid"], side: SIDE, surface: SURFACE, inputs: { blob: packed(2 * SIDE ** 2) },
  points: [[1, 1, 0], [-1, 2, 1]], trainedOn: 1, names: ["blue", "orange"], placing: { brush: 1, acked: 0 }, kept: null,
  labels: {
    ...Object.fromEntries(LABELS.split(" ").map((name) => [name, name])),
    neuron: "neuron {unit} of layer {layer}", scale: "times {scale}", output_of: "output {number}", moment: "step {step}",
  },
  colours: { negative: "#1a80bf", positive: "#e69f00", classes: ["#1a80bf", "#e69f00"], picked: "#d55e00", test: "#d55e00" },
  frame: frame(1), curves: curves(n + 1),
});

export const arrived = (root, n) => Number(root.querySelector(".board").dataset.frames) > n;

const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

// Where the first hidden neuron stands (board_net.js), and a place inside the plane
const NEURON = { x: 66 + (800 - 116) / 2, y: 40 + 292 / 2 - 64 }, INSIDE = { x: 100, y: 100 };

export const gestures = [
  { name: "a click on a neuron", act: (root) => gesture(part(root, "net"), "click", NEURON), messages: 1 },
  { name: "a click beside all neurons", act: (root) => gesture(part(root, "net"), "click", { x: 1, y: 1 }), messages: 0 },
  { name: "a point placed", act: (root) => gesture(part(root, "plane"), "click", INSIDE), messages: 1 },
  { name: "another layer", act: (root) => part(root, "more").click(), messages: 1 },
  { name: "a neuron less", act: (root) => part(root, "heads").querySelectorAll("button")[0].click(), messages: 1 },
  { name: "the output rounded", act: (root) => { part(root, "legend").querySelectorAll("input")[1].onchange(); }, messages: 1 },
  {
    name: "a timeline replayed",
    act: async (root) => {
      stand(feed).give({ to: "run", whole: true, frame: frame(40), curves: curves(40) });
      await until(() => !part(root, "play").disabled);
      part(root, "play").click();
    },
    messages: 0,
  },
  { name: "a way back to its middle", act: (root) => part(root, "back").click(), messages: 1 },
];
