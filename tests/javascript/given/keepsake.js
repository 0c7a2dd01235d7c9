export const data = (n) => ({
  name: "mine",
  keep: n % 3 === 0 ? { text: `text ${n}`, name: "mine.txt" } : null,
  drop: n % 3 === 1,
  ask: false,
});

export const gestures = [];
