// A room's change is told once, and again only if nothing came of it; who cannot see asks nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import changes from "../../dlplay/ui/class_changes.js";
import { open, stand } from "./page.js";
import { settled } from "./patience.js";

const SECOND = 1000;
const data = (drawn, more = {}) => ({ room: "BCDFGH", secret: "", drawn, every: 2 * SECOND, ...more });

// A page that is in a room, and a server: `server.says` is its answer, a number as its status, null for none at all
async function seated(first) {
  const world = open(), place = stand(changes), server = { says: first.drawn, asked: [] };
  globalThis.fetch = async (address, { headers }) => {
    server.asked.push([`${address}`.replace(/.*\/(files|dlplay)\b/, ""), headers]);
    if (server.says === null) throw new TypeError("no connection");
    const status = typeof server.says === "number" ? server.says : 200;
    return { ok: status === 200, text: async () => server.says };
  };
  place.give(first);
  // Time that passes, answers included
  const pass = async (seconds) => {
    for (let n = 0; n < 10 * seconds; n++) { world.clock.pass(SECOND / 10); await settled(); }
  };
  return { world, place, server, pass };
}

test("nothing new is not told, and a change once", async () => {
  const { place, server, pass } = await seated(data("7"));
  await pass(10);
  assert.ok(server.asked.length >= 4 && server.asked.length <= 6, `asked ${server.asked.length} times`);
  assert.match(server.asked[0][0], /class\/BCDFGH$/);
  assert.deepEqual(server.asked[0][1], {});
  assert.deepEqual(place.messages, []);
  server.says = "8";
  await pass(2.5);
  assert.deepEqual(place.messages, [["changed", "8"]]);
  place.give(data("8"));
  await pass(10);
  assert.equal(place.messages.length, 1);
});

test("what came to nothing is told again, and so is the end of the room", async () => {
  const { place, server, pass } = await seated(data("7"));
  server.says = "gone";
  await pass(12);
  assert.ok(place.messages.length >= 2 && place.messages.length <= 3, `${place.messages}`);
});

test("a hidden page asks nothing, and at once when it is seen again", async () => {
  const { server, place, pass } = await seated(data("7"));
  document.hidden = true;
  await pass(20);
  assert.equal(server.asked.length, 0);
  server.says = "9";
  document.hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  assert.deepEqual(place.messages, [["changed", "9"]]);
});

for (const [name, says] of [["is gone", null], ["is too busy", 429]]) {
  test(`a server that ${name} is asked more and more seldom, and as before when it answers`, async () => {
    const { server, place, pass } = await seated(data("7"));
    server.says = says;
    await pass(120);
    assert.ok(server.asked.length <= 9, `asked ${server.asked.length} times`);
    assert.deepEqual(place.messages, []);
    server.says = "7";
    await pass(40);
    server.asked.length = 0;
    await pass(10);
    assert.ok(server.asked.length >= 4);
  });
}

test("the teacher's secret travels in a header", async () => {
  const { server, pass } = await seated(data("7", { secret: "s3cret", every: 600 }));
  await pass(1);
  const [address, headers] = server.asked[0];
  assert.deepEqual(headers, { "X-Class-Key": "s3cret" });
  assert.doesNotMatch(address, /s3cret/);
});

test("what is answered after the end is told nobody", async () => {
  const { world, place, pass } = await seated(data("7"));
  let answer;
  globalThis.fetch = () => new Promise((give) => { answer = give; });
  await pass(3);
  place.leave();
  answer({ ok: true, text: async () => "8" });
  await settled();
  assert.deepEqual(place.messages, []);
  assert.equal(world.clock.timers.size, 0);
});
