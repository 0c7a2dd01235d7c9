// Texts that write themselves, character by character, side by side. All of it is sent once; the pace, the pauses
// and the colours are the browser's work, so forty students cost the server nothing. Text is only ever set as text.

import { add, component } from "./component.js";

const TICK = 50; // milliseconds

export default component({
  mount({ root }) {
    const state = { root: add(root, "div", "typewriter"), shown: 0, running: true, stopped: false };
    state.timer = setInterval(() => tick(state), TICK);
    return state;
  },

  update(state, data) {
    if (state.data?.id !== data.id) Object.assign(state, { shown: 0, running: true, stopped: false });
    state.data = data;
    state.atOnce ??= data.atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
    state.length = Math.max(...data.columns.map((column) => column.text.length));
    build(state);
    show(state);
  },

  destroy({ timer }) {
    clearInterval(timer);
  },
});

function tick(state) {
  if (!state.running || state.stopped || state.atOnce || state.shown >= state.length) return;
  state.shown = Math.min(state.length, state.shown + (state.data.pace * TICK) / 1000);
  show(state);
}

function build(state) {
  const { root, data } = state;
  root.replaceChildren();
  const bar = add(root, "div", "bar");
  const button = (label, change) => {
    const one = add(bar, "button", "", label);
    one.type = "button";
    one.onclick = () => { Object.assign(state, change()); show(state); };
    return one;
  };
  state.pause = button(data.labels.pause, () => ({ running: !state.running }));
  state.stop = button(data.labels.stop, () => ({ stopped: true }));
  button(data.labels.again, () => ({ shown: 0, running: true, stopped: false }));
  const label = add(bar, "label");
  const box = add(label, "input");
  box.type = "checkbox";
  box.checked = state.atOnce;
  box.onchange = () => { state.atOnce = box.checked; show(state); };
  label.append(data.labels.at_once);
  const grid = add(root, "div", "grid");
  grid.dataset.picture = ""; // what the page is about: take_home/pictures.js
  state.pages = data.columns.map((column) => {
    const card = add(grid, "section", "card");
    add(card, "h4", "", column.title);
    add(card, "p", "caption", column.caption);
    const page = add(card, "div", "page");
    add(page, "span", "prompt", column.prompt);
    return add(page, "span", "written");
  });
}

function show(state) {
  const { data, length, pages, pause, root, stop } = state;
  const shown = state.atOnce ? length : state.shown;
  pages.forEach((page, i) => write(page, data.columns[i], Math.floor(shown)));
  pause.textContent = state.running ? data.labels.pause : data.labels.go_on;
  pause.disabled = stop.disabled = shown >= length || state.stopped;
  root.dataset.shown = shown;
}

function write(page, { text, colours }, count) {
  if (!colours) {
    page.textContent = text.slice(0, count);
    return;
  }
  if (page.childElementCount > count) page.replaceChildren();
  for (let i = page.childElementCount; i < Math.min(count, text.length); i++) {
    add(page, "span", "", text[i]).style.background = colours[i];
  }
}
