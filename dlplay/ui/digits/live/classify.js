// Reading a drawing of one digit: pixels in; ten probabilities, the network's input and a verdict out.
// `dlplay.digits.classify` in the browser; a test holds them equal.

import { rejects } from "./doubt.js";
import { forward } from "./network.js";
import { magnify, read } from "./reading.js";
import { judge } from "./verdict.js";

export function classify(weights, pixels, height, width, skip, paper) {
  const { ink, input } = read(pixels, height, width, skip, paper);
  const probabilities = forward(weights, input.values);
  const doubted = !skip.length && rejects(weights.doubt, input.values);
  return { input: input.values, probabilities, verdict: judge(ink, magnify(ink), probabilities, doubted) };
}

/** The most probable digit and the runner-up. */
export function ranked(probabilities) {
  const digits = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a] || b - a);
  return digits.slice(0, 2);
}
