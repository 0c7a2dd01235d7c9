// Texts write themselves, unless the system asks for no motion.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bring } from "./house.js";
import { open, stand } from "./page.js";

for (const still of [false, true]) {
  test(`${still ? "without" : "with"} motion a text is ${still ? "whole at once" : "empty at first"}`, async () => {
    const { run, data } = await bring("typewriter.js"), given = data(0);
    open();
    globalThis.matchMedia = (asked) => ({ matches: still && asked === "(prefers-reduced-motion: reduce)" });
    const place = stand(run);
    place.give(given);
    assert.equal(place.root.textContent.includes(given.columns[0].text), still);
  });
}
