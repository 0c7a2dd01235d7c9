// What is on the page's canvas at this moment. The component that draws it keeps two, in an open shadow root: the
// upper one holds the stroke under way, the lower one those that are finished.

/** The two canvases of the widget with this key, { upper, lower }; null while it is not mounted. */
export function canvases(key) {
  for (const element of document.querySelectorAll(`.st-key-${key} *`)) {
    const upper = element.shadowRoot?.querySelector("canvas.upper-canvas");
    if (upper) return { upper, lower: upper.parentElement.querySelector("canvas.lower-canvas") };
  }
  return null;
}

/** Copies of `size` x `size` pixels, whatever the canvas has on this screen: a function of `canvases`. */
export function copier(size) {
  const paper = document.createElement("canvas");
  paper.width = paper.height = size;
  const context = paper.getContext("2d", { willReadFrequently: true });
  return ({ upper, lower }) => {
    context.clearRect(0, 0, size, size);
    for (const one of [lower, upper]) context.drawImage(one, 0, 0, size, size);
    return context.getImageData(0, 0, size, size).data;
  };
}
