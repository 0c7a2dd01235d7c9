// The arithmetic of one window: its pixels, the kernel, their products and what they add up to; or which of the numbers
// in a pooling window is left. All numbers are written as on every page.

import { add } from "../component.js";
import { plain } from "../numbers.js";
import { added, convolved, pooled, sentence, settled, squares, write } from "../patch_sum.js";
import { markWinner } from "./window_panels.js";

const WIDE = 3; // weights along a kernel up to which its squares have room for three digits
const MOST = 10; // of a weight, either way, in steps of a tenth

/** The squares that the numbers stand in, or null for a scene without arithmetic; `changed` hears of own weights. */
export function lay(parent, { sum, words }, changed) {
  if (!sum) return null;
  const side = sum.side, shown = { sum, words, digits: side > WIDE ? 2 : 3, cells: {} };
  parent.classList.toggle("many", side > WIDE);
  const factors = add(parent, "div", "factors");
  shown.cells.patch = squares(factors, words.patch, side);
  if (sum.kind !== "convolution") {
    shown.line = add(parent, "div", "line");
    return shown;
  }
  add(factors, "span", "sign", "×");
  shown.cells.kernel = sum.own ? ownSquares(factors, words.kernel, side, changed) : squares(factors, words.kernel, side);
  shown.cells.kernel.forEach((cell, place) => {
    const weight = sum.kernel[place];
    if (sum.own) cell.value = plain(weight, 4).replace("−", "-").replace(",", "");
    else cell.textContent = plain(weight, shown.digits);
  });
  const products = add(parent, "div", "factors");
  add(products, "span", "sign", "=");
  shown.cells.products = squares(products, words.products, side);
  shown.line = add(parent, "div", "line");
  return shown;
}

function ownSquares(parent, name, side, changed) {
  const cells = squares(parent, name, side, "input");
  cells.forEach((cell, number) => own(cell, number, cells, name, changed));
  return cells;
}

// A weight that a person sets
function own(cell, number, cells, name, changed) {
  Object.assign(cell, { type: "number", min: -MOST, max: MOST, step: 0.1 });
  cell.setAttribute("aria-label", `${name} ${number + 1}`);
  cell.setAttribute("data-focus", `weight-${number}`);
  cell.onchange = () => {
    const weights = cells.map((one) => Math.min(Math.max(Number(one.value) || 0, -MOST), MOST));
    changed(weights.map((one) => Math.round(10 * one) / 10));
  };
}

/** Fill the squares for the hand's place, and say the same in words. */
export function tellNumbers(shown, scene, at, parts) {
  if (!shown) return sentence(scene.words.told, seen(scene, at));
  const { sum, words, cells, digits } = shown, [{ values, unit, box }] = scene.panels, columns = values.shape[1];
  const top = box.row[0] + box.row[1] * at[0], left = box.column[0] + box.column[1] * at[1];
  const placeOf = (i) => [top + box.apart * Math.floor(i / sum.side), left + box.apart * (i % sum.side)];
  const patch = cells.patch.map((_, i) => {
    const [y, x] = placeOf(i);
    return settled(values[y * columns + x] * unit);
  });
  write(cells.patch, patch, digits);
  const found = sum.kind === "convolution" ? convolved(sum, patch) : pooled(sum, patch);
  if (cells.products) write(cells.products, found.products, digits);
  if (found.winner !== undefined) {
    cells.patch.forEach((cell, i) => cell.classList.toggle("won", i === found.winner));
    if (found.winner !== null) markWinner(parts, ...placeOf(found.winner));
  }
  const numbers = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, plain(value, 4)]));
  shown.line.textContent = sentence(found.winner === null ? words.same : words.line, { ...numbers, bias: added(sum.bias ?? 0), n: patch.length });
  return sentence(words.told, { ...numbers, row: at[0], column: at[1] });
}

// Of a scene without arithmetic: the rows and columns of a panel that the hand's pixel sees, and where it goes
function seen({ panels, told_of: number, grid, channels, channel }, at) {
  const { values, box } = panels[number], [rows, columns] = values.shape, side = box.apart * (box.reads - 1) + 1;
  const [top, left] = [box.row[0] + box.row[1] * at[0], box.column[0] + box.column[1] * at[1]];
  const [first, from] = [Math.max(top, 0), Math.max(left, 0)];
  const [last, to] = [Math.min(top + side, rows) - 1, Math.min(left + side, columns) - 1];
  const place = (at[0] * grid[1] + at[1]) * channels + channel;
  return {
    row: at[0], column: at[1], first, last, from, to, height: last - first + 1, width: to - from + 1,
    value: plain(values[at[0] * columns + at[1]] ?? null, 4), place: plain(place, 9),
  };
}
