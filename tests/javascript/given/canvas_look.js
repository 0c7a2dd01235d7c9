export const data = (n) => ({ container: `pad_${n}` });

export const gestures = [];
