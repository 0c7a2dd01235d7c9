// No weights: the server alone reads. What a pen does to the page's canvas is a matter of the browser tests.

const picture = btoa("\0".repeat(28 * 28));
const probabilities = Array.from({ length: 10 }, (_, digit) => (digit === 7 ? 0.91 : 0.01));

export const html = '<div class="strip"></div>';

export const data = (n) => ({
  seen: JSON.stringify({
    canvas: `digits_canvas_${n}`, size: 280, paper: 255, skip: [], weights: null, picture, probabilities, language: "en", words: {},
  }),
});

export const gestures = [
  {
    name: "a movement of a pen that is up",
    act: () => document.dispatchEvent(Object.assign(new Event("pointermove"), { isPrimary: true })),
    messages: 0,
  },
];
