export const data = (n) => ({ keep: n % 2 ? { text: `text ${n}`, name: "mine.txt" } : null, ask: false });

export const gestures = [];
