export const data = (n) => ({ to: "another run", whole: n % 2 === 0, frame: null, curves: null });

export const gestures = [];
