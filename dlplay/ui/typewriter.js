// Texts that write themselves, character by character, side by side. All of it is sent once; the pace, the pauses
// and the colours are the browser's work, so forty students cost the server nothing. Text is only ever set as text.

const TICK = 50; // milliseconds

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".typewriter");
  const state = (root.state ??= { shown: 0, running: true });
  if (state.id !== data.id) {
    Object.assign(state, { id: data.id, shown: 0, running: true });
  }
  const length = Math.max(...data.columns.map((column) => column.text.length));
  const pages = build(root, data);
  const [pause, stop, again] = root.querySelectorAll("button");
  const switchBox = root.querySelector("input");
  switchBox.checked = state.atOnce ??= data.atOnce;

  const draw = () => {
    const shown = state.atOnce ? length : state.shown;
    pages.forEach((page, i) => write(page, data.columns[i], shown));
    pause.textContent = state.running ? data.labels.pause : data.labels.go_on;
    const done = shown >= length || state.stopped;
    pause.disabled = stop.disabled = done;
    root.dataset.shown = shown;
  };
  pause.onclick = () => { state.running = !state.running; draw(); };
  stop.onclick = () => { state.stopped = true; draw(); };
  again.onclick = () => { Object.assign(state, { shown: 0, running: true, stopped: false }); draw(); };
  switchBox.onchange = () => { state.atOnce = switchBox.checked; draw(); };
  if (state.shown === 0) state.stopped = false;

  const tick = () => {
    if (!state.running || state.stopped || state.atOnce || state.shown >= length) return;
    state.shown = Math.min(length, state.shown + (data.pace * TICK) / 1000);
    draw();
  };
  draw();
  // this is called for every new text, what it returns only at the very end: the timer before must stop here
  clearInterval(root.timer);
  root.timer = setInterval(tick, TICK);
  return () => clearInterval(root.timer);
}

function build(root, data) {
  root.replaceChildren();
  const bar = add(root, "div", "bar");
  for (const label of [data.labels.pause, data.labels.stop, data.labels.again]) {
    add(bar, "button", "", label).type = "button";
  }
  const label = add(bar, "label", "", "");
  add(label, "input").type = "checkbox";
  label.append(data.labels.at_once);
  const grid = add(root, "div", "grid");
  return data.columns.map((column) => {
    const card = add(grid, "section", "card");
    add(card, "h4", "", column.title);
    add(card, "p", "caption", column.caption);
    const page = add(card, "div", "page");
    add(page, "span", "prompt", column.prompt);
    add(page, "span", "written");
    return page;
  });
}

function write(page, column, shown) {
  const written = page.lastElementChild;
  const count = Math.floor(shown);
  if (!column.colours) {
    written.textContent = column.text.slice(0, count);
    return;
  }
  if (written.childElementCount > count) written.replaceChildren();
  for (let i = written.childElementCount; i < Math.min(count, column.text.length); i++) {
    add(written, "span", "", column.text[i]).style.background = column.colours[i];
  }
}

function add(parent, tag, className = "", text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}
