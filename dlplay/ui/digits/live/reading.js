// A drawing -> the 28 x 28 picture that MNIST's makers would have made, step by step: `dlplay/digits/reading.py`.

import { findInk, grey } from "./ink.js";
import { crop, cut, resample, ROUNDING, scaledShape } from "./resample.js";
import { adjustStroke } from "./stroke.js";

export const GRID = 28; // edge of the network's input
const BOX = 20; // the longer side of a digit in it
const FINE = 4 * BOX; // strokes are made thicker or thinner on a grid four times as fine as the digit's box

// The network's input, its values out of 256 levels in [0, 1]; and the drawing's ink, which a verdict looks at.
// `pixels`: RGBA bytes of height x width; `skip`: the names of the steps left out; `paper`: its grey level.
export function read(pixels, height, width, skip, paper) {
  const ink = findInk(pixels, height, width, paper);
  let picture = skip.includes("ink") ? grey(pixels, height, width) : ink;
  if (!skip.includes("crop")) picture = crop(picture);
  if (!skip.includes("thickness")) picture = thickness(picture);
  picture = skip.includes("fit") ? resample(picture, GRID, GRID) : fit(picture);
  return { ink, input: skip.includes("centre") ? middle(picture) : centre(picture) };
}

// The ink's box, scaled so that its longer side is 80: fine enough to look at single strokes.
export function magnify(ink) {
  const box = crop(ink);
  return resample(box, ...scaledShape(box, FINE));
}

// Whether a digit is as large as MNIST's already: a change by less than a pixel would only blur it.
function onTheGrid({ height, width }) {
  return Math.abs(Math.max(height, width) - BOX) <= 1;
}

function thickness(ink) {
  if (onTheGrid(ink)) return ink;
  const fine = resample(ink, ...scaledShape(ink, FINE));
  const adjusted = adjustStroke(fine);
  return adjusted === fine ? fine : crop(adjusted);
}

function fit(ink) {
  if (onTheGrid(ink)) return ink;
  const [height, width] = scaledShape(ink, BOX);
  const [row, column] = centreOfMass(ink);
  // The new grid is laid so that the centre of mass falls into the middle of a pixel.
  const top = fraction(0.5 - ((row + 0.5) * height) / ink.height);
  const left = fraction(0.5 - ((column + 0.5) * width) / ink.width);
  return resample(ink, height, width, top, left);
}

function fraction(x) {
  return x % 1 < 0 ? (x % 1) + 1 : x % 1;
}

// Mean row and column, weighted by the ink; the middle where there is none.
function centreOfMass({ height, width, values }) {
  let mass = 0, down = 0, right = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = values[y * width + x];
      mass += value;
      down += value * y;
      right += value * x;
    }
  }
  return mass ? [down / mass, right / mass] : [(height - 1) / 2, (width - 1) / 2];
}

function centre(ink) {
  const [row, column] = centreOfMass(ink).map((mean) => Math.floor(mean + 0.5 + ROUNDING));
  return place(ink, GRID / 2 - row, GRID / 2 - column);
}

function middle(ink) {
  return place(ink, Math.floor((GRID - ink.height) / 2), Math.floor((GRID - ink.width) / 2));
}

// Lay a picture on an empty 28 x 28 grid, in 256 grey levels; what reaches over its edges is lost.
function place(ink, top, left) {
  const grid = cut(ink, -top, -left, GRID, GRID);
  return { ...grid, values: grid.values.map((value) => roundHalfEven(Math.fround(value * 255)) / 255) };
}

// As numpy rounds: a half goes to the even neighbour.
function roundHalfEven(x) {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 ? below + 1 : below;
}
