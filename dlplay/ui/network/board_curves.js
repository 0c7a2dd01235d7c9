// The curves over the epochs.

import { ticks } from "../live/axes.js";
import { percent, plain } from "../numbers.js";
import { css } from "./board_look.js";

const EDGE = 7, LEFT = 38; // pixels between the axes and the edge of the picture, to the right and to the left

// The top of the loss axis: what nineteen of twenty values stay below, with some air
function ceiling(values) {
  if (!values.length) return 1;
  const sorted = [...values].sort((a, b) => a - b);
  const usual = sorted[Math.floor(0.95 * (sorted.length - 1))];
  return Math.max(Math.min(sorted.at(-1), usual * 1.6), 1e-6) * 1.08;
}

/** Loss, and beside it the share that is right where there is one. */
export function paintCurves({ data, look, part, curves, frames, index, whole }, frame) {
  const context = part.curves.getContext("2d");
  context.clearRect(0, 0, 4000, 4000);
  if (!frame) return;
  const [width, { kept, labels }] = [part.curves.clientWidth, data];
  const right = curves.trainRight.some((one) => one !== null);
  const cursor = whole && index < frames.length - 1 ? index : null;
  const losses = [...curves.train, ...curves.test, ...(kept?.train ?? []), ...(kept?.test ?? [])];
  // a single spike shall not press the rest to the ground
  const top = ceiling(losses.filter((one) => one !== null));
  const box = { left: 0, top: 4, width: right ? width / 2 - 6 : width, height: part.curves.clientHeight - 4 };
  const chart = { curves, kept, look, cursor, marks: data.marks ?? [], unit: labels.epoch, key: { train: labels.train_line, test: labels.test_line } };
  paintChart(context, box, { ...chart, names: ["train", "test"], title: labels.loss, top });
  if (!right) return;
  const second = { ...box, left: width / 2 + 6 };
  paintChart(context, second, { ...chart, names: ["trainRight", "testRight"], title: labels.right, top: 1, share: data.language });
}

function paintChart(context, box, chart) {
  const { curves, kept, look, names, top } = chart;
  const inner = { left: box.left + LEFT, top: box.top + 22, width: box.width - LEFT - EDGE - 1, height: box.height - 42 };
  const last = Math.max(curves.epoch.at(-1) || 0, kept?.epoch.at(-1) || 0, 1e-9);
  const x = (epoch) => inner.left + (epoch / last) * inner.width;
  const y = (value) => inner.top + inner.height * (1 - Math.min(value / top, 1.02));
  context.font = `bold 13px ${look.font}`;
  context.fillStyle = css(look.ink);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(chart.title, box.left + 2, box.top);
  paintKey(context, box.left + 10 + context.measureText(chart.title).width, box.left + box.width, box.top, chart);
  paintScales(context, inner, last, x, y, chart);
  chart.marks.reduce((free, mark) => paintMark(context, inner, x(mark.epoch), mark.text, look, free), inner.left);
  const line = (from, name, colour, width, dash) => paintLine(context, from.epoch.map(x), from[name], y, { colour, width, dash });
  if (kept) {
    line(kept, names[1], css(look.test, 0.5), 1.6, [2, 3]);
    line(kept, names[0], css(look.ink, 0.5), 1.6, [2, 3]);
  }
  line(curves, names[1], css(look.test), 2.4, []);
  line(curves, names[0], css(look.ink), 2.4, []);
  if (chart.cursor !== null) paintCursor(context, inner, x, y, chart);
}

function paintScales(context, inner, last, x, y, { look, share, top, unit }) {
  context.font = `12px ${look.font}`;
  context.lineWidth = 1;
  for (const value of ticks(0, top, 3)) {
    context.strokeStyle = css(look.ink, 0.14);
    context.beginPath();
    context.moveTo(inner.left, y(value));
    context.lineTo(inner.left + inner.width, y(value));
    context.stroke();
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillStyle = css(look.ink, 0.75);
    context.fillText(share ? percent(value, share, 0) : plain(value), inner.left - 5, y(value));
  }
  context.textBaseline = "top";
  context.textAlign = "center";
  if (last <= 1e-8) return;
  for (const epoch of ticks(0, last, Math.max(2, Math.floor(inner.width / 70)))) {
    const text = epoch ? plain(epoch) : `${unit} 0`, wide = context.measureText(text).width / 2;
    const [first, end] = [inner.left - LEFT + wide, inner.left + inner.width + EDGE - wide];
    context.fillText(text, Math.max(first, Math.min(x(epoch) - (epoch ? 0 : wide), end)), inner.top + inner.height + 4);
  }
}

// Which line is which, beside the title: closer where room is short; where there is none, the chart on the left says it
function paintKey(context, from, end, top, { key, kept, look }) {
  context.font = `12px ${look.font}`;
  const lines = [[css(look.ink), key.train, []], [css(look.test), key.test, []]];
  if (kept) lines.push([css(look.ink, 0.5), "A", [2, 3]]);
  const words = lines.reduce((sum, [, text]) => sum + context.measureText(text).width, 0);
  const fits = [[16, 10], [9, 5]].find(([stroke, gap]) => from + words + lines.length * (stroke + 4 + gap) - gap <= end);
  if (!fits) return;
  const [stroke, gap] = fits;
  let left = from;
  for (const [colour, text, dash] of lines) {
    context.strokeStyle = colour;
    context.lineWidth = 2.4;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(left, top + 7);
    context.lineTo(left + stroke, top + 7);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = css(look.ink);
    context.fillText(text, left + stroke + 4, top);
    left += stroke + 4 + gap + context.measureText(text).width;
  }
}

// Where something was changed while it trained, with its word where that is free; returns where the next one is
function paintMark(context, inner, at, words, look, free) {
  context.strokeStyle = css(look.ink, 0.6);
  context.lineWidth = 1.2;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(at, inner.top);
  context.lineTo(at, inner.top + inner.height);
  context.stroke();
  context.setLineDash([]);
  context.font = `12px ${look.font}`;
  const wide = context.measureText(words).width, left = Math.min(at + 3, inner.left + inner.width - wide);
  if (left < free) return free;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillStyle = css(look.ink);
  context.fillText(words, left, inner.top - 2);
  return left + wide + 6;
}

// A line that breaks where a value is missing
function paintLine(context, places, values, y, { colour, width, dash }) {
  context.beginPath();
  let open = false;
  values.forEach((value, n) => {
    if (value !== null) {
      if (open) context.lineTo(places[n], y(value)); else context.moveTo(places[n], y(value));
    }
    open = value !== null;
  });
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

function paintCursor(context, inner, x, y, { curves, cursor, look, names }) {
  const at = x(curves.epoch[cursor]);
  context.strokeStyle = css(look.picked, 0.9);
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(at, inner.top - 2);
  context.lineTo(at, inner.top + inner.height);
  context.stroke();
  for (const [name, colour] of [[names[1], look.test], [names[0], look.ink]]) {
    if (curves[name][cursor] === null) continue;
    context.beginPath();
    context.arc(at, y(curves[name][cursor]), 4.5, 0, 7);
    context.fillStyle = css(colour);
    context.fill();
    context.strokeStyle = css(look.paper);
    context.stroke();
  }
}
