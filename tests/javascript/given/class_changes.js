export const data = (n) => ({ room: "BCDFGH", secret: n % 2 ? "a secret" : "", drawn: `${n}`, every: 2000 });

export const gestures = [];
