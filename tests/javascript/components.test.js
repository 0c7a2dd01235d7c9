// Every component in the house, given data once, ten and thirty times: what runs and listens does not pile up, a
// gesture says one thing to Python, and in the end nothing is left.
//
// given/ holds for each: `data(n)`, the data of the n-th change, and `gestures`, what a person can do there:
// { name, act(root, world), messages: how many that sends to Python }; where they are needed also `html`, and `arrived(root, n)`,
// whether what the n-th change began is done.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bring, components } from "./house.js";
import { open, stand } from "./page.js";
import { settled, until } from "./patience.js";

const SECOND = 1000;

// A component on an empty page, after so many changes of its data
async function used({ run, data, html, arrived = () => true }, times) {
  const world = open();
  const place = stand(run, html);
  for (let n = 0; n < times; n++) {
    place.give(data(n));
    await until(() => arrived(place.root, n));
    world.clock.pass(100);
  }
  return { world, place };
}

function nowhereMore(after, before) {
  for (const [what, count] of Object.entries(after)) assert.ok(count <= before[what], `${what}: ${count}, at first ${before[what]}`);
}

for (const path of await components()) {
  const given = await bring(path);

  for (const times of [10, 30]) {
    test(`${path}: after ${times} changes no more runs than after one`, async () => {
      const before = (await used(given, 1)).world.running();
      nowhereMore((await used(given, times)).world.running(), before);
    });
  }

  for (const times of [1, 10, 30]) {
    test(`${path}: nothing is left after ${times} changes and all gestures`, async () => {
      const { world, place } = await used(given, times);
      for (const { act } of given.gestures) {
        await settled();
        await act(place.root, world);
      }
      place.leave(); // what the last gesture began comes too late
      await settled();
      assert.deepEqual(world.running(), { frames: 0, timers: 0, observers: 0, listeners: 0 });
      const said = place.messages.length;
      world.clock.pass(5 * SECOND);
      assert.equal(place.messages.length, said);
    });

    for (const { name, act, messages } of given.gestures) {
      test(`${path}: ${name} after ${times} changes sends ${messages}`, async () => {
        const { world, place } = await used(given, times);
        place.messages.length = 0;
        await act(place.root, world);
        await settled();
        assert.equal(place.messages.length, messages, JSON.stringify(place.messages));
      });
    }
  }
}
