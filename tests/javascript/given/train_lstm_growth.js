import { askMoment } from "../../../dlplay/ui/timeline.js";

const sample = { share: 0.4, pieces: [["the ", 1], ["thwq", 0]] };

export const data = (n) => ({
  id: "run 1", timeline: "train_lstm", prompt: "ROMEO:", temperatures: ["0.5", "1"],
  moments: Array.from({ length: n + 2 }, (_, i) => ({ title: `epoch ${i}`, facts: ["loss 2"], epoch: i, samples: [sample, sample] })),
  labels: { timeline: "timeline", play: "Play", pause: "Pause", share: "known words", note: "" },
  colours: { share: "#009e73" },
});

export const gestures = [
  { name: "a click on the curves", act: () => askMoment("train_lstm", 0.3), messages: 0 },
  { name: "Play", act: (root) => root.querySelector("button").click(), messages: 0 },
];
