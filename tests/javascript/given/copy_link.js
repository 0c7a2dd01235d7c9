const words = { head: "For a class", note: "It guides.", language: "Language", large: "Large type", views: "Views", controls: "Controls", none: "None", free: "Free", lock: "Fixed", hide: "Hidden" };
const page = { name: "losses", titles: { rate: "Learning rate" }, views: { line: "A line", race: "A race" }, languages: { en: "English", zh: "中文" }, language: "en", words };

export const data = () => ({
  copy: "Copy link", copied: "Link copied", language: "en", framework: { Open: "打开", "Help for {x}": "{x} 的说明" },
  pictures: { words: { save: "Save as {kind}: {picture}", failed: "Not saved" }, paper: {} },
  qr: { open: "QR code", close: "Close", print: "Print" }, page,
});

export const gestures = [
  { name: "a click", act: (root) => root.querySelector("button").click(), messages: 0 },
  { name: "the code opened and closed", act: (root) => { root.querySelector(".open").click(); root.querySelector("dialog button").click(); }, messages: 0 },
];
