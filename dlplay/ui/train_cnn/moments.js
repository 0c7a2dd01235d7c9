// The time machine: filters, confusion matrix and the reading of one watched digit at every moment that was kept
// of a training. All moments come at once; scrubbing and playing are the browser's work alone. The server hears
// which moment and which cell of the matrix were left standing, so that it can show the digits in that cell.

const PACE = 1.6; // moments a second
const FEW = 36; // filters that fit into six columns
const BLUE = [26, 128, 191], ORANGE = [230, 159, 0];

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".machine");
  const state = (root.state ??= {});
  if (state.run !== data.run) Object.assign(state, { run: data.run, held: false, playing: false, watch: data.watch, at: 0 });
  const end = data.moments.length - 1;
  if (!state.held && !state.playing) state.at = end; // a running training shows its newest moment
  state.at = Math.min(state.at, end);
  state.watch = Math.min(state.watch, data.names.length - 1);
  const weights = Uint8Array.from(atob(data.filters), (c) => c.charCodeAt(0));
  const parts = root.childElementCount && state.shape === shape(data) ? root.parts : (root.parts = build(root, data));
  state.shape = shape(data);

  const mark = () => {
    const moment = data.moments[Math.round(state.at)];
    if (!moment) return; // newer data have come, and their own call answers
    const detail = { of: data.timeline, x: moment.epoch };
    window.dispatchEvent(new CustomEvent("dlplay-moment", { detail }));
  };
  const draw = () => {
    const now = Math.round(state.at);
    parts.slider.max = end;
    parts.slider.value = now;
    parts.slider.setAttribute("aria-valuetext", data.moments[now].title);
    parts.title.textContent = data.moments[now].title;
    parts.facts.textContent = data.moments[now].facts;
    parts.play.textContent = state.playing ? data.labels.pause : data.labels.play;
    paintFilters(parts.canvas, weights, data, state.at);
    paintMatrix(parts.cells, data, now);
    paintBars(parts, data, state);
    if (root.dataset.moment !== `${now}` || state.marked !== data.run) mark();
    state.marked = data.run;
    root.dataset.moment = now;
    root.dataset.answer = answer(data.watched[now]?.[state.watch]);
  };
  const tell = (cell = null) => {
    setStateValue("seen", { run: data.run, step: data.moments[Math.round(state.at)].step, cell: cell ?? data.cell });
  };
  parts.slider.oninput = () => {
    Object.assign(state, { at: Number(parts.slider.value), playing: false });
    state.held = state.at < end;
    draw();
  };
  parts.slider.onchange = () => tell();
  parts.play.onclick = () => {
    state.playing = !state.playing;
    if (state.playing && state.at >= end) state.at = 0;
    state.held = true;
    draw();
    if (!state.playing) tell();
  };
  parts.cells.forEach((cell, i) => { cell.onclick = () => tell([Math.floor(i / 10), i % 10]); });
  parts.thumbnails.forEach((one, i) => { one.onclick = () => { state.watch = i; draw(); }; });

  const asked = ({ detail }) => {
    if (detail.of !== data.timeline) return;
    if (detail.x === null) return mark();
    const distances = data.moments.map((moment) => Math.abs(moment.epoch - detail.x));
    state.at = distances.indexOf(Math.min(...distances));
    Object.assign(state, { playing: false, held: state.at < end });
    draw();
    tell();
  };
  window.addEventListener("dlplay-moment-asked", asked);

  let frame, before;
  const tick = (time) => {
    if (state.playing) {
      state.at = Math.min(end, state.at + (PACE * Math.min(time - (before ?? time), 200)) / 1000);
      if (state.at >= end) { Object.assign(state, { playing: false, held: false }); tell(); }
      draw();
    }
    before = time;
    frame = requestAnimationFrame(tick);
  };
  draw();
  frame = requestAnimationFrame(tick);
  return () => {
    cancelAnimationFrame(frame);
    window.removeEventListener("dlplay-moment-asked", asked);
  };
}

const shape = (data) => JSON.stringify([data.run, data.names, data.labels, data.side, data.count]);
const answer = (row) => (row ? row.indexOf(Math.max(...row)) : "");

function build(root, data) {
  root.replaceChildren();
  const { labels } = data;
  const bar = add(root, "div", "bar");
  const play = add(bar, "button", "play");
  play.type = "button";
  const slider = add(bar, "input");
  Object.assign(slider, { type: "range", min: 0, step: 1 });
  slider.setAttribute("aria-label", labels.moment);
  const words = add(root, "p", "words");
  const title = add(words, "strong"), facts = add(words, "span");
  const panes = add(root, "div", "panes");

  const filters = pane(panes, labels.filters_heading, labels.filters_note);
  const canvas = add(filters, "canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", labels.filters_heading);

  const matrix = pane(panes, labels.confusion, labels.confusion_note);
  const cells = buildMatrix(matrix, labels);

  const reading = pane(panes, labels.watched, labels.watched_note);
  const row = add(reading, "div", "thumbnails");
  const thumbnails = data.names.map((name, i) => {
    const button = add(row, "button", "thumbnail");
    button.type = "button";
    button.title = name;
    const picture = add(button, "img");
    Object.assign(picture, { src: data.pictures[i], alt: name });
    return button;
  });
  const bars = Array.from({ length: data.names.length ? 10 : 0 }, (_, digit) => {
    const line = add(reading, "div", "line");
    add(line, "span", "digit", `${digit}`);
    const fill = add(add(line, "span", "track"), "span", "fill");
    return { line, fill, number: add(line, "span", "number") };
  });
  return { play, slider, title, facts, canvas, cells, thumbnails, bars };
}

function buildMatrix(matrix, labels) {
  add(matrix, "div", "axis", labels.answer);
  const table = add(matrix, "div", "matrix");
  add(table, "span");
  for (let digit = 0; digit < 10; digit++) add(table, "span", "head", `${digit}`);
  const cells = [];
  for (let truth = 0; truth < 10; truth++) {
    add(table, "span", "head", `${truth}`);
    for (let read = 0; read < 10; read++) {
      const cell = add(table, "button", truth === read ? "cell right" : "cell");
      Object.assign(cell, { type: "button", tabIndex: -1 }); // lists below choose the same by keyboard
      cells.push(cell);
    }
  }
  add(matrix, "div", "axis down", labels.truth);
  return cells;
}

function paintFilters(canvas, weights, data, at) {
  const { side, count } = data, size = side * side * count;
  const columns = count > FEW ? 8 : 6, rows = Math.ceil(count / columns), across = Math.min(count, columns);
  canvas.width = across * (side + 1) - 1;
  canvas.height = rows * (side + 1) - 1;
  canvas.style.width = `${(100 * across) / columns}%`;
  const context = canvas.getContext("2d"), picture = context.createImageData(canvas.width, canvas.height);
  const first = Math.floor(at) * size, second = Math.ceil(at) * size, share = at - Math.floor(at);
  for (let i = 0; i < size; i++) {
    const filter = Math.floor(i / (side * side)), inside = i % (side * side);
    const x = (filter % columns) * (side + 1) + (inside % side);
    const y = Math.floor(filter / columns) * (side + 1) + Math.floor(inside / side);
    const value = ((1 - share) * weights[first + i] + share * weights[second + i] - 128) / 127;
    const ink = value < 0 ? BLUE : ORANGE;
    picture.data.set([...ink, Math.round(20 + 235 * Math.min(1, Math.abs(value)))], 4 * (y * canvas.width + x));
  }
  context.putImageData(picture, 0, 0);
}

function paintMatrix(cells, data, now) {
  const counts = data.confusion[now];
  cells.forEach((cell, i) => {
    const truth = Math.floor(i / 10), read = i % 10, count = counts[i];
    const all = counts.slice(10 * truth, 10 * truth + 10).reduce((a, b) => a + b, 0) || 1;
    const strength = truth === read ? 80 * (count / all) : count ? 12 + 75 * Math.sqrt(count / all) : 0;
    const ink = truth === read ? "#1a80bf" : "#d55e00";
    cell.style.background = `color-mix(in srgb, ${ink} ${strength.toFixed(0)}%, transparent)`;
    cell.textContent = count || "";
    cell.classList.toggle("chosen", truth === data.cell[0] && read === data.cell[1]);
    cell.title = data.labels.cell.replace("{truth}", truth).replace("{read}", read).replace("{count}", count);
    cell.setAttribute("aria-label", cell.title);
  });
}

function paintBars(parts, data, state) {
  parts.thumbnails.forEach((one, i) => one.setAttribute("aria-pressed", i === state.watch));
  if (!data.names.length) return;
  const low = data.watched[Math.floor(state.at)][state.watch], high = data.watched[Math.ceil(state.at)][state.watch];
  const share = state.at - Math.floor(state.at);
  const now = low.map((p, i) => (1 - share) * p + share * high[i]);
  const best = answer(now);
  parts.bars.forEach(({ line, fill, number }, digit) => {
    line.classList.toggle("answer", digit === best);
    fill.style.width = `${100 * now[digit]}%`;
    number.textContent = `${(100 * now[digit]).toFixed(1)} %`;
  });
}

function pane(parent, heading, note) {
  const section = add(parent, "section", "pane");
  add(section, "h4", "", heading);
  add(section, "p", "note", note);
  return section;
}

function add(parent, tag, className = "", words = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return parent.appendChild(element);
}
