// Reading a drawing of one digit: pixels in; ten probabilities, the network's input and a verdict out.
// `dlplay.digits.classify` in the browser; a test holds them equal.

import { probabilities } from "./network.js";
import { magnify, read } from "./reading.js";
import { judge } from "./verdict.js";

export function classify(weights, pixels, height, width, skip, paper) {
  const { ink, input } = read(pixels, height, width, skip, paper);
  const chances = probabilities(weights, input.values);
  return { input: input.values, probabilities: chances, verdict: judge(ink, magnify(ink), chances) };
}
