export const data = () => ({
  copy: "Copy link", copied: "Link copied", language: "en", framework: { Open: "打开", "Help for {x}": "{x} 的说明" },
  pictures: { words: { save: "Save as {kind}: {picture}", failed: "Not saved" }, paper: {} },
});

export const gestures = [{ name: "a click", act: (root) => root.querySelector("button").click(), messages: 0 }];
