// The time machine: filters, confusion matrix and the reading of one watched digit at every moment that was kept
// of a training. All moments come at once; scrubbing and playing are the browser's work alone. The server hears
// which moment and which cell of the matrix were left standing, so that it can show the digits in that cell.

import { add, component } from "../component.js";
import { hearAsked, nearest, tellMoment } from "../timeline.js";
import { answer, build, paintBars, paintFilters, paintMatrix } from "./moments_panes.js";

const PACE = 1.6; // moments a second
const LONGEST = 200; // milliseconds: a picture that came later than this moves no farther

export default component({
  mount({ root, tell, signal }) {
    const machine = { root: add(root, "div", "machine"), tell };
    machine.root.setAttribute("data-testid", "machine");
    hearAsked((of, x) => { if (of === machine.data.timeline) asked(machine, x); }, signal);
    return machine;
  },

  update(machine, data) {
    if (machine.data?.run !== data.run) {
      stop(machine);
      Object.assign(machine, { held: false, watch: data.watch, at: 0, marked: false });
    }
    const same = machine.data && shape(machine.data) === shape(data);
    if (String(machine.data?.cell) !== String(data.cell)) machine.cell = data.cell; // else a click may be on its way
    Object.assign(machine, { data, weights: Uint8Array.from(atob(data.filters), (one) => one.charCodeAt(0)) });
    const end = last(machine);
    if (!machine.held && !machine.playing) machine.at = end; // a running training shows its newest moment
    machine.at = Math.min(machine.at, end);
    machine.watch = Math.min(machine.watch, data.names.length - 1);
    if (!same) lay(machine);
    show(machine);
  },

  destroy: stop,
});

const shape = (data) => JSON.stringify([data.run, data.names, data.labels, data.side, data.count]);
const last = ({ data }) => data.moments.length - 1;

function lay(machine) {
  const parts = (machine.parts = build(machine.root, machine.data));
  parts.slider.oninput = () => go(machine, Number(parts.slider.value));
  parts.slider.onchange = () => say(machine);
  parts.play.onclick = () => (machine.playing ? pause(machine) : play(machine));
  parts.cells.forEach((cell, i) => {
    cell.onclick = () => {
      machine.cell = [Math.floor(i / 10), i % 10];
      say(machine);
    };
  });
  parts.thumbnails.forEach((one, i) => { one.onclick = () => { machine.watch = i; show(machine); }; });
}

function show(machine) {
  const { root, parts, data, weights, at, watch } = machine;
  const now = Math.round(at);
  const moment = data.moments[now];
  parts.slider.max = last(machine);
  parts.slider.value = now;
  parts.slider.setAttribute("aria-valuetext", moment.title);
  parts.title.textContent = moment.title;
  parts.facts.textContent = moment.facts;
  parts.play.textContent = machine.playing ? data.labels.pause : data.labels.play;
  paintFilters(parts.canvas, weights, data, at);
  parts.canvas.setAttribute("aria-label", `${data.labels.filters_heading} (${data.count}); ${moment.title}`);
  paintMatrix(parts.note, parts.cells, data, now);
  paintBars(parts, data, machine);
  if (root.dataset.moment !== `${now}` || !machine.marked) mark(machine);
  machine.marked = true;
  root.dataset.moment = now;
  root.dataset.answer = answer(data.watched[now]?.[watch]);
}

// Tells the curves where the machine stands
function mark({ data, at }) {
  tellMoment(data.timeline, data.moments[Math.round(at)].epoch);
}

// Tells Python what was left standing
function say({ tell, data, at, cell }) {
  tell.state("seen", { run: data.run, step: data.moments[Math.round(at)].step, cell });
}

// The curves ask for the moment at x, or with null for the one where the machine stands
function asked(machine, x) {
  if (x === null) {
    mark(machine);
    return;
  }
  go(machine, nearest(machine.data.moments, x));
  say(machine);
}

function go(machine, at) {
  stop(machine);
  Object.assign(machine, { at, held: at < last(machine) });
  show(machine);
}

function play(machine) {
  Object.assign(machine, { playing: true, held: true });
  if (machine.at >= last(machine)) machine.at = 0;
  let before;
  const turn = (time) => {
    const passed = Math.min(time - (before ?? time), LONGEST);
    before = time;
    machine.at = Math.min(last(machine), machine.at + (PACE * passed) / 1000);
    if (machine.at >= last(machine)) {
      go(machine, machine.at);
      say(machine);
      return;
    }
    show(machine);
    machine.frame = requestAnimationFrame(turn);
  };
  show(machine);
  machine.frame = requestAnimationFrame(turn);
}

function pause(machine) {
  stop(machine);
  show(machine);
  say(machine);
}

function stop(machine) {
  machine.playing = false;
  cancelAnimationFrame(machine.frame);
}
