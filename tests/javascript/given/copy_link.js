export const data = () => ({ copy: "Copy link", copied: "Link copied", language: "en" });

export const gestures = [{ name: "a click", act: (root) => root.querySelector("button").click(), messages: 0 }];
