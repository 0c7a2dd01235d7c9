// The networks' weights as `python -m dlplay.training live` packs them: all 32-bit floats, one array after the other;
// the reader's large kernel as 13-bit whole numbers, and the doubting network's kernels as 8-bit ones, each with a
// scale for each filter or neuron.

import { LAYERS } from "./doubt.js";
import { DIGITS, FILTERS, KERNEL, POOLED, UNITS } from "./network.js";
import { sha256 } from "./sha256.js";

// How many numbers each array has, in the order of the file.
const FLOATS = {
  convKernel: KERNEL * KERNEL * FILTERS,
  convBias: FILTERS,
  denseScale: UNITS,
  denseBias: UNITS,
  outputKernel: UNITS * DIGITS,
  outputBias: DIGITS,
};
const WHOLE = POOLED * POOLED * FILTERS * UNITS;
const LOWER = 5; // bits of one of them that stand apart from its upper eight
const kernelSize = ({ size = 1, inputs, outputs }) => size * size * inputs * outputs;
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
const BYTES =
  4 * (sum(Object.values(FLOATS)) + 1 + 2 * sum(LAYERS.map((layer) => layer.outputs))) +
  WHOLE + LOWER * (WHOLE / 8) +
  sum(LAYERS.map(kernelSize));

// Loads the file; throws where it does not come, or is not the one that was recorded.
export async function fetched(url, digest) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const buffer = await answer.arrayBuffer();
  if (sha256(new Uint8Array(buffer)) !== digest) throw new Error(`${url}: another sha256 than the recorded one`);
  return unpacked(buffer);
}

// ArrayBuffer -> the arrays that `forward` takes, and as `doubt` what `doubts` does, with the threshold.
export function unpacked(buffer) {
  if (buffer.byteLength !== BYTES) throw new Error(`weights must have ${BYTES} bytes, got ${buffer.byteLength}`);
  let at = 0;
  const next = (Kind, size) => {
    const array = new Kind(buffer, at, size);
    at += array.byteLength;
    return array;
  };
  const weights = {};
  for (const [name, size] of Object.entries(FLOATS)) weights[name] = next(Float32Array, size);
  const [threshold] = next(Float32Array, 1);
  const doubt = { threshold };
  for (const { name, outputs } of LAYERS) {
    doubt[name] = { scale: next(Float32Array, outputs), bias: next(Float32Array, outputs) };
  }
  const upper = next(Int8Array, WHOLE);
  weights.denseKernel = scaled(joined(upper, next(Uint8Array, LOWER * (WHOLE / 8))), weights.denseScale);
  for (const layer of LAYERS) {
    const one = doubt[layer.name];
    one.kernel = scaled(next(Int8Array, kernelSize(layer)), one.scale);
  }
  return { ...weights, doubt };
}

// Whole numbers from their upper bits, and from their lower ones: of each place, from the lowest on, one bit a number,
// eight numbers a byte.
function joined(upper, lower) {
  const whole = new Int16Array(upper.length), place = upper.length / 8;
  for (let i = 0; i < whole.length; i++) {
    let one = upper[i];
    for (let at = (LOWER - 1) * place + (i >> 3); at >= 0; at -= place) one = 2 * one + ((lower[at] >> (i & 7)) & 1);
    whole[i] = one;
  }
  return whole;
}

// W[i, j] = whole[i, j] scale[j]
function scaled(whole, scale) {
  const kernel = new Float32Array(whole.length);
  for (let i = 0; i < whole.length; i++) kernel[i] = whole[i] * scale[i % scale.length];
  return kernel;
}
