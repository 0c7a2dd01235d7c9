export const data = (n) => ({ container: `pad_${n}`, name: "pad", drawn: "drawing" });

export const gestures = [];
