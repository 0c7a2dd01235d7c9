// The time machine plays at its own pace, however often new moments have come.

import assert from "node:assert/strict";
import { test } from "node:test";

import run from "../../dlplay/ui/train_cnn/moments.js";
import { data } from "./given/train_cnn_moments.js";
import { open, stand } from "./page.js";

const PACE = 1.6; // moments a second, as the page says

for (const changes of [1, 30]) {
  test(`five seconds of playing after ${changes} changes`, () => {
    const world = open();
    const place = stand(run);
    for (let n = 1; n <= changes; n++) place.give(data(30));
    place.root.querySelector(".play").click();
    world.clock.pass(5000);
    const moment = Number(place.root.querySelector(".machine").dataset.moment);
    assert.ok(Math.abs(moment - 5 * PACE) <= 1, `${moment}`);
  });
}

test("it plays to the newest moment, tells Python once, and stands still", () => {
  const world = open();
  const place = stand(run);
  place.give(data(2));
  place.root.querySelector(".play").click();
  world.clock.pass(10_000);
  assert.equal(place.root.querySelector(".machine").dataset.moment, "4");
  assert.deepEqual(place.messages, [["seen", { run: 1, step: 40, cell: [4, 9] }]]);
  assert.equal(world.running().frames, 0);
});

test("a cell that is clicked while it plays is still the chosen one at the end", () => {
  const world = open();
  const place = stand(run);
  place.give(data(2));
  place.root.querySelector(".play").click();
  world.clock.pass(500);
  place.root.querySelectorAll(".cell")[47].click();
  world.clock.pass(10_000);
  assert.deepEqual(place.messages.map(([, seen]) => seen.cell), [[4, 7], [4, 7]]);
});

test("who looks at an earlier moment stays there when a newer one comes; who looks at the newest follows", () => {
  open();
  const place = stand(run);
  place.give(data(2));
  const machine = place.root.querySelector(".machine");
  place.give(data(3));
  assert.equal(machine.dataset.moment, "5");
  const slider = place.root.querySelector("input");
  slider.value = 1;
  slider.oninput();
  place.give(data(4));
  assert.equal(machine.dataset.moment, "1");
});
