export const data = () => ({ container: "pad", buttons: ["undo", "clear"] });

export const gestures = [];
