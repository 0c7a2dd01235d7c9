// What a teacher chooses stands in the link, beside what stood there, and is found there again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenIn, classLink } from "../../dlplay/ui/class_link.js";

const PAGE = { titles: { rate: "Learning rate", batch: "Batch", w: "Weights" }, views: { line: "A line", race: "A race" } };
const ADDRESS = "http://playground:8501/losses?rate=0.5&text=a%20%26%20b&lang=en&lesson=on&lock=w";

test("settings stay, and what is chosen is written anew", () => {
  const link = new URL(classLink(ADDRESS, { language: "zh", large: false, views: ["race"], states: { rate: "lock", w: "hide", batch: "free" } }));
  assert.deepEqual(Object.fromEntries(link.searchParams), { rate: "0.5", text: "a & b", lang: "zh", lock: "rate", hide: "w", views: "race" });
});

test("nothing chosen leaves nothing of the kind", () => {
  const link = new URL(classLink(ADDRESS, { language: "en", large: false, views: [], states: {} }));
  assert.deepEqual(Object.fromEntries(link.searchParams), { rate: "0.5", text: "a & b", lang: "en" });
});

test("a link is read again, without what the page does not have", () => {
  const chosen = { language: "zh", large: true, views: ["race"], states: { rate: "lock", batch: "lock", w: "hide" } };
  const { large, views, states } = chosenIn(classLink(ADDRESS, chosen), PAGE);
  assert.deepEqual({ language: "zh", large, views, states }, chosen);
  assert.deepEqual(chosenIn("http://playground/losses?lock=rate.nothing&views=none", PAGE), { large: false, views: [], states: { rate: "lock" } });
});
