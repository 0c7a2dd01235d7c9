// The pictures: each a canvas of squares, the window's outline over them, and what is not computed yet left out.

import { add } from "../component.js";
import { shaded } from "../shaded.js";

const RESOLUTION = 560; // pixels across a canvas; the style sheet makes it as large as there is room
const UNDER = 215, LINES = 110; // pixels below the pictures: words, buttons, a row of controls; and lines of numbers
const OUTLINE = "#d55e00", HALO = "rgba(255, 255, 255, 0.85)", WON = "#009e73";

/** All canvases, with a place for the arithmetic after the first. */
export function build(parent, scene) {
  const row = add(parent, "div", `panels of-${scene.panels.length}`), panels = [];
  let middle = null;
  scene.panels.forEach((panel, number) => {
    const figure = add(row, "figure", panel.lines > 1 ? "wide" : "");
    add(figure, "figcaption", "", panel.title);
    const canvas = add(figure, "canvas"), [rows, columns] = panel.values.shape;
    const cell = Math.max(Math.round(RESOLUTION / columns), 2);
    Object.assign(canvas, { width: columns * cell, height: rows * cell * panel.lines, tabIndex: 0 });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", panel.alt);
    panels.push({ canvas, cell, base: shaded(panel) });
    if (!number && scene.sum) middle = add(row, "div", "sum");
  });
  return { row, panels, middle, under: UNDER + (scene.panels.some((one) => one.lines > 1) ? LINES : 0) };
}

/** The pictures with the hand at a place; `filled` is the last one computed, row by row. */
export function paint({ panels }, scene, at, filled) {
  panels.forEach(({ canvas, cell, base: pixels }, number) => {
    const context = canvas.getContext("2d"), { box, lines, fills } = scene.panels[number], high = cell * lines;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = false;
    context.drawImage(pixels, 0, 0, canvas.width, canvas.height);
    if (fills) leaveOut(context, canvas, scene.grid, filled);
    outline(context, box, at, cell, high);
  });
}

function leaveOut(context, { width, height }, [rows, columns], filled) {
  if (filled >= rows * columns - 1) return;
  const row = Math.floor(filled / columns), x = ((filled % columns) + 1) * (width / columns), high = height / rows;
  context.clearRect(x, row * high, width - x, high);
  context.clearRect(0, (row + 1) * high, width, height - (row + 1) * high);
}

// The window, and the pixels that it reads where those are few
function outline(context, { row, column, reads, apart }, at, wide, high) {
  const top = (row[0] + row[1] * at[0]) * high, left = (column[0] + column[1] * at[1]) * wide;
  const side = apart * (reads - 1) + 1, pen = Math.min(Math.max(wide / 6, 5), 10);
  context.strokeStyle = OUTLINE;
  if (reads <= 5 && reads > 1) {
    context.lineWidth = 1;
    for (let i = 0; i < reads * reads; i++) {
      context.strokeRect(left + (i % reads) * apart * wide, top + Math.floor(i / reads) * apart * high, wide, high);
    }
  }
  for (const [colourOfPen, width] of [[HALO, 2 * pen], [OUTLINE, pen]]) {
    Object.assign(context, { strokeStyle: colourOfPen, lineWidth: width });
    context.strokeRect(left, top, side * wide, side * high);
  }
}

/** The winner of a pooling window, marked in the first picture. */
export function markWinner({ panels: [{ canvas, cell }] }, y, x) {
  const context = canvas.getContext("2d");
  Object.assign(context, { strokeStyle: WON, lineWidth: Math.max(cell / 4, 5) });
  context.strokeRect(x * cell, y * cell, cell, cell);
}

/** The place of the hand whose window lies under a pointer; null outside of every picture. */
export function placeUnder({ panels }, number, canvas, event) {
  const { left, top, width, height } = canvas.getBoundingClientRect(), { values, box } = panels[number];
  if (!width || !height) return null;
  const [rows, columns] = values.shape, side = box.apart * (box.reads - 1) + 1;
  const y = ((event.clientY - top) / height) * rows, x = ((event.clientX - left) / width) * columns;
  return [along(y, box.row, side), along(x, box.column, side)];
}

// Pixels that stand side by side are met; of windows that overlap, the one whose middle is nearest
const along = (x, [start, step], side) => (side === 1 ? Math.floor(x / step) : Math.round((x - start - side / 2) / step));
