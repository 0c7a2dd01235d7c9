// Reads drawings as the digit page's browser does: `node read_drawings.mjs weights.bin drawings.json`, the answers
// as JSON to the standard output. A drawing is { pixels, height, width, skip }, its pixels RGBA bytes, deflated, in
// base64.

import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { classify } from "../../dlplay/ui/digits/live/classify.js";
import { unpacked } from "../../dlplay/ui/digits/live/weights.js";

const PAPER = 255;

const [weightsFile, drawingsFile] = process.argv.slice(2);
const bytes = readFileSync(weightsFile);
const weights = unpacked(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const answers = JSON.parse(readFileSync(drawingsFile, "utf8")).map(({ pixels, height, width, skip }) => {
  const rgba = new Uint8ClampedArray(inflateSync(Buffer.from(pixels, "base64")));
  const start = performance.now();
  const { input, probabilities, verdict } = classify(weights, rgba, height, width, skip, PAPER);
  const milliseconds = performance.now() - start;
  return { input: [...input], probabilities: [...probabilities], verdict, milliseconds };
});
process.stdout.write(JSON.stringify(answers));
