const row = (name, stars, guess) => ({ name, stars, guess, best: !stars });

export const data = (n) => ({ label: "yours", star: "{count} stars", guess: "predicted", rows: [row("tea", n % 6, "3.4"), row("<i>ice</i>", 0, "4.9")] });

const press = (root, place) => root.querySelectorAll("button")[place].click();

export const gestures = [
  { name: "a star", act: (root) => press(root, 7), messages: 1 },
  { name: "the same star again", act: (root) => { press(root, 8); press(root, 8); }, messages: 2 },
];
