// The strongest paths through the network: which maps feed a unit most, which units an output, and the lines between.

import { draw } from "../component.js";
import { edge, NAMES } from "./inside_stages.js";

const [UNITS, MAPS, EACH] = [5, 5, 2]; // that are lit: units of an output, maps of a unit, maps of each of an output's units
const [BLUE, ORANGE, CHAIN] = ["#1a80bf", "#e69f00", "#d55e00"];
const [THINNEST, THICKEST] = [1.5, 6]; // CSS pixels
const SAME = NAMES.slice(1, 5); // a filter and its maps have one number

/** The links that a picked cell lights: { stages: [name, name], cells: [number, number], share }. */
export function linksOf(scene, { name, number }) {
  if (name === "input") return linksOf(scene, { name: "output", number: scene.output.chances.indexOf(Math.max(...scene.output.chances)) });
  if (name === "output") return [...strongest(unitsOf(scene, number), UNITS).flatMap((link) => [link, ...mapsOf(scene, link.cells[0], EACH)])];
  if (name === "unit") return [...mapsOf(scene, number, MAPS), ...strongest(outputsOf(scene, number), EACH)];
  const feeds = scene.units.numbers.map((unit, i) => link(["pool", "unit"], [number, unit], scene.units.maps[i * scene.biases.length + number]));
  return [...chain(number), ...strongest(feeds, UNITS)];
}

const link = (stages, cells, share) => ({ stages, cells, share });

const strongest = (links, count) => links.filter((one) => one.share).sort((a, b) => Math.abs(b.share) - Math.abs(a.share)).slice(0, count);

const unitsOf = ({ units }, output) => units.numbers.map((unit, i) => link(["unit", "output"], [unit, output], units.outputs[10 * i + output]));

const outputsOf = ({ units, output }, unit) =>
  output.chances.map((_, k) => link(["unit", "output"], [unit, k], units.outputs[10 * units.numbers.indexOf(unit) + k]));

// The maps that a unit takes most from, each back to the picture
function mapsOf({ units, biases }, unit, count) {
  const i = units.numbers.indexOf(unit), all = biases.length;
  const feeds = Array.from(units.maps.subarray(i * all, (i + 1) * all), (share, map) => link(["pool", "unit"], [map, unit], share));
  return strongest(feeds, count).flatMap((one) => [one, ...chain(one.cells[0])]);
}

function chain(number) {
  const links = SAME.slice(1).map((name, i) => link([SAME[i], name], [number, number], null));
  return [link(["input", SAME[0]], [0, number], null), ...links];
}

/** Draw the lines: orange what pushes up, blue what pulls down, thick what counts. */
export function drawLinks(svg, stages, links) {
  svg.replaceChildren();
  const origin = svg.getBoundingClientRect(), largest = {};
  for (const { stages: [, to], share } of links) largest[to] = Math.max(largest[to] ?? 0, Math.abs(share ?? 0));
  for (const { stages: ends, cells, share } of links) {
    const [from, to] = ends.map((name, i) => {
      const stage = stages[NAMES.indexOf(name)];
      return edge(stage, stage.numbers.indexOf(cells[i]), i ? -1 : 1, origin);
    });
    const bend = (to[0] - from[0]) / 2, weight = share === null ? 0 : Math.abs(share) / largest[ends[1]];
    draw(svg, "path", {
      d: `M${from[0]} ${from[1]}C${from[0] + bend} ${from[1]} ${to[0] - bend} ${to[1]} ${to[0]} ${to[1]}`,
      fill: "none", stroke: share === null ? CHAIN : share < 0 ? BLUE : ORANGE,
      "stroke-width": THINNEST + (THICKEST - THINNEST) * weight, "stroke-opacity": 0.85,
    });
  }
}

/** By stage, the places of the cells at the ends of the links. */
export function litBy(links, stages) {
  const lit = new Map(stages.map(({ name }) => [name, new Set()]));
  for (const { stages: ends, cells } of links) {
    ends.forEach((name, i) => lit.get(name).add(stages[NAMES.indexOf(name)].numbers.indexOf(cells[i])));
  }
  return lit;
}
