export const data = (n) => ({
  key: `file_${n}`,
  words: { choose: "Choose a file", remove: "Remove", limit: "up to 32 MB", large: "Too large", failed: "Not sent" },
});

export const gestures = [];
