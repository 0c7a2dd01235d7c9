// What is open, large, with its arithmetic: a patch and its kernel, a pooling window, or a sum with its largest terms.

import { add } from "../component.js";
import { plain } from "../numbers.js";
import { added, convolved, pooled, sentence, settled, squares, write } from "../patch_sum.js";
import { shaded } from "../shaded.js";
import { MAP, pair, patch } from "./inside_maps.js";
import { nameOf } from "./inside_stages.js";

const RESOLUTION = 420; // pixels across a large picture
const BLUE = "26, 128, 191", ORANGE = "230, 159, 0";
const OUTLINE = "#d55e00", HALO = "rgba(255, 255, 255, 0.85)";
const DIGITS = 3, FINE = 6, SHOWN = 6; // of a number in a square, of a probability; terms of a sum one by one
const KINDS = { input: pixel, filter: convolution, sum: convolution, map: convolution, pool: pooling, unit, output };

/**
 * Lay it out anew. Returns `{ limit, step, show(at) }`: the last place of the hand, how far an arrow key moves it, and
 * what writes and draws for a place; `listen(canvas, placeUnder)` is called for each picture that a hand moves over.
 */
export function open(parent, scene, picked, listen) {
  parent.replaceChildren();
  const place = { row: add(parent, "div", "parts"), listen, title: nameOf(scene, picked), pictures: [] };
  return KINDS[picked.name](place, scene, picked.number, picked.name);
}

// --- a picture that the hand moves over ---

// `reads` of its pixels a side belong to a place of the hand, `step` places are one pixel
function large(place, title, numbers, { reads = 1, step = 1, ...look }) {
  const figure = add(place.row, "figure", "large"), side = numbers.shape[0], cell = Math.round(RESOLUTION / side);
  add(figure, "figcaption", "", title);
  const canvas = add(figure, "canvas"), image = shaded({ values: numbers, ...look });
  Object.assign(canvas, { width: cell * side, height: cell * side, tabIndex: 0 });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${place.title}: ${title}`);
  canvas.setAttribute("data-focus", `large-${place.pictures.length}`);
  const paint = (at) => {
    const context = canvas.getContext("2d"), [top, left] = at.map((one) => Math.floor(one / step) * cell);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = false;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const [colour, width] of [[HALO, 8], [OUTLINE, 4]]) {
      Object.assign(context, { strokeStyle: colour, lineWidth: width });
      context.strokeRect(left, top, reads * cell, reads * cell);
    }
  };
  place.pictures.push(paint);
  place.listen(canvas, ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [(clientY - top) / height, (clientX - left) / width].map((share) => step * Math.round(share * side - reads / 2));
  });
}

const largestOf = (numbers) => numbers.reduce((top, one) => Math.max(top, Math.abs(one)), 0) || 1;

const drawn = (place, at) => place.pictures.forEach((paint) => paint(at));

// --- what can be open ---

function pixel(place, { ink, words }) {
  large(place, words.picture, ink, { ink: true, top: 1 });
  const line = add(place.row, "div", "line");
  return {
    limit: ink.shape[0] - 1, step: 1,
    show(at) {
      drawn(place, at);
      line.textContent = sentence(words.line_input, { row: at[0], column: at[1], value: plain(settled(ink[at[0] * ink.shape[1] + at[1]])) });
    },
  };
}

function convolution(place, scene, number, name) {
  const { ink, kernels, biases, maps, words } = scene, kernel = Array.from(kernels.subarray(9 * number, 9 * number + 9));
  large(place, words.picture, ink, { ink: true, top: 1, reads: 3 });
  const sum = add(place.row, "div", "arithmetic"), factors = add(sum, "div", "factors");
  const cells = { patch: squares(factors, words.patch, 3) };
  add(factors, "span", "sign", "×");
  cells.kernel = squares(factors, words.kernel, 3);
  add(factors, "span", "sign", "=");
  cells.products = squares(factors, words.products, 3);
  const line = add(sum, "div", "line"), after = name === "map" ? maps.maps[number] : maps.sums[number];
  large(place, sentence(words[name === "map" ? "named_map" : "named_sum"], { n: number }), after, { top: largestOf(after) });
  write(cells.kernel, kernel, DIGITS);
  tint(cells.kernel, kernel);
  return {
    limit: MAP - 1, step: 1,
    show(at) {
      drawn(place, at);
      const pixels = patch(ink, ...at).map(settled), found = convolved({ kernel, bias: biases[number], relu: true }, pixels);
      write(cells.patch, pixels, DIGITS);
      write(cells.products, found.products, DIGITS);
      line.textContent = sentence(words.line_patch, { n: 9, ...written(found), bias: added(biases[number]), row: at[0], column: at[1] });
    },
  };
}

// Weights as in the small pictures of the filters
function tint(cells, weights) {
  const top = largestOf(weights);
  cells.forEach((cell, i) => cell.style.setProperty("background", `rgba(${weights[i] < 0 ? BLUE : ORANGE}, ${(0.7 * Math.abs(weights[i])) / top})`));
}

function pooling(place, { maps, words }, number) {
  large(place, sentence(words.named_map, { n: number }), maps.maps[number], { top: largestOf(maps.maps[number]), reads: 2 });
  const sum = add(place.row, "div", "arithmetic"), cells = squares(sum, words.four, 2), line = add(sum, "div", "line");
  large(place, sentence(words.named_pool, { n: number }), maps.pooled[number], { top: largestOf(maps.pooled[number]), step: 2 });
  return {
    limit: MAP - 2, step: 2,
    show(at) {
      const [row, column] = at.map((one) => Math.floor(one / 2)), four = pair(maps.maps[number], row, column);
      drawn(place, [2 * row, 2 * column]);
      const { a, winner } = pooled({ kind: "max" }, four);
      write(cells, four, DIGITS);
      cells.forEach((cell, i) => cell.classList.toggle("won", i === winner));
      line.textContent = sentence(winner === null ? words.line_same : words.line_max, { n: 4, a: plain(a), row, column });
    },
  };
}

function unit(place, scene, number) {
  const { units, words, biases } = scene, i = units.numbers.indexOf(number), all = biases.length, side = units.places.shape[1];
  const shares = units.maps.subarray(i * all, (i + 1) * all), size = side * side;
  const where = Object.assign(units.places.slice(i * size, (i + 1) * size), { shape: [side, side] });
  large(place, words.where, where, { top: largestOf(where), step: 2 });
  const named = Array.from(shares, (share, map) => [sentence(words.term_map, { n: map }), share]);
  terms(place, scene, named, units.biases[i], units.sums[i]);
  const beside = add(place.row, "div", "arithmetic beside"), line = add(beside, "div", "line"), told = add(beside, "div", "line small");
  const { row, column, map, value, weight } = units.products[i];
  const product = { row, column, map, value: plain(value), weight: plain(weight), product: plain(value * weight) };
  const found = { z: plain(units.sums[i]), a: plain(units.activations[i]) };
  line.textContent = sentence(words.line_unit, found);
  return {
    limit: MAP - 2, step: 2,
    show(at) {
      const [y, x] = at.map((one) => Math.floor(one / 2));
      drawn(place, [2 * y, 2 * x]);
      const share = sentence(words.place_unit, { row: y, column: x, share: plain(where[y * side + x]) });
      told.textContent = `${share}\n${sentence(words.product_unit, product)}`;
    },
  };
}

function output(place, scene, number) {
  const { units, output: ten, words } = scene;
  const named = units.numbers.map((one, i) => [sentence(words.term_unit, { n: one }), units.outputs[10 * i + number]]);
  terms(place, scene, named, ten.biases[number], ten.logits[number], ten.others[number]);
  const line = add(add(place.row, "div", "arithmetic beside"), "div", "line"), top = Math.max(...ten.logits);
  const powers = ten.logits.map((logit) => Math.exp(logit - top)), all = powers.reduce((sum, one) => sum + one, 0);
  line.textContent = sentence(words.line_output, {
    n: number, z: plain(ten.logits[number]), top: plain(top), power: plain(powers[number]), all: plain(all, FINE), p: plain(powers[number] / all, FINE),
  });
  return { limit: MAP - 1, step: 1, show: () => {} };
}

// --- a sum as bars: its largest terms, the others together, the bias, and what they add up to ---

function terms(place, { words }, named, bias, total, rest = 0) {
  const sorted = [...named].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])), list = add(place.row, "div", "terms");
  const others = sorted.slice(SHOWN), left = others.reduce((sum, [, share]) => sum + share, rest);
  const rows = [...sorted.slice(0, SHOWN), [words.others, left], [words.bias, bias]], top = largestOf(rows.map(([, share]) => share));
  for (const [name, share] of rows) term(list, name, share, share / top);
  const sum = add(list, "div", "term total");
  add(sum, "span", "", words.total);
  add(sum, "span");
  add(sum, "span", "number", plain(total));
}

function term(list, name, share, size) {
  const row = add(list, "div", "term");
  add(row, "span", "", name);
  const bar = add(add(row, "span", "track"), "span", share < 0 ? "bar below" : "bar");
  bar.style.setProperty("width", `${50 * Math.abs(size)}%`);
  add(row, "span", "number", plain(share));
}

const written = (found) => Object.fromEntries(Object.entries(found).map(([name, value]) => [name, plain(value)]));
