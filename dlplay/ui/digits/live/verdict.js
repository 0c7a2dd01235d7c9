// Whether a drawing is one digit at all, and whether the network's answer stands out: `dlplay/digits/verdict.py`.

import { components } from "./components.js";
import { inkBox } from "./resample.js";
import { outlineLength, strokeWidth } from "./stroke.js";

const SURE_PROBABILITY = 0.7, SURE_MARGIN = 0.6;
const BLOB = 0.4, THICK = 0.34, DOT = 0.25, COVERED = 0.6;
const LONGEST = 5; // length of all strokes over the longer side
const MOST_PIECES = 6;
const SPECK = 0.01, DARK = 0.3;
const OVERLAP = 0.3;
const WIDTHS = [0.6, 1.2], TALL = [0.75, 0.4];
const CERTAIN = 0.99;
const STACKED_TALL = 0.33, STACKED_GAP = 0.07;

// "sure", "unsure", "blank", "dot", "filled", "thick", "several", "scribble" or "unlike". `ink`: of the whole drawing;
// `magnified`: the same cut to the ink's box and scaled to the fine grid; `probabilities`: the network's ten; `doubted`:
// whether the second network takes the picture for no digit.
export function judge(ink, magnified, probabilities, doubted) {
  const covered = inked(ink);
  if (!covered) return "blank";
  const shape = noDigit(ink, covered, magnified) ?? numberOfDigits(magnified, probabilities);
  return shape ?? (doubted ? "unlike" : standsOut(probabilities));
}

function standsOut(probabilities) {
  const [first, second] = [...probabilities].sort((a, b) => b - a);
  return first >= SURE_PROBABILITY && Math.fround(first - second) >= SURE_MARGIN ? "sure" : "unsure";
}

// How many pixels have ink.
function inked({ values }) {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i]) count++;
  return count;
}

function noDigit(ink, covered, magnified) {
  if (covered > COVERED * ink.values.length) return isLong(ink) ? "scribble" : "filled";
  const width = strokeWidth(magnified), side = longerSide(magnified);
  if (width > BLOB * side) {
    const { top, bottom, left, right } = inkBox(ink);
    return Math.max(bottom - top, right - left) + 1 <= DOT * longerSide(ink) ? "dot" : "filled";
  }
  if (width > THICK * side) return "thick";
  return isLong(magnified) ? "scribble" : null;
}

function isLong(ink) {
  return outlineLength(ink) > 2 * LONGEST * longerSide(ink); // a stroke's outline is twice as long as itself
}

function longerSide({ height, width }) {
  return Math.max(height, width);
}

function numberOfDigits(magnified, probabilities) {
  const pieces = components(magnified, DARK);
  const area = pieces.reduce((sum, piece) => sum + piece.area, 0);
  const boxes = pieces.filter((piece) => piece.area > SPECK * area);
  if (boxes.length > MOST_PIECES) return "scribble";
  const { height, width } = magnified;
  if (standOverEachOther(boxes, height)) return "several";
  // A 0 in two arcs stands side by side too: what is narrow and leaves no doubt is one digit.
  if (width < height && Math.max(...probabilities) > CERTAIN) return null;
  const share = Math.min(1, Math.max(0, (width / height - WIDTHS[0]) / (WIDTHS[1] - WIDTHS[0])));
  const tall = (TALL[0] + share * (TALL[1] - TALL[0])) * height;
  return columns(boxes).filter(({ top, bottom }) => bottom - top > tall).length > 1 ? "several" : null;
}

// Whether a clear gap parts two tall halves.
function standOverEachOther(boxes, height) {
  const tall = STACKED_TALL * height;
  return boxes.some(({ bottom: cut }) => {
    const start = cut + STACKED_GAP * height;
    const lower = boxes.filter(({ top }) => top >= start);
    if (!lower.length || boxes.some(({ top, bottom }) => top < start && bottom > cut)) return false;
    const first = Math.min(...boxes.map(({ top }) => top)), last = Math.max(...boxes.map(({ bottom }) => bottom));
    return Math.min(cut - first, last - Math.min(...lower.map(({ top }) => top))) >= tall;
  });
}

// Join the boxes that stand over each other, from left to right.
function columns(boxes) {
  const groups = [];
  for (const box of [...boxes].sort((a, b) => a.left - b.left)) {
    const last = groups.at(-1);
    const narrower = last && Math.min(box.right - box.left, last.right - last.left);
    if (last && last.right - box.left > OVERLAP * narrower) {
      last.top = Math.min(last.top, box.top);
      last.bottom = Math.max(last.bottom, box.bottom);
      last.right = Math.max(last.right, box.right);
    } else {
      groups.push({ ...box });
    }
  }
  return groups;
}
