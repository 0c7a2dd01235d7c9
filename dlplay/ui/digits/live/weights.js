// The network's weights as `python -m dlplay.training live` packs them: 32-bit floats one array after the other,
// and the large kernel of the hidden layer, last, as 16-bit whole numbers with a scale for each of its neurons.

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
const BYTES = 4 * Object.values(FLOATS).reduce((sum, size) => sum + size) + 2 * WHOLE;

// Loads the file; throws where it does not come, or is not the one that was recorded.
export async function fetched(url, digest) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const buffer = await answer.arrayBuffer();
  if (sha256(new Uint8Array(buffer)) !== digest) throw new Error(`${url}: another sha256 than the recorded one`);
  return unpacked(buffer);
}

// ArrayBuffer -> the arrays that `forward` takes.
export function unpacked(buffer) {
  if (buffer.byteLength !== BYTES) throw new Error(`weights must have ${BYTES} bytes, got ${buffer.byteLength}`);
  const weights = {};
  let at = 0;
  for (const [name, size] of Object.entries(FLOATS)) {
    weights[name] = new Float32Array(buffer, at, size);
    at += 4 * size;
  }
  const whole = new Int16Array(buffer, at, WHOLE);
  const denseKernel = new Float32Array(WHOLE);
  for (let i = 0; i < WHOLE; i++) denseKernel[i] = whole[i] * weights.denseScale[i % UNITS];
  return { ...weights, denseKernel };
}
