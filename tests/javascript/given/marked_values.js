export const data = (n) => ({ slider: "page.x", label: "x", values: [0.5, 0.9 + n / 100], words: ["0.5", String(0.9 + n / 100)] });

export const gestures = [
  { name: "a marked value", act: (root) => root.querySelectorAll("button")[1].click(), messages: 1 },
];
