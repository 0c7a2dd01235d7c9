import { tellMoment } from "../../../dlplay/ui/timeline.js";
import { gesture } from "../page.js";

export const data = (n) => ({
  xTitle: "epochs", xEnd: 2 + n, timeline: "train_cnn",
  panels: [{
    title: "Loss", low: 0.01, high: 3, log: true, percent: false, guides: [{ name: "a guess", y: 2.3 }],
    series: [{ name: "train", colour: "#1a80bf", dots: true, pale: false, x: [0, 1, 2 + n], y: [2.3, null, 0.2] }],
  }],
});

export const gestures = [
  { name: "a pointer over a panel", act: (root) => gesture(root.querySelector("svg"), "pointermove"), messages: 0 },
  { name: "a click into a panel", act: (root) => root.querySelector("svg").click(), messages: 0 },
  { name: "a timeline that moved", act: () => tellMoment("train_cnn", 1.5), messages: 0 },
];
