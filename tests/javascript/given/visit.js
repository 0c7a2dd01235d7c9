export const data = (n) => ({ name: n % 2 ? "a name" : "", asks: false });

export const gestures = [];
