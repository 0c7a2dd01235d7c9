import { askMoment } from "../../../dlplay/ui/timeline.js";

const LABELS = "play pause moment filters_heading filters_note confusion truth answer watched watched_note";
const SIDE = 3, COUNT = 4;

// A training that has kept n + 3 moments
export const data = (n) => {
  const moments = Array.from({ length: n + 3 }, (_, i) => ({ step: 10 * i, epoch: i / 4, title: `step ${10 * i}`, facts: "" }));
  return {
    run: 1, timeline: "train_cnn", watch: 1, moments, side: SIDE, count: COUNT, cell: [4, 9],
    filters: btoa(String.fromCharCode(...moments.flatMap(() => Array(SIDE * SIDE * COUNT).fill(200)))),
    confusion: moments.map(() => Array(100).fill(3)), notes: moments.map(() => "300 test digits"),
    watched: moments.map(() => Array(2).fill(Array(10).fill(0.1))),
    names: ["a 2", "a 5"], pictures: ["data:,", "data:,"],
    labels: { ...Object.fromEntries(LABELS.split(" ").map((name) => [name, name])), cell: "{truth} read as {read}: {count}" },
  };
};

export const gestures = [
  { name: "a click on a cell of the matrix", act: (root) => root.querySelectorAll(".cell")[47].click(), messages: 1 },
  { name: "a click on a watched digit", act: (root) => root.querySelectorAll(".thumbnail")[0].click(), messages: 0 },
  { name: "a click on the curves", act: () => askMoment("train_cnn", 0.3), messages: 1 },
  { name: "a click on another training's curves", act: () => askMoment("train_lstm", 0.3), messages: 0 },
  { name: "Play", act: (root) => root.querySelector(".play").click(), messages: 0 },
];
