export const data = (n) => ({ query: `steps=${n}` });

export const gestures = [];
