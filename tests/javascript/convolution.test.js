// The numbers of a window are those that dlplay/convolution computes; these cases are worked by hand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { convolved, pooled } from "../../dlplay/ui/patch_sum.js";

test("products, their sum, the bias and ReLU", () => {
  const sum = { kernel: [1, 0, 0, -2], bias: 0.5, relu: true };
  const { products, total, z, a } = convolved(sum, [2, 0, 1, 3]);
  assert.deepEqual([products.map((one) => one + 0), total, z, a], [[2, 0, 0, -6], -4, -3.5, 0]);
  assert.equal(convolved({ ...sum, relu: false }, [2, 0, 1, 3]).a, -3.5);
});

test("sums are as on paper", () => {
  assert.equal(convolved({ kernel: [1, 1, -1], bias: 0, relu: true }, [0.1, 0.2, 0.3]).z, 0);
});

test("the largest of four and its place, none where all are alike; the mean", () => {
  assert.deepEqual(pooled({ kind: "max" }, [1, 3, 2, 3]), { a: 3, winner: 1 });
  assert.deepEqual(pooled({ kind: "max" }, [0, 0, 0, 0]), { a: 0, winner: null });
  assert.deepEqual(pooled({ kind: "average" }, [1, 2, 3, 0]), { total: 6, a: 1.5 });
});
