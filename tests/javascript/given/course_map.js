export const data = (n) => ({ map: `<nav><a href="neuron" data-page="neuron"><b>${n}</b></a></nav>` });

export const gestures = [
  { name: "a page", act: (root) => root.querySelector("a").click(), messages: 1 },
];
