// How thick the strokes of a digit are, and making them thicker or thinner: `dlplay/digits/stroke.py`.

import { cut } from "./resample.js";

const THINNEST = 0.11, THICKEST = 0.15; // stroke width over the digit's longer side

const round = Math.fround; // to 32 bits as numpy does, so that both fall on the same side of a threshold

// Length of the ink's outline in pixels: the sum of |grad ink|, by Roberts's cross.
export function outlineLength({ height, width, values }) {
  const at = (y, x) => (y < 0 || x < 0 || y >= height || x >= width ? 0 : values[y * width + x]);
  let length = 0;
  for (let y = -1; y < height; y++) {
    const inside = y >= 0 && y < height - 1;
    for (let x = -1; x < width; x++) {
      let falling, rising;
      if (inside && x >= 0 && x < width - 1) {
        const i = y * width + x;
        falling = round(values[i + width + 1] - values[i]);
        rising = round(values[i + 1] - values[i + width]);
      } else {
        falling = round(at(y + 1, x + 1) - at(y, x));
        rising = round(at(y, x + 1) - at(y + 1, x));
      }
      if (falling || rising) length += round(Math.sqrt(round(round(falling * falling) + round(rising * rising)) / 2));
    }
  }
  return length;
}

// Mean width of the strokes in pixels: w = 2 A / P, with the ink's area A and its outline's length P.
export function strokeWidth(ink) {
  const outline = outlineLength(ink);
  let area = 0;
  for (const value of ink.values) area += value;
  return outline ? (2 * area) / outline : 0;
}

// Bring the strokes' width to 0.11 to 0.15 of the longer side; the same picture if it is there already.
export function adjustStroke(ink) {
  const width = strokeWidth(ink), side = Math.max(ink.height, ink.width);
  const target = Math.min(Math.max(width / side, THINNEST), THICKEST);
  const move = (target * side - width) / (2 * (1 - target));
  if (Math.abs(move) < 0.1 || !width) return ink;
  if (move < 0) return inverted(dilate(inverted(ink), -move, 1));
  const thick = dilate(padded(ink, Math.ceil(move), 0), move, 0);
  let most = 0;
  for (const value of thick.values) if (value > most) most = value;
  // Strokes thinner than the grid are grey all through, and remain so when they are widened.
  return { ...thick, values: thick.values.map((value) => value / most) };
}

// The largest ink within `radius` pixels of each pixel; a radius between two whole numbers mixes the two results.
export function dilate(ink, radius, outside) {
  const low = Math.floor(radius);
  const part = round(radius - low);
  const smaller = dilateWhole(ink, low, outside);
  if (!part) return smaller;
  const larger = dilateWhole(ink, low + 1, outside).values;
  const values = smaller.values.map((value, i) => value + round(part * round(larger[i] - value)));
  return { ...ink, values };
}

function dilateWhole(ink, radius, outside) {
  if (!radius) return ink;
  const { height, width } = ink;
  const wide = padded(ink, radius, outside);
  const values = new Float32Array(height * width);
  const rowMax = cut(wide, 0, radius, wide.height, width).values; // over |dx| <= reach, in every row
  let reach = 0;
  // From the disc's top row to its middle the rows get wider: each running maximum grows from the last.
  for (let dy = radius; dy >= 0; dy--) {
    const half = Math.min(radius, Math.floor(Math.sqrt(radius ** 2 - dy ** 2 + 0.25 * radius)));
    while (reach < half) {
      reach++;
      for (let y = 0; y < wide.height; y++) {
        raise(rowMax, y * width, wide.values, y * wide.width + radius - reach, width);
        raise(rowMax, y * width, wide.values, y * wide.width + radius + reach, width);
      }
    }
    raise(values, 0, rowMax, (radius - dy) * width, height * width);
    if (dy) raise(values, 0, rowMax, (radius + dy) * width, height * width);
  }
  return { height, width, values };
}

// a[i] = max(a[i], b[i]) for `count` values, from `start` in a and `from` in b on.
function raise(a, start, b, from, count) {
  for (let i = 0; i < count; i++) if (b[from + i] > a[start + i]) a[start + i] = b[from + i];
}

function padded(ink, margin, outside) {
  return cut(ink, -margin, -margin, ink.height + 2 * margin, ink.width + 2 * margin, outside);
}

function inverted(ink) {
  return { ...ink, values: ink.values.map((value) => 1 - value) };
}
