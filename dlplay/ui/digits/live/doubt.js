// A second network, which doubts: the ten digits, or none of them. `dlplay/digits/doubt.py` in the browser.

import { dense, softmax } from "./network.js";
import { GRID } from "./reading.js";

export const NONE = 10; // the eleventh answer: no digit

// Each layer's name, side and stride of its windows (none in a dense layer), numbers that come in, and that go out.
export const LAYERS = [
  { name: "conv1", size: 5, stride: 2, inputs: 1, outputs: 24 },
  { name: "conv2", size: 3, stride: 2, inputs: 24, outputs: 48 },
  { name: "conv3", size: 3, stride: 1, inputs: 48, outputs: 64 },
  { name: "dense", inputs: 576, outputs: 64 },
  { name: "output", inputs: 64, outputs: NONE + 1 },
];

// Probabilities of the ten digits and of none, Float32Array, of a picture of 28 x 28 values in [0, 1]. `layers`: by
// name, each with its `kernel` and `bias`.
export function doubts(layers, picture) {
  let x = picture, side = GRID;
  for (const { name, size, stride, inputs, outputs } of LAYERS) {
    const { kernel, bias } = layers[name];
    if (size) {
      x = convolved(x, side, { size, stride, inputs, outputs }, kernel, bias);
      side = Math.floor((side - size) / stride) + 1;
    } else x = dense(x, kernel, bias);
    if (name !== "output") for (let i = 0; i < x.length; i++) if (x[i] < 0) x[i] = 0;
  }
  return softmax(x);
}

// Whether the network takes a picture for no digit. `doubt`: from `unpacked`, its layers and the threshold.
export function rejects(doubt, picture) {
  return doubts(doubt, picture)[NONE] > doubt.threshold;
}

// z[i, j, f] = sum_abc x[s i + a, s j + b, c] kernel[a, b, c, f] + bias[f] with stride s; x is (side, side, inputs).
function convolved(x, side, { size, stride, inputs, outputs }, kernel, bias) {
  const after = Math.floor((side - size) / stride) + 1;
  const z = new Float32Array(after * after * outputs);
  for (let i = 0, to = 0; i < after; i++) {
    for (let j = 0; j < after; j++, to += outputs) {
      z.set(bias, to);
      for (let a = 0; a < size; a++) {
        const row = ((stride * i + a) * side + stride * j) * inputs;
        for (let b = 0; b < size * inputs; b++) {
          const value = x[row + b];
          if (!value) continue;
          const from = (a * size * inputs + b) * outputs;
          for (let f = 0; f < outputs; f++) z[to + f] += value * kernel[from + f];
        }
      }
    }
  }
  return z;
}
