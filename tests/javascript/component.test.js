// The protocol of component.js: mounted once, updated at each change, destroyed once, whatever order the calls end in.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { add, component, draw, text } from "../../dlplay/ui/component.js";
import { open, stand } from "./page.js";

// A component that writes down what is asked of it
function witness() {
  const seen = [];
  const run = component({
    mount: ({ root, tell, signal }) => {
      seen.push("mount");
      window.addEventListener("resize", () => seen.push("heard"), { signal });
      return { root, tell };
    },
    update: ({ tell }, data) => { seen.push(data); if (data === "speak") tell.trigger("said", 1); },
    destroy: () => seen.push("destroy"),
  });
  return { run, seen };
}

const call = (root, data, say = () => {}) => ({ parentElement: root, data, setStateValue: say, setTriggerValue: say });

let world;
beforeEach(() => { world = open(); });

test("it is mounted once, and sees every change in its order", () => {
  const { run, seen } = witness();
  const place = stand(run);
  for (const data of ["one", "two", "three"]) place.give(data);
  assert.deepEqual(seen, ["mount", "one", "two", "three"]);
  place.leave();
  assert.deepEqual(seen.slice(4), ["destroy"]);
});

test("two places on a page share nothing", () => {
  const { run, seen } = witness();
  const [one, other] = [stand(run), stand(run)];
  one.give("one");
  other.give("other");
  one.leave();
  other.give("still there");
  assert.deepEqual(seen, ["mount", "one", "mount", "other", "destroy", "still there"]);
});

test("the clean-up of a call that a newer one has overtaken does nothing", () => {
  const { run, seen } = witness();
  const root = add(document.body, "section");
  const first = run(call(root, "one"));
  const second = run(call(root, "two"));
  first();
  assert.deepEqual(seen, ["mount", "one", "two"]);
  second();
  second();
  assert.deepEqual(seen.slice(3), ["destroy"]);
});

test("a call that comes after the newer one and is cleaned up at once changes nothing", () => {
  const { run, seen } = witness();
  const root = add(document.body, "section");
  run(call(root, "newer"));
  run(call(root, "late"))();
  const last = run(call(root, "newest"));
  assert.deepEqual(seen, ["mount", "newer", "late", "newer", "newest"]);
  root.remove();
  last();
  assert.deepEqual(seen.slice(5), ["destroy"]);
});

test("after its end it is mounted anew, and an old clean-up cannot end it", () => {
  const { run, seen } = witness();
  const root = add(document.body, "section");
  const old = run(call(root, "one"));
  old();
  run(call(root, "two"));
  old();
  assert.deepEqual(seen, ["mount", "one", "destroy", "mount", "two"]);
});

test("what it says goes through the newest call", () => {
  const { run } = witness();
  const root = add(document.body, "section");
  const said = [];
  run(call(root, "one", () => said.push("old")));
  run(call(root, "speak", (name, value) => said.push([name, value])));
  assert.deepEqual(said, [["said", 1]]);
});

test("what it says while the connection is lost is said once there is one again, the newest under each name", () => {
  const app = add(document.body, "main");
  app.setAttribute("data-testid", "stApp");
  app.dataset.testConnectionState = "PINGING_SERVER";
  const [said, looks, watched] = [[], [], new Set()];
  globalThis.MutationObserver = class {
    constructor(look) { looks.push(look); this.look = look; }
    observe() { watched.add(this.look); }
    disconnect() { watched.delete(this.look); }
  };
  let tell;
  const run = component({ mount: (life) => { tell = life.tell; }, update() {} });
  const place = call(app, "one", (name, value) => said.push([name, value]));
  const end = run(place);
  tell.trigger("picked", 1);
  tell.state("at", 2);
  tell.trigger("picked", 3);
  const change = (state) => { app.dataset.testConnectionState = state; for (const look of [...watched]) look(); };
  change("CONNECTING");
  assert.deepEqual(said, []);
  change("CONNECTED");
  assert.deepEqual(said, [["at", 2], ["picked", 3]]);
  change("CONNECTED");
  tell.trigger("picked", 4);
  assert.deepEqual(said.slice(2), [["picked", 4]]);
  change("PINGING_SERVER");
  tell.trigger("picked", 5);
  end();
  change("CONNECTED");
  assert.equal(said.length, 3);
});

test("listeners with its signal go with it", () => {
  const { run, seen } = witness();
  const place = stand(run);
  place.give("one");
  window.dispatchEvent(new Event("resize"));
  place.leave();
  window.dispatchEvent(new Event("resize"));
  assert.equal(seen.filter((one) => one === "heard").length, 1);
  assert.equal(world.running().listeners, 0);
});

test("what is drawn stands at the end of its parent, words as words", () => {
  const parent = document.body;
  const button = add(parent, "button", "round", "<b>");
  const line = draw(parent, "line", { x1: 0, class: "axis" });
  const words = text(parent, "0.5", 3, 4, "end");
  assert.deepEqual(parent.children, [button, line, words]);
  assert.deepEqual([button.className, button.textContent, button.childElementCount], ["round", "<b>", 0]);
  assert.equal(line.getAttribute("class"), "axis");
  assert.deepEqual(["x", "y", "text-anchor"].map((name) => words.getAttribute(name)), ["3", "4", "end"]);
});
