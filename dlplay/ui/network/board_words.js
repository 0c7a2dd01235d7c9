// Numbers, names and formulas as the board writes them.

import { place, sum } from "./board_net.js";

export const MINUS = "\u2212";

export function short(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  let text;
  if (size !== 0 && (size >= 1e5 || size < 1e-4)) text = value.toExponential(1);
  else if (size >= 100) text = value.toFixed(0);
  else if (size >= 10) text = value.toFixed(1);
  else if (size >= 1) text = value.toFixed(2);
  else text = value.toFixed(size < 0.01 ? 4 : 3);
  return text.replace(/-/g, MINUS);
}

export function plain(value) {
  const size = Math.abs(value);
  const text = size >= 1e5 || (size && size < 1e-5) ? value.toExponential(0).replace("+", "") : String(+value.toPrecision(3));
  return text.replace(/-/g, MINUS);
}

export function plainEpoch(epoch) {
  return epoch < 10 && epoch % 1 ? epoch.toFixed(1) : String(Math.floor(epoch));
}

export function percent(share) {
  return share === null ? "–" : `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`;
}

function subscript(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");
}

/** A neuron's name. */
export function called({ features, labels, sizes }, layer, unit) {
  if (layer === 0) return features[unit];
  if (layer < sizes.length - 1) return labels.neuron.replace("{layer}", layer).replace("{unit}", unit + 1);
  return sizes.at(-1) > 1 ? labels.output_of.replace("{number}", unit) : labels.output;
}

/** A neuron's activation in numbers: a₂ = tanh(0.5·x₁ − 1.2·x₂ + 0.1). */
export function formula(data, { layer, unit }, frame) {
  if (!layer) return data.labels.feature_note;
  const names = layer === 1 ? data.features : Array.from({ length: data.sizes[layer - 1] }, (_, i) => `a${subscript(i + 1)}`);
  const weight = (source) => frame.weights[place(data.sizes, layer, source, unit)];
  const terms = names.map((name, i) => `${signed(weight(i), i === 0)}·${name}`).join("");
  const scale = frame.scales[sum(data.sizes.slice(1, layer)) + unit];
  const range = scale > 1 ? ` · ${data.labels.scale.replace("{scale}", plain(scale))}` : "";
  return `a${subscript(unit + 1)} = ${data.activations[layer - 1]}(${terms}${signed(weight(null), false)})${range}`;
}

function signed(number, first) {
  const [sign, gap] = [number < 0 ? MINUS : "+", first ? "" : " "];
  return `${first && sign === "+" ? "" : `${gap}${sign}${gap}`}${plain(Math.abs(number))}`;
}
