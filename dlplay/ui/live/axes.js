// Scales and round numbers: where a value stands in a panel, and what is written at an axis.

import { percent, plain, tenTo } from "../numbers.js";

// From values to pixels and back
export function scale({ low, high, log }, from, to) {
  const f = log ? (v) => Math.log10(Math.max(v, 1e-300)) : (v) => v;
  const [start, span] = [f(low), f(high) - f(low) || 1];
  const place = (v) => from + ((f(v) - start) / span) * (to - from);
  place.back = (pixel) => {
    const v = start + ((pixel - from) / (to - from)) * span;
    return log ? 10 ** v : v;
  };
  return place;
}

// Where an axis is marked, and the words there; at most about `most` of them
export function marked(axis, most) {
  const values = axis.ticks ?? (axis.log ? decades(axis.low, axis.high, most) : ticks(axis.low, axis.high, most));
  return values.map((value, i) => [value, axis.labels?.[i] ?? tickWords(value, axis)]);
}

export function ticks(low, high, most) {
  const rough = (high - low) / most;
  if (!(rough > 0 && rough < Infinity)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough * (1 - 1e-9));
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-6; i++) found.push(Number((i * step).toPrecision(6)) || 0);
  return found;
}

export function decades(low, high, most) {
  const first = Math.ceil(Math.log10(low) - 1e-9), final = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((final - first) / most));
  return Array.from({ length: Math.max(0, Math.floor((final - first) / stride) + 1) }, (_, i) => 10 ** (first + i * stride));
}

function tickWords(value, { percent: language, log }) {
  if (language) return percent(value, language, 1, 3);
  if (log && (value >= 1e4 || value < 1e-3)) return tenTo(Math.round(Math.log10(value)));
  return plain(value, 3);
}

// A value under the pointer
export function written(value, { percent: language }) {
  if (!Number.isFinite(value)) return "–";
  return language ? percent(value, language) : plain(value);
}
