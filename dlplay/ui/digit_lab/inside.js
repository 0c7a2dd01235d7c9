// The whole network between the pixels and the answer: every cell of it can be picked, by mouse, finger or arrow keys, and
// is then shown large with its arithmetic. All of that is drawn here; Python hears what is open and where the hand rests.

import { add, component, draw } from "../component.js";
import { unpacked } from "../live/arrays.js";
import { sentence } from "../patch_sum.js";
import { onPaper } from "../on_paper.js";
import { followPlaces, STEPS } from "../place_hand.js";
import { below, followRoom, isPhone } from "../room.js";
import { open } from "./inside_detail.js";
import { mapsOf } from "./inside_maps.js";
import { drawLinks, linksOf, litBy } from "./inside_paths.js";
import { build, cellUnder, nameOf, NAMES, paint } from "./inside_stages.js";

const CELLS = 25; // sides of a map across all stages
const BETWEEN = 6 * 14 + 8, ABOVE = 46, UNDER = 290; // CSS pixels: between the stages, their titles, what is open
const [SMALLEST, LARGEST] = [22, 52]; // CSS pixels of a map's side

export default component({
  mount({ root, tell, signal }) {
    const place = add(root, "div", "whole");
    place.dataset.testid = "inside";
    const hand = { place, tell, at: [0, 0], said: new Set() };
    followRoom(place, () => fit(hand), signal);
    onPaper(place, (on) => hand.stages && painted(hand, on(ink(place))), signal);
    return hand;
  },

  update(hand, { scene, pick, at }) {
    const fresh = hand.text !== scene;
    if (fresh) Object.assign(hand, { text: scene, scene: read(scene) });
    const given = `${pick} ${at}`, heard = given === hand.given || hand.said.has(given); // else somebody else opened it
    if (!heard) Object.assign(hand, { picked: partOf(pick), at, last: given });
    if (given === hand.last) hand.said.clear();
    hand.given = given;
    if (fresh || hand.scene.colour !== ink(hand.place)) lay(hand); // or the page has turned dark
    else if (!heard) show(hand);
  },

  destroy() {},
});

function read(text) {
  const scene = unpacked(JSON.parse(text));
  scene.ink = Object.assign(Float64Array.from(scene.ink, (hundredths) => hundredths / 100), { shape: scene.ink.shape });
  return { ...scene, maps: mapsOf(scene) };
}

function partOf(pick) {
  const [name, number] = pick.split("-");
  return { name, number: Number(number ?? 0) };
}

const pickOf = ({ name, number }) => (name === "input" ? name : `${name}-${number}`);

// All anew: other pictures, or a window that has become a phone's
function lay(hand) {
  const { place } = hand, focused = place.getRootNode().activeElement?.dataset?.focus;
  place.replaceChildren();
  hand.phone = isPhone();
  place.classList.toggle("phone", hand.phone);
  hand.scene.colour = ink(place);
  hand.svg = draw(place, "svg", { class: "links", "aria-hidden": "true" });
  hand.stages = build(place, hand.scene, hand.phone);
  hand.stages.forEach((stage) => hear(hand, stage));
  hand.detail = add(place, "section", "detail");
  hand.title = add(hand.detail, "output", "title"); // an output is read aloud when it changes
  hand.inside = add(hand.detail, "div", "inside");
  add(hand.detail, "div", "help", hand.scene.words.help);
  fit(hand);
  show(hand);
  if (focused) place.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
}

// --- what is open ---

function show(hand) {
  const { scene, picked, stages, place } = hand, order = NAMES.indexOf(picked.name);
  const focused = place.getRootNode().activeElement?.dataset?.focus;
  if (!stages[order].numbers.includes(picked.number)) picked.number = stages[order].numbers[0];
  hand.links = linksOf(scene, picked);
  painted(hand, scene.colour);
  stages.forEach((stage) => stage.canvas.setAttribute("aria-label", label(scene, stage, picked)));
  hand.detail.style.setProperty("order", hand.phone ? 2 * order + 1 : 2 * NAMES.length);
  hand.title.textContent = nameOf(scene, picked);
  hand.shown = open(hand.inside, scene, picked, (canvas, placeUnder) => follow(hand, canvas, placeUnder));
  if (focused?.startsWith("large")) place.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
  go(hand, hand.at);
  connect(hand);
}

// All stages, their numbers in a colour
function painted({ scene, picked, stages, links }, colour) {
  const lit = litBy(links, stages);
  stages.forEach((stage) => {
    const own = stage.name === picked.name ? stage.numbers.indexOf(picked.number) : -1;
    paint(stage, { ...scene, colour }, lit.get(stage.name), own);
  });
}

const ink = (place) => getComputedStyle(place).getPropertyValue("--st-text-color");

function label(scene, stage, picked) {
  const { words } = scene, title = words[`stage_${stage.name}`].replace("\n", ", ");
  return stage.name === picked.name ? `${title}; ${sentence(words.open, { name: nameOf(scene, picked) })}` : title;
}

function choose(hand, stage, i) {
  hand.picked = { name: stage.name, number: stage.numbers[i] };
  show(hand);
  rest(hand);
}

function hear(hand, stage) {
  stage.canvas.onclick = (event) => {
    const i = cellUnder(stage, event);
    if (i !== null) choose(hand, stage, i);
  };
  stage.canvas.onkeydown = (event) => {
    const step = STEPS[event.key], isOpen = stage.name === hand.picked.name;
    if (!step && event.key !== "Enter") return;
    event.preventDefault(); // the page would scroll
    const now = isOpen ? stage.numbers.indexOf(hand.picked.number) : -1;
    const i = isOpen && step ? now + step[0] * stage.across + step[1] : Math.max(now, 0);
    if (i >= 0 && i < stage.numbers.length) choose(hand, stage, i);
  };
}

// --- where the hand is in what is open ---

function follow(hand, canvas, under) {
  followPlaces(hand, canvas, {
    under,
    go: (place) => go(hand, place),
    stepped: (step) => go(hand, hand.at.map((one, i) => one + hand.shown.step * step[i])),
    rest: () => rest(hand),
  });
}

function go(hand, at) {
  hand.at = at.map((one) => Math.min(Math.max(one, 0), hand.shown.limit));
  hand.shown.show(hand.at);
  hand.place.dataset.at = hand.at.join();
  hand.place.dataset.pick = pickOf(hand.picked);
}

function rest(hand) {
  const told = pickOf(hand.picked), given = `${told} ${hand.at}`;
  if (given === hand.last) return;
  hand.last = given;
  hand.said.add(given);
  hand.tell.state("open", [told, ...hand.at]);
}

// --- sizes ---

function fit(hand) {
  if (!hand.stages) return;
  if (hand.phone !== isPhone()) {
    lay(hand);
    return;
  }
  const { place } = hand, wide = place.clientWidth, room = (below(place) - ABOVE - UNDER) / 8;
  const cell = hand.phone ? wide / 8 : Math.max(Math.min((wide - BETWEEN) / CELLS, room, LARGEST), SMALLEST);
  place.style.setProperty("--cell", `${cell.toFixed(2)}px`);
  if (hand.links) connect(hand);
}

// The lines, where the stages stand side by side
function connect(hand) {
  if (!hand.phone) drawLinks(hand.svg, hand.stages, hand.links);
}
