// The arithmetic of one patch of a picture: its products with a kernel and their sum, or which number a pooling window
// keeps; the squares that the numbers stand in. As on paper: 0.1 + 0.2 - 0.3 is 0.

import { add } from "./component.js";
import { plain } from "./numbers.js";

const PAPER = 12; // decimals, as `settled` of dlplay/numbers.py says

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

/** Squares in rows of `side` under a name; elements of another tag where a person writes into them. */
export function squares(parent, name, side, tag = "span") {
  const around = add(parent, "div", "numbers");
  add(around, "span", "name", name);
  const place = add(around, "div", "cells");
  place.style.setProperty("--across", side);
  return Array.from({ length: side * side }, () => add(place, tag, "cell"));
}

export const write = (cells, numbers, digits) => cells.forEach((cell, i) => { cell.textContent = plain(numbers[i], digits); });

export const settled = (x) => Number(x.toFixed(PAPER));

/** A further term of a sum, with its sign. */
export const added = (x, digits = 4) => (x < 0 ? `− ${plain(-x, digits)}` : `+ ${plain(x, digits)}`);

/** Words with their holes filled: {name}. */
export const sentence = (template, values) => template.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
