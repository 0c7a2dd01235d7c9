// The slider of a picture's own: it stands at its end, is moved by hand or plays, and Python hears of neither.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { REPLAY, Replay } from "../../dlplay/ui/live/replay.js";
import { Element, open } from "./page.js";

const described = (count) => ({ count, label: "step", play: "Play", pause: "Pause", seconds: 2 });

let world, told, replay;
beforeEach(() => {
  world = open();
  told = [];
  replay = new Replay(new Element("div"), (key, value) => told.push([key, value]));
  replay.describe(described(5));
});

const values = () => told.map(([, value]) => value);
const press = () => replay.button.dispatchEvent(new Event("click"));
const drag = (value) => {
  replay.range.valueAsNumber = value;
  replay.range.dispatchEvent(new Event("input"));
};

test("it stands at its end at first", () => {
  assert.deepEqual(told, [[REPLAY, 4]]);
  assert.equal(replay.told.textContent, "step 4");
  assert.deepEqual([replay.range.max, replay.range.value], [4, 4]);
});

test("it plays from its beginning to its end in its time, and stops there", () => {
  press();
  assert.equal(replay.button.getAttribute("aria-label"), "Pause");
  world.clock.pass(1000);
  assert.deepEqual(values(), [4, 0, 1, 2]);
  world.clock.pass(1100);
  assert.deepEqual(values(), [4, 0, 1, 2, 3, 4]);
  assert.equal(replay.button.getAttribute("aria-label"), "Play");
  assert.equal(world.clock.frames.size, 0);
});

test("a hand on the slider or on the button stops it", () => {
  for (const stop of [() => drag(1), press]) {
    press();
    world.clock.pass(600);
    stop();
    const said = told.length;
    world.clock.pass(3000);
    assert.equal(told.length, said);
    assert.equal(world.clock.frames.size, 0);
  }
});

test("it goes on from where the hand has left it", () => {
  drag(2);
  press();
  world.clock.pass(600);
  assert.deepEqual(values(), [4, 2, 3]);
});

test("where it was stays through a new picture, as far as that goes, and its end stays its end", () => {
  replay.describe(described(9));
  assert.equal(replay.value, 8);
  drag(6);
  replay.describe(described(9));
  assert.equal(replay.value, 6);
  replay.describe(described(3));
  assert.equal(replay.value, 2);
});

test("a picture without one hides it", () => {
  replay.describe(null);
  assert.equal(replay.row.hidden, true);
});
