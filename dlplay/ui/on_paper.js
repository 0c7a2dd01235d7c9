// A canvas keeps the colours in which it was painted, and paper is white: who wants a picture of one for a file asks
// whoever paints it to paint it for paper, and then again as the page is.

const ASKED = "dlplay-paper";

/** `paint(onPaper)` paints all canvases within `root`; `onPaper` makes of a colour of the page, as #rrggbb, that of paper. */
export function onPaper(root, paint, signal) {
  root.addEventListener(ASKED, ({ detail }) => paint(detail), { signal });
}

/** What `take` finds while the canvas has the colours of paper, by the table of paper.py. */
export function fromPaper(canvas, paper, take) {
  const ask = (colours) => canvas.dispatchEvent(new CustomEvent(ASKED, { bubbles: true, detail: colours }));
  ask((hex) => paper[hex.trim().toLowerCase()] ?? hex);
  try {
    return take();
  } finally {
    ask((hex) => hex);
  }
}
