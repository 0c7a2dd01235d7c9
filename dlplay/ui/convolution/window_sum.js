// The arithmetic of one window: its pixels, the kernel, their products and what they add up to; or which of the numbers
// in a pooling window is left. All numbers are written as on every page.

import { add } from "../component.js";
import { plain } from "../numbers.js";
import { markWinner } from "./window_panels.js";

const PAPER = 12; // decimals: 0.1 + 0.2 - 0.3 is 0, as `settled` of dlplay/numbers.py says
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
  shown.cells.kernel = squares(factors, words.kernel, side, sum.own && changed);
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

function squares(parent, name, side, changed = null) {
  const around = add(parent, "div", "numbers");
  add(around, "span", "name", name);
  const place = add(around, "div", "cells");
  place.style.setProperty("--across", side);
  const cells = Array.from({ length: side * side }, () => add(place, changed ? "input" : "span", "cell"));
  if (changed) cells.forEach((cell, number) => own(cell, number, cells, name, changed));
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

/** Sum of products, with the bias, and after the activation. */
export function convolved({ kernel, bias, relu }, patch) {
  const products = patch.map((pixel, i) => settled(pixel * kernel[i]));
  const total = settled(patch.reduce((all, pixel, i) => all + pixel * kernel[i], 0)), z = settled(total + bias);
  return { products, total, z, a: relu ? Math.max(z, 0) : z };
}

/** What is left of a window: the mean, or the largest and its place, null where all are alike. */
export function pooled({ kind }, patch) {
  if (kind === "average") {
    const total = patch.reduce((all, one) => all + one, 0);
    return { total: settled(total), a: settled(total / patch.length) };
  }
  const a = Math.max(...patch);
  return { a, winner: patch.every((one) => one === a) ? null : patch.indexOf(a) };
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

const settled = (x) => Number(x.toFixed(PAPER));

const added = (x) => (x < 0 ? `− ${plain(-x)}` : `+ ${plain(x)}`);

const write = (cells, numbers, digits) => cells.forEach((cell, i) => { cell.textContent = plain(numbers[i], digits); });

const sentence = (template, values) => template.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
