export const data = (n) => ({ svg: `<svg><rect width="${n}"/></svg>` });

export const gestures = [];
