// The pure parts of live pictures: arrays and sweeps, scales and ticks, paths, values under the pointer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { at, placeOf, standing, unpacked, valueAt } from "../../dlplay/ui/live/arrays.js";
import { decades, marked, scale, ticks, written } from "../../dlplay/ui/live/axes.js";
import { paint, path } from "../../dlplay/ui/live/marks.js";
import { room } from "../../dlplay/ui/live/panel.js";
import { valueUnder } from "../../dlplay/ui/live/pointer.js";
import { Element, open } from "./page.js";

const packed = (numbers, shape, Type = Float32Array) => ({
  dtype: { Float32Array: "f4", Float64Array: "f8", Uint8Array: "u1" }[Type.name],
  bdata: Buffer.from(Type.from(numbers).buffer).toString("base64"),
  shape,
});

const sweep = (key, low, step, count, marks) => unpacked({ key, low, step, count, marks });

test("packed arrays arrive with their shape, wherever they stand", () => {
  const deep = [{ x: packed([1, NaN, -2.5], [3]) }];
  const picture = unpacked({ words: ["a"], none: null, deep, flags: packed([0, 255], [2], Uint8Array) });
  assert.deepEqual([...picture.deep[0].x], [1, NaN, -2.5]);
  assert.deepEqual(picture.deep[0].x.shape, [3]);
  assert.deepEqual([...picture.flags], [0, 255]);
  assert.deepEqual(picture.words, ["a"]);
  assert.equal(picture.none, null);
});

test("a sweep gives what belongs to the slider's value", () => {
  const x = sweep("page.x", -6, 0.05, 241, {});
  assert.equal(placeOf(x, -6), 0);
  assert.equal(placeOf(x, 3.0000000000000004), 180);
  assert.equal(placeOf(x, 99), 240);
  assert.equal(placeOf(x, -99), 0);
  assert.ok(Math.abs(valueAt(x, 180) - 3) < 1e-12);
  const grid = unpacked(packed([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]));
  assert.deepEqual([...at(grid, 1)], [5, 6, 7, 8]);
  assert.deepEqual(at(grid, 1).shape, [2, 2]);
  assert.equal(at(["a", "b"], 1), "b");
});

test("truths arrive as ones and zeros", () => {
  const bits = unpacked({ dtype: "b1", bdata: Buffer.from([0b10000001, 0b1]).toString("base64"), shape: [3, 3] });
  assert.deepEqual([...bits], [1, 0, 0, 0, 0, 0, 0, 1, 1]);
  assert.deepEqual([...at(bits, 2, 3)], [0, 1, 1]);
});

test("what is linear lies between both ends, as it is on paper", () => {
  const ends = unpacked({ ends: packed([-3, 10, 3, 10], [2, 2], Float64Array) });
  assert.deepEqual([...at(ends, 0, 61)], [-3, 10]);
  assert.deepEqual([...at(ends, 30, 61)], [0, 10]);
  assert.deepEqual([...at(ends, 31, 61)], [Math.fround(0.1), 10]);
  assert.deepEqual(at(ends, 60, 61).shape, [2]);
});

test("what is coarse lies between its bounds, a place in 255 each", () => {
  const coarse = unpacked({ places: packed([0, 255, 51, 102], [2, 2], Uint8Array), low: -1, high: 4 });
  assert.deepEqual([...at(coarse, 0, 2)], [-1, 4]);
  assert.deepEqual([...at(coarse, 1, 2)], [0, 1]);
  assert.deepEqual(at(coarse, 1, 2).shape, [2]);
});

test("words with numbers in them are written at the value of the hand", () => {
  const product = { ends: packed([-0.8, -3, 2.4, -0.8, 3, -2.4], [2, 3], Float64Array) };
  const words = { template: "{} · {} = {+.2}", numbers: product };
  const b = sweep("b", -3, 0.1, 61, { term: { words } });
  const said = (value) => standing([b], "term", { words: "" }, new Map([["b", value]])).words;
  assert.equal(said(-3), "−0.8 · −3 = +2.40");
  assert.equal(said(0), "−0.8 · 0 = 0.00");
  assert.equal(said(0.1), "−0.8 · 0.1 = −0.08");
  const rows = { template: "{.1}", numbers: packed([0.25, 1, 2, 3], [2, 2, 1], Float64Array) };
  assert.deepEqual(standing([sweep("b", 0, 1, 2, { one: { words: rows } })], "one", {}, new Map([["b", 0]])).words, ["0.3", "1.0"]);
  const stands = unpacked({ template: "{} of 40", numbers: packed([38], [1], Float64Array) });
  assert.equal(standing([], "one", { words: stands }, new Map()).words, "38 of 40");
});

test("words among a few are those at the places of the hand's value", () => {
  const among = ["red", "blue"];
  const sweeps = [
    sweep("w", 0, 1, 2, {
      dots: { colour: { among, places: packed([0, 1, 1, 0], [2, 2], Uint8Array) } },
      line: { colour: { among, places: packed([0, 1], [2], Uint8Array) } },
    }),
  ];
  const colour = (name) => standing(sweeps, name, {}, new Map([["w", 1]])).colour;
  assert.deepEqual(colour("dots"), ["blue", "red"]);
  assert.equal(colour("line"), "blue");
  const stands = unpacked({ among, places: packed([1, 1], [2], Uint8Array) });
  assert.deepEqual(standing([], "dots", { colour: stands }, new Map()).colour, ["blue", "blue"]);
});

test("of two sliders the one moved last decides; what a sweep does not name stays", () => {
  const sweeps = [
    sweep("w", 0, 1, 3, { dot: { x: packed([10, 11, 12], [3, 1]) }, other: { words: ["p", "q", "r"] } }),
    sweep("b", 0, 1, 2, { dot: { x: packed([20, 21], [2, 1]), y: packed([5, 6], [2, 1]) } }),
  ];
  const dot = { x: [0], y: [0], colour: "red" };
  const stands = (hand) => {
    const { x, y, colour } = standing(sweeps, "dot", dot, new Map(hand));
    return [x[0], y[0], colour];
  };
  assert.deepEqual(stands([]), [0, 0, "red"]);
  assert.deepEqual(stands([["w", 2]]), [12, 0, "red"]);
  assert.deepEqual(stands([["w", 2], ["b", 1]]), [21, 6, "red"]);
  assert.deepEqual(stands([["b", 1], ["w", 2]]), [12, 6, "red"]);
  assert.equal(standing(sweeps, "other", { words: "" }, new Map([["w", 1], ["b", 0]])).words, "q");
});

test("a scale and its way back, linear and logarithmic", () => {
  const y = scale({ low: -1, high: 3 }, 200, 0);
  assert.equal(y(-1), 200);
  assert.equal(y(1), 100);
  assert.equal(y.back(50), 2);
  const log = scale({ low: 0.01, high: 100, log: true }, 0, 400);
  assert.ok(Math.abs(log(1) - 200) < 1e-9);
  assert.ok(Math.abs(log.back(300) - 10) < 1e-9);
});

test("ticks are round, within the axis, and not too many", () => {
  assert.deepEqual(ticks(-6, 6, 6), [-6, -4, -2, 0, 2, 4, 6]);
  assert.deepEqual(ticks(0, 1, 4), [0, 0.5, 1]);
  assert.deepEqual(ticks(0.13, 0.17, 4), [0.13, 0.14, 0.15, 0.16, 0.17]);
  assert.deepEqual(ticks(1, 1, 4), []);
  assert.deepEqual(ticks(0, Infinity, 4), []);
  for (const [low, high, most] of [[-3.7, 12.2, 5], [1e-9, 7e-9, 8], [-1e6, 1e6, 3]]) {
    const found = ticks(low, high, most);
    assert.ok(found.length >= 2 && found.length <= most + 1, `${found}`);
    assert.ok(found.every((one) => one >= low && one <= high * (1 + 1e-6)));
  }
  assert.deepEqual(decades(0.01, 100, 9), [0.01, 0.1, 1, 10, 100]);
  assert.equal(decades(1e-8, 1, 4).length, 5);
});

test("numbers at an axis and under the pointer", () => {
  const words = (axis, most) => marked(axis, most).map(([, said]) => said);
  assert.deepEqual(words({ low: -1, high: 1, ticks: null }, 4), ["−1", "−0.5", "0", "0.5", "1"]);
  assert.deepEqual(words({ low: 0, high: 1, percent: "en" }, 2), ["0\u00a0%", "50\u00a0%", "100\u00a0%"]);
  assert.deepEqual(words({ low: 1e-6, high: 1, log: true }, 3), ["10⁻⁶", "10⁻⁴", "0.01", "1"]);
  assert.deepEqual(words({ low: 0, high: 3, ticks: [0, 2], labels: ["a", "b"] }, 3), ["a", "b"]);
  assert.equal(written(-0.123456, {}), "−0.1235");
  assert.equal(written(NaN, {}), "–");
  assert.equal(written(0.5, { percent: "zh" }), "50.0%");
});

test("a path has a gap where a number is missing", () => {
  const same = (v) => v;
  assert.equal(path([0, 1, 2, 3], [0, 1, NaN, 3], same, same), "M0.0,0.0L1.0,1.0M3.0,3.0");
  assert.equal(path([0, 1, NaN, 2, 3], [0, 1, NaN, 2, 3], same, same, "Z"), "M0.0,0.0L1.0,1.0ZM2.0,2.0L3.0,3.0Z");
  assert.equal(path([], [], same, same), "");
});

test("a line goes as far as it is told, and its head stands at its last point", () => {
  open();
  const same = (v) => v, line = { kind: "line", x: Float32Array.of(0, 1, 2, NaN), y: Float32Array.of(5, 6, 7, NaN) };
  const drawn = (more) => {
    const [group, over] = [new Element("g"), new Element("g")];
    paint(group, { ...line, ...more }, { x: same, y: same, left: 0, right: 9, top: 0, bottom: 7, over });
    const head = over.querySelector("circle");
    return [group.querySelector("path").getAttribute("d"), head && [head.getAttribute("cx"), head.getAttribute("cy")]];
  };
  assert.deepEqual(drawn({ head: 0 }), ["M0.0,5.0L1.0,6.0L2.0,7.0", null]);
  assert.deepEqual(drawn({ head: 9, upto: [2] }), ["M0.0,5.0L1.0,6.0", ["1", "6"]]);
  assert.deepEqual(drawn({ head: 9, upto: [4] })[1], ["2", "7"]); // it has left
  assert.deepEqual(drawn({ head: 9, upto: [0] }), ["", null]);
  assert.equal(drawn({ head: 9, y: Float32Array.of(5, 6, 8, NaN) })[1], null); // beyond the panel
});

test("the value of a line under the pointer is that of its nearest point", () => {
  const line = { x: [0, 1, 2, 4], y: [10, 11, 12, 14] };
  assert.equal(valueUnder(line, -5), 10);
  assert.equal(valueUnder(line, 1.4), 11);
  assert.equal(valueUnder(line, 1.6), 12);
  assert.equal(valueUnder(line, 99), 14);
});

test("a Chinese name at an axis has room for its width, twice that of letters", () => {
  assert.equal(room("冰淇淋"), room("abcdef"));
  assert.equal(room("1,234"), 5 * room("1"));
});
