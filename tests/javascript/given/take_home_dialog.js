const here = { page: "neuron", place: "neuron/", title: "The neuron", promise: "One", address: "neuron", settings: [["View", "One neuron"]] };

export const data = () => ({
  words: { home_told: "Files", my_name: "Name", sentence: "What", open: "Open", save: "Save", visit_told: "({count})", pictures: "Pictures" },
  paper: {}, language: "en", here, questions: [[[["", "Why?"]], [["", "So."]]]], visit: [here],
});

export const gestures = [
  { name: "a word written", act: (root) => root.querySelector("input").dispatchEvent(new Event("input")), messages: 0 },
];
