// What the browser computes of a network is what dlplay/layers.py computes; these cases are worked by hand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { mapsOf, pair, patch } from "../../dlplay/ui/digit_lab/inside_maps.js";
import { linksOf, litBy } from "../../dlplay/ui/digit_lab/inside_paths.js";

const EDGE = [-1, 0, 1, -1, 0, 1, -1, 0, 1];

// Paper, and ink from column 10 on
const ink = Float64Array.from({ length: 28 * 28 }, (_, i) => Number(i % 28 >= 10));

test("an edge is where the ink begins, ReLU keeps what is above 0, pooling the largest of four", () => {
  const kernels = Float32Array.from([...EDGE, ...EDGE.map((weight) => -weight)]);
  const { sums, maps, pooled } = mapsOf({ ink, kernels, biases: [0.5, 0.5] });
  assert.deepEqual([7, 8, 9, 10].map((column) => sums[0][3 * 26 + column]), [0.5, 3.5, 3.5, 0.5]);
  assert.deepEqual([7, 8, 9, 10].map((column) => maps[1][3 * 26 + column]), [0.5, 0, 0, 0.5]);
  assert.deepEqual([3, 4, 5].map((column) => pooled[0][1 * 13 + column]), [0.5, 3.5, 0.5]);
  assert.deepEqual([maps[0].shape, pooled[0].shape], [[26, 26], [13, 13]]);
  assert.deepEqual(patch(ink, 0, 8), [0, 0, 1, 0, 0, 1, 0, 0, 1]);
  assert.deepEqual(pair(sums[0], 1, 4), [3.5, 3.5, 3.5, 3.5]);
});

// Two maps, two units: the first unit takes most from map 1, and speaks for 3 and against 5
const scene = {
  biases: [0, 0],
  units: {
    numbers: [93, 4], maps: Float32Array.from([0.1, 2, -1, 0.5]),
    outputs: Float32Array.from([0, 0, 0, 4, 0, -3, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
  },
  output: { chances: [0, 0, 0, 1, 0, 0, 0, 0, 0, 0] },
};
const told = (links) => links.filter(({ share }) => share !== null).map(({ stages, cells, share }) => [...stages, ...cells, Math.round(10 * share) / 10]);

test("the strongest paths: of a unit, of an output, of a map, of the picture", () => {
  assert.deepEqual(told(linksOf(scene, { name: "unit", number: 93 })), [
    ["pool", "unit", 1, 93, 2], ["pool", "unit", 0, 93, 0.1], ["unit", "output", 93, 3, 4], ["unit", "output", 93, 5, -3],
  ]);
  assert.deepEqual(told(linksOf(scene, { name: "output", number: 3 })).filter(([from]) => from === "unit"), [
    ["unit", "output", 93, 3, 4], ["unit", "output", 4, 3, 1],
  ]);
  assert.deepEqual(told(linksOf(scene, { name: "map", number: 0 })), [["pool", "unit", 0, 4, -1], ["pool", "unit", 0, 93, 0.1]]);
  assert.deepEqual(linksOf(scene, { name: "input", number: 0 }), linksOf(scene, { name: "output", number: 3 }));
});

test("the cells on a path are lit, all the way to the picture", () => {
  const numbers = { input: [0], filter: [0, 1], sum: [0, 1], map: [0, 1], pool: [0, 1], unit: [93, 4], output: [...Array(10).keys()] };
  const stages = Object.entries(numbers).map(([name, all]) => ({ name, numbers: all }));
  const lit = litBy(linksOf(scene, { name: "pool", number: 1 }), stages);
  assert.deepEqual(Object.fromEntries([...lit].map(([name, cells]) => [name, [...cells].sort()])), {
    input: [0], filter: [1], sum: [1], map: [1], pool: [1], unit: [0, 1], output: [],
  });
});
