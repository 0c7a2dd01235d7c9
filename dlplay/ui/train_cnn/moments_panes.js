// The panes of the time machine: what stands in them, and their pictures at a moment or between two.

import { add } from "../component.js";
import { percent } from "../numbers.js";

const FEW = 36; // filters that fit into six columns
const BLUE = [26, 128, 191], ORANGE = [230, 159, 0];

/** The digit that a row of ten probabilities answers; nothing for no row. */
export const answer = (row) => (row ? row.indexOf(Math.max(...row)) : "");

/** All elements, empty; what changes is returned. */
export function build(root, data) {
  root.replaceChildren();
  const { labels } = data;
  const bar = add(root, "div", "bar");
  const play = add(bar, "button", "play");
  play.type = "button";
  const slider = add(bar, "input");
  Object.assign(slider, { type: "range", min: 0, step: 1 });
  slider.setAttribute("aria-label", labels.moment);
  const words = add(root, "p", "words");
  const title = add(words, "strong"), facts = add(words, "span");
  const panes = add(root, "div", "panes");

  const filters = pane(panes, labels.filters_heading, labels.filters_note);
  const canvas = add(filters, "canvas");
  canvas.setAttribute("role", "img");

  const matrix = pane(panes, labels.confusion, "");
  const note = matrix.querySelector(".note"), cells = buildMatrix(matrix, labels);

  const reading = pane(panes, labels.watched, labels.watched_note);
  const row = add(reading, "div", "thumbnails");
  const thumbnails = data.names.map((name, i) => {
    const button = add(row, "button", "thumbnail");
    button.type = "button";
    button.title = name;
    const picture = add(button, "img");
    Object.assign(picture, { src: data.pictures[i], alt: name });
    return button;
  });
  const bars = Array.from({ length: data.names.length ? 10 : 0 }, (_, digit) => {
    const line = add(reading, "div", "line");
    add(line, "span", "digit", `${digit}`);
    const fill = add(add(line, "span", "track"), "span", "fill");
    return { line, fill, number: add(line, "span", "number") };
  });
  return { play, slider, title, facts, canvas, note, cells, thumbnails, bars };
}

function buildMatrix(matrix, labels) {
  add(matrix, "div", "axis", labels.answer);
  const table = add(matrix, "div", "matrix");
  add(table, "span");
  for (let digit = 0; digit < 10; digit++) add(table, "span", "head", `${digit}`);
  const cells = [];
  for (let truth = 0; truth < 10; truth++) {
    add(table, "span", "head", `${truth}`);
    for (let read = 0; read < 10; read++) {
      const cell = add(table, "button", truth === read ? "cell right" : "cell");
      Object.assign(cell, { type: "button", tabIndex: -1 }); // lists below choose the same by keyboard
      cells.push(cell);
    }
  }
  add(matrix, "div", "axis down", labels.truth);
  return cells;
}

/** Filters as squares of ink, mixed where `at` lies between two moments. */
export function paintFilters(canvas, weights, data, at) {
  const { side, count } = data, size = side * side * count;
  const columns = count > FEW ? 8 : 6, rows = Math.ceil(count / columns), across = Math.min(count, columns);
  canvas.width = across * (side + 1) - 1;
  canvas.height = rows * (side + 1) - 1;
  canvas.style.width = `${(100 * across) / columns}%`;
  const context = canvas.getContext("2d"), picture = context.createImageData(canvas.width, canvas.height);
  const first = Math.floor(at) * size, second = Math.ceil(at) * size, share = at - Math.floor(at);
  for (let i = 0; i < size; i++) {
    const filter = Math.floor(i / (side * side)), inside = i % (side * side);
    const x = (filter % columns) * (side + 1) + (inside % side);
    const y = Math.floor(filter / columns) * (side + 1) + Math.floor(inside / side);
    const value = ((1 - share) * weights[first + i] + share * weights[second + i] - 128) / 127;
    const ink = value < 0 ? BLUE : ORANGE;
    picture.data.set([...ink, Math.round(20 + 235 * Math.min(1, Math.abs(value)))], 4 * (y * canvas.width + x));
  }
  context.putImageData(picture, 0, 0);
}

/** How many of each digit were read as which. */
export function paintMatrix(note, cells, data, now) {
  const counts = data.confusion[now];
  note.textContent = data.notes[now];
  cells.forEach((cell, i) => {
    const truth = Math.floor(i / 10), read = i % 10, count = counts[i];
    const all = counts.slice(10 * truth, 10 * truth + 10).reduce((a, b) => a + b, 0) || 1;
    const strength = truth === read ? 80 * (count / all) : count ? 12 + 65 * Math.sqrt(count / all) : 0;
    const ink = truth === read ? "#1a80bf" : "#d55e00";
    cell.style.background = `color-mix(in srgb, ${ink} ${strength.toFixed(0)}%, transparent)`;
    cell.textContent = count || "";
    cell.classList.toggle("chosen", truth === data.cell[0] && read === data.cell[1]);
    cell.title = data.labels.cell.replace("{truth}", truth).replace("{read}", read).replace("{count}", count);
    cell.setAttribute("aria-label", cell.title);
  });
}

/** Ten probabilities of the watched digit. */
export function paintBars(parts, data, state) {
  parts.thumbnails.forEach((one, i) => one.setAttribute("aria-pressed", i === state.watch));
  if (!data.names.length) return;
  const low = data.watched[Math.floor(state.at)][state.watch], high = data.watched[Math.ceil(state.at)][state.watch];
  const share = state.at - Math.floor(state.at);
  const now = low.map((p, i) => (1 - share) * p + share * high[i]);
  const best = answer(now);
  parts.bars.forEach(({ line, fill, number }, digit) => {
    line.classList.toggle("answer", digit === best);
    fill.style.width = `${100 * now[digit]}%`;
    number.textContent = percent(now[digit], data.language);
  });
}

function pane(parent, heading, note) {
  const section = add(parent, "section", "pane");
  add(section, "h4", "", heading);
  add(section, "p", "note", note);
  return section;
}
