// A window that a hand drags over pictures which belong together: the pixel that the hand holds in one of them, and
// what makes it in the others. The numbers below the window are written here; Python hears where the hand comes to rest.

import { add, component } from "../component.js";
import { unpacked } from "../live/arrays.js";
import { followPlaces } from "../place_hand.js";
import { below, followRoom, isPhone } from "../room.js";
import { build, paint, placeUnder } from "./window_panels.js";
import { lay, tellNumbers } from "./window_sum.js";

const SECONDS = 10, SLOWEST = 12; // for the whole way, and places a second where it is short
const LEAST_SIDE = 150; // pixels of a picture's side, however low the window is

export default component({
  mount({ root, tell, signal }) {
    const place = add(root, "div", "window");
    place.dataset.testid = "window";
    const hand = { place, tell, signal, at: [0, 0], said: new Set(), filled: Infinity, frame: 0 };
    followRoom(place, () => fit(hand), signal);
    return hand;
  },

  update(hand, { scene, at }) {
    if (hand.text !== scene) open(hand, scene);
    if (String(hand.given) !== String(at)) {
      hand.given = at;
      if (!hand.said.delete(String(at)) && !hand.held) hand.at = at; // else it is what was told from here
    }
    go(hand, hand.at);
  },

  destroy: stop,
});

// What Python sends: the pictures anew
function open(hand, text) {
  stop(hand);
  const scene = unpacked(JSON.parse(text)), focused = hand.place.getRootNode().activeElement?.dataset?.focus;
  hand.place.replaceChildren();
  Object.assign(hand, { text, scene, filled: Infinity, parts: build(hand.place, scene) });
  hand.sum = lay(hand.parts.middle, scene, (weights) => hand.tell.trigger("kernel", weights));
  hand.told = add(hand.place, "output", "told");
  hand.parts.panels.forEach((one, number) => listen(hand, one.canvas, number));
  controls(hand);
  fit(hand);
  if (focused) hand.place.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
}

function controls(hand) {
  const { words } = hand.scene, row = add(hand.place, "div", "controls");
  hand.play = button(row, "play", () => (hand.frame ? rest(hand) : play(hand)));
  button(row, "step", () => { stop(hand); go(hand, after(hand, 1)); rest(hand); }).textContent = words.step;
  add(row, "span", "help", words.help);
  name(hand);
}

function button(row, focus, pressed) {
  const made = add(row, "button");
  Object.assign(made, { type: "button", onclick: pressed });
  made.setAttribute("data-focus", focus);
  return made;
}

function listen(hand, canvas, number) {
  canvas.setAttribute("data-focus", `panel-${number}`);
  followPlaces(hand, canvas, {
    under: (event) => placeUnder(hand.scene, number, canvas, event),
    begin() {
      stop(hand);
      hand.filled = Infinity;
    },
    go: (place) => go(hand, place),
    stepped: ([down, right]) => go(hand, [hand.at[0] + down, hand.at[1] + right]),
    rest: () => rest(hand),
  });
}

// --- where the hand is ---

function go(hand, [row, column]) {
  const [rows, columns] = hand.scene.grid;
  hand.at = [Math.min(Math.max(row, 0), rows - 1), Math.min(Math.max(column, 0), columns - 1)];
  paint(hand.parts, hand.scene, hand.at, hand.filled);
  hand.told.textContent = tellNumbers(hand.sum, hand.scene, hand.at, hand.parts);
  hand.place.dataset.at = hand.at.join();
}

// Python hears where the hand was left
function rest(hand) {
  stop(hand);
  const at = String(hand.at);
  if (at === String(hand.given) || hand.said.has(at)) return;
  hand.said.add(at);
  hand.tell.state("at", hand.at);
}

// --- by itself ---

function play(hand) {
  const [rows, columns] = hand.scene.grid, count = rows * columns, pace = Math.max(count / SECONDS, SLOWEST);
  const from = hand.filled < count - 1 ? hand.filled : 0, began = performance.now();
  const next = (now) => {
    const place = Math.min(from + Math.floor((Math.max(now - began, 0) / 1000) * pace), count - 1);
    hand.filled = place;
    go(hand, [Math.floor(place / columns), place % columns]);
    if (place === count - 1) rest(hand);
    else hand.frame = requestAnimationFrame(next);
  };
  hand.frame = requestAnimationFrame(next);
  name(hand);
}

// The place so many further on, row by row; after the last comes the first
function after(hand, steps) {
  const [rows, columns] = hand.scene.grid, count = rows * columns;
  const place = (hand.at[0] * columns + hand.at[1] + steps) % count;
  hand.filled = place;
  return [Math.floor(place / columns), place % columns];
}

function stop(hand) {
  cancelAnimationFrame(hand.frame);
  hand.frame = 0;
  if (hand.play) name(hand);
}

function name(hand) {
  hand.play.textContent = hand.frame ? `❚❚ ${hand.scene.words.pause}` : `▶ ${hand.scene.words.play}`;
}

// --- sizes ---

function fit({ place, parts }) {
  if (!parts) return;
  const side = isPhone() ? 1000 : Math.max(below(parts.row) - parts.under, LEAST_SIDE);
  place.style.setProperty("--side", `${side}px`);
}
