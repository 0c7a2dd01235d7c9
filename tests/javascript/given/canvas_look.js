export const data = (n) => ({ container: `pad_${n}`, name: "pad" });

export const gestures = [];
