// loader.js, the lines that Streamlit is given: they wait for the module, and say so if it cannot be had.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { source } from "./house.js";
import { open, stand } from "./page.js";
import { settled, until } from "./patience.js";

const HOUSE = new URL("../../dlplay/ui/", import.meta.url).href;
const data = (svg) => ({ svg, failure: "This part could not be loaded." });

// The lines as component.py fills them in, as a module of their own
async function loader(path, styled = false) {
  const lines = (await source("loader.js")).replace("HOUSE", "component.js").replace("PATH", path).replace("STYLED", styled);
  const own = `${lines}\n// ${Math.random()}`;
  return (await import(`data:text/javascript,${encodeURIComponent(own)}`)).default;
}

const drawn = (place) => place.root.querySelector("svg");
const failed = (place) => place.root.querySelector(".failure");

let page, logged;
beforeEach(() => {
  page = open();
  logged = 0;
  document.baseURI = HOUSE;
  console.error = () => { logged += 1; };
});

test("data that come before the module are not lost", async () => {
  const place = stand(await loader("vector_picture"));
  place.give(data("<svg><rect/></svg>"));
  place.give(data("<svg><circle/></svg>"));
  assert.equal(drawn(place), null);
  await until(() => place.root.querySelector("circle"));
  assert.equal(place.root.querySelectorAll("svg").length, 1);
});

test("a component that goes before its module came is cleaned up after it", async () => {
  const place = stand(await loader("canvas_look"));
  place.give({ container: "pad" });
  place.leave();
  await import(`${HOUSE}canvas_look.js`);
  await settled();
  assert.deepEqual(page.running(), { frames: 0, timers: 0, observers: 0, listeners: 0 });
});

test("a module that cannot be had leaves one sentence, until the next change brings it", async () => {
  const place = stand(await loader("vector_picture"));
  document.baseURI = "file:///nowhere/";
  place.give(data("<svg></svg>"));
  await until(() => logged === 1);
  place.give(data("<svg></svg>"));
  await until(() => logged === 2);
  assert.deepEqual(place.root.querySelectorAll(".failure").map((one) => one.textContent), ["This part could not be loaded."]);
  document.baseURI = HOUSE;
  place.give(data("<svg></svg>"));
  await until(() => drawn(place));
  assert.equal(failed(place), null);
});

test("a server that comes back brings the module by itself, to who is still there", async () => {
  const run = await loader("vector_picture");
  const [place, left] = [stand(run), stand(run)];
  document.baseURI = "file:///nowhere/";
  place.give(data("<svg></svg>"));
  left.give(data("<svg></svg>"));
  await until(() => logged === 2);
  left.leave();
  document.baseURI = HOUSE;
  page.clock.pass(5000);
  await until(() => drawn(place));
  await settled();
  assert.equal(failed(place), null);
  assert.equal(drawn(left), null);
});

test("a component that breaks leaves the sentence as well, and is not drawn again", async () => {
  const place = stand(await loader("train_cnn/moments"));
  place.give({ failure: "This part could not be loaded." }); // no moments
  await until(() => failed(place));
  await settled();
  assert.equal(page.running().timers, 0);
});

test("a style sheet is there before the component, once", async () => {
  const asked = [];
  globalThis.CSSStyleSheet = class { async replace(words) { this.words = words; return this; } };
  globalThis.fetch = async (address) => { asked.push(String(address)); return new Response("svg {}"); };
  const place = stand(await loader("vector_picture", true));
  place.give(data("<svg></svg>"));
  place.give(data("<svg><circle/></svg>"));
  await until(() => place.root.querySelector("circle"));
  assert.deepEqual(asked, [`${HOUSE}vector_picture.css`]);
  assert.deepEqual(place.root.adoptedStyleSheets.map((sheet) => sheet.words), ["svg {}"]);
});

test("a style sheet that is not there is no style sheet", async () => {
  globalThis.fetch = async () => new Response("<html>", { status: 404 });
  const place = stand(await loader("vector_picture", true));
  place.give(data("<svg></svg>"));
  await until(() => failed(place));
});
