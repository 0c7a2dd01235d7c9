const column = (text) => ({ title: "T = 0.5", caption: "", prompt: "ROMEO:", text, colours: null });

export const data = (n) => ({
  id: `text ${n}`, pace: 25, atOnce: false, columns: [column("O Romeo, Romeo!".repeat(10)), column(`wherefore ${n}`)],
  labels: { pause: "Pause", go_on: "Go on", stop: "Stop", again: "Again", at_once: "At once" },
});

export const gestures = [
  { name: "Pause", act: (root) => root.querySelectorAll("button")[0].click(), messages: 0 },
  { name: "Again", act: (root) => root.querySelectorAll("button")[2].click(), messages: 0 },
];
