// The stages of the network side by side, each a canvas of cells: the picture, 32 filters, their maps three times, the
// strongest units, ten outputs. On a phone they stand below each other.

import { add } from "../component.js";
import { percent } from "../numbers.js";
import { sentence } from "../patch_sum.js";
import { shaded } from "../shaded.js";

const CELL = 72; // pixels of a canvas for the side of a map; the style sheet makes it as large as there is room
const ACROSS = { filter: 4, sum: 4, map: 4, pool: 4, unit: 2 };
const ON_PHONES = { filter: 8, sum: 8, map: 8, pool: 8, unit: 8, output: 2 };
const SIZES = { input: [3.4, 3.4], output: [3.3, 0.8] }; // width and height of a cell, in sides of a map
const SIZES_ON_PHONES = { input: [4, 4], output: [4, 1] };
const ORANGE = "#e69f00", ANSWER = "#1a80bf", LIT = "#d55e00", GREY = "rgba(128, 128, 128, 0.35)";
const INSET = 3;

export const NAMES = ["input", "filter", "sum", "map", "pool", "unit", "output"];

/** What people call a part. */
export const nameOf = ({ words }, { name, number }) => sentence(words[`named_${name}`], { n: number });

/** What stands in the cells of a stage, and which number each has. */
function contents(scene) {
  const { ink, kernels, maps, units, output } = scene, filters = scene.biases.map((_, number) => number);
  const largest = (many) => Math.max(...many.map((one) => one.reduce((top, x) => Math.max(top, Math.abs(x)), 0))) || 1;
  const kernelOf = (number) => Object.assign(kernels.slice(9 * number, 9 * number + 9), { shape: [3, 3] });
  const each = (many, top) => many.map((values) => shaded({ values, top }));
  const weights = Array.from(filters, kernelOf), top = largest(maps.maps);
  return {
    input: { numbers: [0], pictures: [shaded({ values: ink, ink: true, top: 1 })] },
    filter: { numbers: filters, pictures: each(weights, largest(weights)) },
    sum: { numbers: filters, pictures: each(maps.sums, largest(maps.sums)) },
    map: { numbers: filters, pictures: each(maps.maps, top) },
    pool: { numbers: filters, pictures: each(maps.pooled, top) },
    unit: { numbers: units.numbers, values: units.activations, top: largest([units.activations]) },
    output: { numbers: [...output.chances.keys()], values: output.chances },
  };
}

/** Build all; each stage knows its canvas, its cells and how they stand. */
export function build(parent, scene, phone) {
  const found = contents(scene);
  return NAMES.map((name, order) => {
    const figure = add(parent, "figure", `stage ${name}`), [title, shape] = scene.words[`stage_${name}`].split("\n");
    const caption = add(figure, "figcaption", "", title);
    add(caption, "span", "shape", shape);
    const canvas = add(figure, "canvas"), stage = { name, figure, canvas, ...found[name] };
    stage.across = (phone ? ON_PHONES : ACROSS)[name] ?? 1;
    [stage.wide, stage.high] = (phone ? SIZES_ON_PHONES : SIZES)[name] ?? [1, 1];
    const rows = Math.ceil(stage.numbers.length / stage.across);
    Object.assign(canvas, { width: stage.across * stage.wide * CELL, height: rows * stage.high * CELL, tabIndex: 0 });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("data-focus", name);
    figure.style.setProperty("--across", stage.across * stage.wide);
    figure.style.setProperty("order", 2 * order);
    return stage;
  });
}

/** Draw a stage; `lit` are the cells on the strongest paths, `picked` the one that is open. */
export function paint(stage, scene, lit, picked) {
  const context = stage.canvas.getContext("2d"), wide = stage.wide * CELL, high = stage.high * CELL;
  context.clearRect(0, 0, stage.canvas.width, stage.canvas.height);
  stage.numbers.forEach((_, i) => {
    const x = (i % stage.across) * wide, y = Math.floor(i / stage.across) * high;
    const box = [x + INSET, y + INSET, wide - 2 * INSET, high - 2 * INSET];
    if (stage.pictures) drawPicture(context, stage.pictures[i], box);
    else (stage.name === "unit" ? drawUnit : drawOutput)(context, stage, i, box, scene);
    if (lit.has(i) || i === picked) outline(context, box, i === picked);
  });
}

function drawPicture(context, image, [x, y, width, height]) {
  context.fillStyle = GREY;
  context.globalAlpha = 0.3;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  context.imageSmoothingEnabled = false;
  context.drawImage(image, x, y, width, height);
}

function drawUnit(context, { values, top, numbers }, i, [x, y, width, height], { colour }) {
  context.globalAlpha = Math.max(values[i] / top, 0.04);
  context.fillStyle = ORANGE;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  label(context, numbers[i], x + width / 2, y + height / 2, 26, colour, "center");
}

function drawOutput(context, { values, numbers }, i, [x, y, width, height], { colour, language }) {
  const from = x + 0.14 * width, across = 0.38 * width, middle = y + height / 2, bar = 0.5 * height;
  label(context, numbers[i], x + 0.06 * width, middle, 30, colour, "center");
  context.fillStyle = GREY;
  context.fillRect(from, middle - bar / 2, across, bar);
  context.fillStyle = ANSWER;
  context.fillRect(from, middle - bar / 2, across * values[i], bar);
  label(context, percent(values[i], language), x + 0.55 * width, middle, 24, colour, "left");
}

function label(context, text, x, y, size, colour, align) {
  Object.assign(context, { font: `${size}px sans-serif`, fillStyle: colour, textAlign: align, textBaseline: "middle" });
  context.fillText(String(text), x, y);
}

function outline(context, [x, y, width, height], picked) {
  Object.assign(context, { strokeStyle: LIT, lineWidth: picked ? 7 : 3 });
  context.strokeRect(x, y, width, height);
}

/** Which cell of a stage lies under a pointer, by its place among them; null beside them all. */
export function cellUnder({ canvas, across, numbers }, { clientX, clientY }) {
  const { left, top, width, height } = canvas.getBoundingClientRect(), rows = Math.ceil(numbers.length / across);
  const column = Math.floor(((clientX - left) / width) * across), row = Math.floor(((clientY - top) / height) * rows);
  const i = row * across + column;
  return column >= 0 && column < across && row >= 0 && i < numbers.length ? i : null;
}

/** Where the middle of a cell's left (-1), centre (0) or right (1) edge is, in CSS pixels from the corner of `origin`. */
export function edge({ canvas, across, numbers }, i, side, origin) {
  const { left, top, width, height } = canvas.getBoundingClientRect(), rows = Math.ceil(numbers.length / across);
  const x = left + (((i % across) + 0.5 + 0.5 * side) / across) * width;
  return [x - origin.left, top + ((Math.floor(i / across) + 0.5) / rows) * height - origin.top];
}
