// The digit reader's network: Conv2D(32, 3x3, relu) -> MaxPooling2D(2x2) -> Dense(128, relu) -> Dense(10, softmax);
// `dlplay/digits/network.py` without the numbers on the way.

import { GRID } from "./reading.js";

export const KERNEL = 3, FILTERS = 32, UNITS = 128, DIGITS = 10;
const POOL = 2;
export const POOLED = (GRID - KERNEL + 1) / POOL; // 13

// The ten probabilities, Float32Array, of a picture of 28 x 28 values in [0, 1]. `weights`: from `unpacked`.
export function forward(weights, picture) {
  const pooled = convolvedAndPooled(picture, weights.convKernel, weights.convBias);
  const hidden = dense(pooled, weights.denseKernel, weights.denseBias).map((z) => Math.max(z, 0));
  return softmax(dense(hidden, weights.outputKernel, weights.outputBias));
}

// (13, 13, 32). The largest of four sums, and relu of it, is relu of each and the largest of these.
function convolvedAndPooled(picture, kernel, bias) {
  const result = new Float32Array(POOLED * POOLED * FILTERS);
  const sums = new Float32Array(FILTERS);
  for (let row = 0; row < POOL * POOLED; row++) {
    for (let column = 0; column < POOL * POOLED; column++) {
      convolved(picture, row * GRID + column, kernel, bias, sums);
      const start = (Math.floor(row / POOL) * POOLED + Math.floor(column / POOL)) * FILTERS;
      for (let f = 0; f < FILTERS; f++) if (sums[f] > result[start + f]) result[start + f] = sums[f];
    }
  }
  return result;
}

// sums[f] = sum_ab picture[corner + (a, b)] kernel[a, b, f] + bias[f]
function convolved(picture, corner, kernel, bias, sums) {
  sums.set(bias);
  for (let a = 0; a < KERNEL; a++) {
    for (let b = 0; b < KERNEL; b++) {
      const x = picture[corner + a * GRID + b];
      if (!x) continue;
      const from = (a * KERNEL + b) * FILTERS;
      for (let f = 0; f < FILTERS; f++) sums[f] += x * kernel[from + f];
    }
  }
}

// z[j] = sum_i x[i] kernel[i, j] + bias[j]
export function dense(x, kernel, bias) {
  const z = Float32Array.from(bias);
  const units = z.length;
  for (let i = 0; i < x.length; i++) {
    if (!x[i]) continue;
    for (let j = 0, at = i * units; j < units; j++, at++) z[j] += x[i] * kernel[at];
  }
  return z;
}

export function softmax(z) {
  const largest = Math.max(...z);
  const exponentials = z.map((one) => Math.exp(one - largest));
  const sum = exponentials.reduce((total, one) => total + one, 0);
  return exponentials.map((one) => one / sum);
}
