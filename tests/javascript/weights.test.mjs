import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { sha256 } from "../../dlplay/ui/digits/live/sha256.js";
import { fetched, unpacked } from "../../dlplay/ui/digits/live/weights.js";

const BYTES = 1210204;
const bytesOf = (length) => Uint8Array.from({ length }, (_, i) => (i * 31 + 7) % 256);

test("sha256 is node's own, whatever the length", () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 100003]) {
    const bytes = bytesOf(length);
    assert.equal(sha256(bytes), createHash("sha256").update(bytes).digest("hex"), `${length} bytes`);
  }
});

test("the empty message has the digest of the standard", () => {
  assert.equal(sha256(new Uint8Array()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("a file of another length is refused", () => {
  assert.throws(() => unpacked(new ArrayBuffer(BYTES - 2)), /must have 1210204 bytes, got 1210202/);
});

test("arrays come back in the file's order, the large kernel scaled neuron by neuron", () => {
  const buffer = new ArrayBuffer(BYTES);
  const floats = new Float32Array(buffer, 0, 2289);
  const upper = new Int8Array(buffer, 4 * 2289, 5408 * 128);
  const lower = new Uint8Array(buffer, upper.byteOffset + upper.byteLength, 5 * 5408 * 16);
  const small = new Int8Array(buffer, lower.byteOffset + lower.byteLength);
  floats[0] = 1.5; // the first of the convolution's kernel
  floats[288] = 2.5; // its first bias
  floats.set([0.5, 0.25], 320); // scales of the first two neurons
  floats[448] = -1; // the first one's bias
  floats[576] = 3; // the output's kernel
  floats[1856] = 4; // and its bias
  upper.set([1, -1], 128); // weights of the second input: 32 + 4 + 2, and -32 + 16 + 8
  lower[5408 * 16 + 16] = 1; // the first one's bit for 2
  lower[2 * 5408 * 16 + 16] = 1; // and for 4
  lower[3 * 5408 * 16 + 16] = 2; // the second one's for 8
  lower[4 * 5408 * 16 + 16] = 2; // and for 16
  lower[5408 * 16 - 1] = 128; // the last weight's for 1
  floats[447] = 2; // and the scale of its neuron
  floats[1866] = 0.875; // how much doubt is too much
  floats.set([0.5, 0.25], 1867); // scales of the first two filters of the network that doubts
  floats[1891] = 5; // the first one's bias
  floats[2267] = 2; // scale of its first answer
  floats[2278] = 6; // and its bias
  small.set([3, -4], 24); // weights of the second pixel
  small[small.length - 11] = 7; // of its last neuron, to the first answer
  const weights = unpacked(buffer);
  const first = (name) => weights[name][0];
  assert.deepEqual(["convKernel", "convBias", "denseBias", "outputKernel", "outputBias"].map(first), [1.5, 2.5, -1, 3, 4]);
  assert.deepEqual([...weights.denseKernel.subarray(127, 131)], [0, 19, -2, 0]);
  assert.equal(weights.denseKernel.at(-1), 2);
  const { threshold, conv1, output } = weights.doubt;
  assert.equal(threshold, 0.875);
  assert.deepEqual([...conv1.kernel.subarray(23, 27)], [0, 1.5, -1, 0]);
  assert.deepEqual([conv1.bias[0], output.bias[0], output.kernel.at(-11)], [5, 6, 14]);
});

test("weights that do not come, or are others than recorded, are refused", async (context) => {
  const answers = { gone: new Response("", { status: 404 }), damaged: new Response(new Uint8Array(BYTES)) };
  context.mock.method(globalThis, "fetch", async (url) => answers[url]);
  await assert.rejects(fetched("gone", ""), /gone: 404/);
  await assert.rejects(fetched("damaged", "00"), /damaged: another sha256/);
});

test("weights with the recorded sha256 are taken", async (context) => {
  const bytes = new Uint8Array(BYTES);
  context.mock.method(globalThis, "fetch", async () => new Response(bytes));
  const weights = await fetched("weights", sha256(bytes));
  assert.equal(weights.denseKernel.length, 5408 * 128);
});
