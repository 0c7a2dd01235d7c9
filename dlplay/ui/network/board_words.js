// Numbers, names and formulas as the board writes them.

import { plain } from "../numbers.js";
import { place, sum } from "./board_net.js";

/** Tenths of an epoch, as long as they tell something. */
export function epochs(done) {
  return done < 10 && done % 1 ? plain(done, 4, 1) : plain(done && Math.floor(done));
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
  const range = scale > 1 ? ` · ${data.labels.scale.replace("{scale}", plain(scale, 3))}` : "";
  return `a${subscript(unit + 1)} = ${data.activations[layer - 1]}(${terms}${signed(weight(null), false)})${range}`;
}

function signed(number, first) {
  const [sign, gap] = [number < 0 ? "−" : "+", first ? "" : " "];
  return `${first && sign === "+" ? "" : `${gap}${sign}${gap}`}${plain(Math.abs(number), 3)}`;
}
