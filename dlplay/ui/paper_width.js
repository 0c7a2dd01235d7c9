// How wide a page is on the screen, for the sheet of paper that it is printed on (print.css): pictures are drawn for
// that width, and are not drawn anew for another.

const PAPER = 700; // CSS pixels between the margins of A4

export function followPrinting(signal) {
  window.addEventListener("beforeprint", () => {
    const page = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!page) return;
    const { paddingLeft, paddingRight } = getComputedStyle(page);
    const width = page.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const { style } = document.documentElement;
    style.setProperty("--paper-width", `${width}px`);
    style.setProperty("--paper-zoom", Math.min(1, PAPER / width));
  }, { signal });
}
