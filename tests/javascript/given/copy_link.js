export const data = () => ({ copy: "Copy link", copied: "Link copied", language: "en", framework: { Open: "打开", "Help for {x}": "{x} 的说明" } });

export const gestures = [{ name: "a click", act: (root) => root.querySelector("button").click(), messages: 0 }];
