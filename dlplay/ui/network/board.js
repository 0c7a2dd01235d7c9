// The board: the network with every neuron's picture, the big picture, the curves, and the timeline. The server
// sends pictures and numbers; scrubbing through what it sent once is the browser's work alone.

const NARROW = 640; // CSS pixels: below it the network runs from top to bottom
const REPLAY = 5; // seconds for the whole timeline
const SLOWEST = 15; // moments a second: fewer would not look like a film

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  (root.board ??= new Board(root)).update(data, setTriggerValue);
}

// What the server packed: weights, neurons' pictures, surfaces, each as differences
async function unpack(part, shape) {
  const packed = Uint8Array.from(atob(part.blob), (one) => one.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let start = 0;
  const next = (length) => bytes.subarray(start, (start += length));
  const many = part.count * shape.weights;
  const [low, high] = [next(many), next(many)];
  const numbers = Int16Array.from(low, (one, i) => one | (high[i] << 8));
  for (let i = shape.weights; i < many; i++) numbers[i] += numbers[i - shape.weights];
  const tiles = summed(next(part.count * shape.tiles * shape.side ** 2), shape.tiles * shape.side ** 2, shape.side);
  const surfaces = summed(next(part.count * shape.surface ** 2), shape.surface ** 2, shape.surface);
  return Array.from({ length: part.count }, (_, n) => ({
    weights: Float32Array.from(
      numbers.subarray(n * shape.weights, (n + 1) * shape.weights), (one) => (one / 32767) * part.tops[n]
    ),
    scales: part.scales?.[n] ?? [],
    tiles: tiles.subarray(n * shape.tiles * shape.side ** 2, (n + 1) * shape.tiles * shape.side ** 2),
    surface: surfaces.subarray(n * shape.surface ** 2, (n + 1) * shape.surface ** 2),
  }));
}

// Bytes from their differences to the left neighbour and to the moment before; a byte wraps around at 256
function summed(bytes, moment, row) {
  for (let i = 0; i < bytes.length; i++) if (i % row) bytes[i] += bytes[i - 1];
  for (let i = moment; i < bytes.length; i++) bytes[i] += bytes[i - moment];
  return bytes;
}

class Board {
  constructor(root) {
    Object.assign(this, { root, frames: [], inputs: null, index: 0, arrived: 0, running: false, hovered: null });
    Object.assign(this, { pinned: null, asked: 0, strips: [], surface: document.createElement("canvas") });
    this.part = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, one]));
    this.listen();
  }

  listen() {
    const { net, plane, play, slider, back, save, fewer, more } = this.part;
    this.hear = ({ detail }) => {
      if (this.root.isConnected) this.receive(detail);
      else window.removeEventListener("dlplay-board", this.hear);
    };
    new ResizeObserver(() => this.resize()).observe(this.root);
    net.onpointermove = (event) => this.hover(this.hit(event));
    net.onpointerleave = () => this.hover(null);
    net.onclick = (event) => this.pick(this.hit(event));
    plane.onpointermove = (event) => this.point(event);
    plane.onpointerleave = () => { this.part.here.textContent = ""; };
    plane.onclick = (event) => this.put(event);
    play.onclick = () => this.replay(!this.running);
    slider.oninput = () => { this.replay(false); this.index = +slider.value; this.paint(); };
    back.onclick = () => this.send("back", this.curves.step[this.index]);
    save.onclick = () => this.save();
    fewer.onclick = () => this.reshape(this.data.hidden.slice(0, -1));
    more.onclick = () => this.reshape([...this.data.hidden, this.data.hidden.at(-1) ?? 4]);
  }

  send(name, value) {
    this.emit(name, value);
  }

  reshape(hidden) {
    // at once, so that a second click counts on
    this.data = { ...this.data, hidden };
    this.send("shape", hidden);
  }

  // --- what comes from the server ---

  update(data, emit) {
    window.addEventListener("dlplay-board", this.hear); // no second time if it is there
    const known = this.data?.id === data.id;
    Object.assign(this, { data, emit, look: palette(this.root, data.colours) });
    if (!known) Object.assign(this, { frames: [], inputs: null, index: 0, hovered: null, whole: false });
    this.pinned = data.picked?.length === 2 ? { layer: data.picked[0], unit: data.picked[1] } : null;
    this.root.dataset.brush = data.placing?.brush ?? "";
    this.asked = Math.max(this.asked, data.placing?.acked ?? 0);
    this.pending = (this.pending ?? []).filter((one) => one[0] > (data.placing?.acked ?? 0));
    this.shape = {
      side: data.side, surface: data.surface, tiles: sum(data.sizes.slice(1)),
      weights: sum(data.sizes.slice(1).map((units, l) => (data.sizes[l] + 1) * units)),
    };
    if (!data.frame) Object.assign(this, { frames: [], whole: false, nodes: null });
    this.build();
    this.resize();
    if (!data.frame) return;
    const held = known && this.whole && this.curves.step.at(-1) === data.curves.step.at(-1);
    if (!held) this.take(data, false);
    const waiting = window.dlplayBoard?.[data.id];
    if (waiting && waiting.curves.step.at(-1) === data.curves.step.at(-1) && !held) this.receive(waiting);
  }

  receive(message) {
    if (message.to === this.data.id && this.data.frame) this.take(message, message.whole);
  }

  async take({ frame, curves }, whole) {
    const [turn, { shape, data }] = [++this.arrived, this];
    const frames = await unpack(frame, shape);
    if (!this.inputs && data.inputs) {
      const given = await unpack({ ...data.inputs, count: 1, tops: [1] },
        { side: data.side, tiles: data.sizes[0], surface: 0, weights: 0 });
      this.inputs = given[0].tiles;
    }
    // an older message that took longer, or one of a run that is gone
    if (turn < (this.shown ?? 0) || data.id !== this.data.id) return;
    this.shown = turn;
    this.replay(false);
    Object.assign(this, { frames, curves, whole, index: frames.length - 1 });
    this.root.dataset.frames = +(this.root.dataset.frames ?? 0) + 1;
    this.paint();
  }

  // --- what stands around the pictures ---

  build() {
    const { data, part } = this;
    const { labels } = data;
    this.root.classList.toggle("small", data.mode === "plane");
    part.layers.textContent = labels.layers;
    for (const [name, label] of [["fewer", labels.fewer_layers], ["more", labels.more_layers]]) {
      part[name].title = label;
      part[name].setAttribute("aria-label", label);
    }
    part.fewer.disabled = data.hidden.length === 0;
    part.more.disabled = data.hidden.length >= data.most.layers;
    part.net.setAttribute("aria-label", labels.net);
    part.slider.setAttribute("aria-label", labels.timeline);
    part.play.textContent = labels.replay;
    part.back.textContent = labels.back;
    part.save.textContent = labels.save;
    part.hint.textContent = data.hint ?? "";
    part.heads.replaceChildren(...(data.frame ? data.hidden.map((units, l) => this.head(units, l)) : []));
    this.legend();
  }

  head(units, l) {
    const { labels, most } = this.data;
    const box = element("div", "head");
    const button = (text, label, change, off) => {
      const one = element("button", "round", text);
      Object.assign(one, { type: "button", title: label, disabled: off });
      one.setAttribute("aria-label", `${label} (${l + 1})`);
      one.onclick = () => this.reshape(this.data.hidden.map((n, k) => (k === l ? n + change : n)));
      box.append(one);
    };
    button(MINUS, labels.fewer, -1, units <= 1);
    box.append(element("span", "count", String(units)));
    button("+", labels.more, 1, units >= most.units);
    return box;
  }

  legend() {
    const { data, look, part } = this;
    part.legend.replaceChildren();
    const item = (swatch, text) => {
      const box = element("span", "item");
      box.append(swatch, text);
      part.legend.append(box);
    };
    const dot = (style) => Object.assign(element("i", "dot"), { style });
    if (data.task === "regression") {
      const bar = element("i", "bar");
      bar.style.background = `linear-gradient(to right, ${css(look.low)}, ${css(look.paper)}, ${css(look.high)})`;
      item(bar, `${data.names[0]} … ${data.names[1]}`);
    } else {
      data.names.forEach((name, k) => item(dot(`background:${css(look.classes[k])}`), name));
    }
    const grey = css(mix(look.paper, look.ink, 0.5));
    item(dot(`background:${grey}`), data.labels.train_points);
    item(dot(`background:${css(look.paper)};border:2.5px solid ${grey}`), data.labels.test_points);
  }

  // --- sizes ---

  resize() {
    if (!this.data) return;
    const { part, data } = this;
    const wide = this.root.clientWidth;
    if (!wide) return;
    this.upright = wide < NARROW;
    this.root.classList.toggle("narrow", this.upright);
    const planeWidth = Math.min(part.plane.parentElement.clientWidth, 420);
    this.planeFrame = frameOf(planeWidth);
    this.canvas("plane", planeWidth, planeWidth - 8);
    if (data.mode !== "plane") {
      const width = part.net.parentElement.clientWidth;
      const columns = data.frame ? data.sizes.length : 4;
      this.canvas("net", width, this.upright ? 62 * columns + 14 : 372);
      this.canvas("curves", part.curves.parentElement.clientWidth, 150);
      if (data.frame) this.arrange(width, columns);
    }
    this.paint();
  }

  canvas(name, width, height) {
    const [canvas, ratio] = [this.part[name], window.devicePixelRatio || 1];
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    canvas.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  // Where every neuron stands
  arrange(width, columns) {
    const { data, upright, part } = this;
    const most = Math.max(...data.sizes);
    const gap = upright ? 62 : (width - 116) / Math.max(1, columns - 1);
    // where columns are close, the buttons stand below the number
    const head = gap < 84 && !upright ? 62 : 40;
    const room = upright ? width - 88 : 372 - head - 8;
    this.root.classList.toggle("crowded", head > 40);
    const size = Math.max(15, Math.min(upright ? 34 : 46, room / most - 5, upright ? 34 : gap * 0.6));
    this.nodes = data.sizes.map((units, l) => Array.from({ length: units }, (_, j) => {
      const step = Math.min(size + (upright ? 10 : 18), room / most);
      const across = (j - (units - 1) / 2) * step;
      const x = upright ? 8 + room / 2 + across : 66 + l * gap;
      const y = upright ? 34 + l * gap : head + room / 2 + across;
      return { x, y, size, layer: l, unit: j, bias: { x: x - size / 2, y: y + size / 2 } };
    }));
    [...part.heads.children].forEach((box, l) => {
      const { x, y } = this.nodes[l + 1][0];
      box.style.left = upright ? `${width - 40}px` : `${x}px`;
      box.style.top = upright ? `${y}px` : `${head / 2 - 2}px`;
    });
  }

  // --- painting ---

  paint() {
    if (!this.planeFrame) return;
    const frame = this.frames[this.index];
    this.paintPlane(frame);
    if (this.data.mode === "plane") return;
    this.paintNet(frame);
    this.paintCurves(frame);
    this.words(frame);
  }

  paintNet(frame) {
    const { data, look, nodes, shape, upright } = this;
    const context = this.part.net.getContext("2d");
    context.clearRect(0, 0, 4000, 4000);
    if (!frame) return;
    this.edges = this.edgesOf(frame);
    const crowd = this.edges.length > 150;
    paintEdges(context, this.edges, look, upright, crowd);
    const hidden = sum(data.sizes.slice(1, -1));
    strip(this.strips[1] ??= document.createElement("canvas"), frame.tiles, shape.tiles, shape.side,
      (n) => (data.task === "classes" && n >= hidden ? look.one[n - hidden] : look.neurons));
    if (this.inputs) {
      strip(this.strips[0] ??= document.createElement("canvas"), this.inputs, data.sizes[0], shape.side, () => look.neurons);
    }
    let n = 0;
    for (const node of nodes.flat()) {
      const from = this.strips[node.layer ? 1 : 0];
      const number = node.layer ? n++ : node.unit;
      paintNode(context, node, look, (x, y, size) => from && tile(context, from, number, shape.side, x, y, size), this.state(node));
      if (node.layer) {
        const picked = same(data.picked, [node.layer, node.unit, -1]);
        paintBias(context, node, frame.weights[this.place(node.layer, null, node.unit)], look, picked);
      }
    }
    this.nameNodes(context);
  }

  nameNodes(context) {
    const { data, look, nodes, upright } = this;
    context.font = `${upright ? 12 : 14}px ${look.font}`;
    context.fillStyle = css(look.ink);
    for (const node of nodes[0]) {
      context.textAlign = upright ? "center" : "right";
      context.textBaseline = upright ? "bottom" : "middle";
      const [x, y] = upright ? [node.x, node.y - node.size / 2 - 2] : [node.x - node.size / 2 - 6, node.y];
      context.fillText(data.features[node.unit], x, y);
    }
    const last = nodes.at(-1);
    context.font = `600 14px ${look.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    if (!upright) {
      context.fillText(data.labels.input, nodes[0][0].x - 12, 18);
      context.fillText(data.labels.output, last[0].x - 2, 18);
    }
  }

  state(node) {
    if (this.hovered?.kind === "node" && this.hovered.node === node) return "hovered";
    return this.pinned?.layer === node.layer && this.pinned?.unit === node.unit ? "picked" : "";
  }

  edgesOf(frame) {
    const edges = [];
    for (let l = 1; l < this.nodes.length; l++) {
      this.nodes[l - 1].forEach((from, i) => this.nodes[l].forEach((to, j) => {
        const picked = same(this.data.picked, [l, j, i]) || (this.hovered?.kind === "edge" && this.hovered.key === `${l}.${i}.${j}`);
        edges.push({ from, to, weight: frame.weights[this.place(l, i, j)], picked, key: `${l}.${i}.${j}` });
      }));
    }
    return edges.sort((a, b) => Math.abs(a.weight) - Math.abs(b.weight));
  }

  // Where a weight (source null: a bias) stands among all, in Keras's order
  place(layer, source, unit) {
    const { sizes } = this.data;
    let before = 0;
    for (let l = 1; l < layer; l++) before += (sizes[l - 1] + 1) * sizes[l];
    return before + (source ?? sizes[layer - 1]) * sizes[layer] + unit;
  }

  // The neuron in the big picture; null for the network's answer
  get shownNode() {
    if (this.hovered?.kind === "node") return this.hovered.node;
    return this.pinned ? this.nodes?.[this.pinned.layer]?.[this.pinned.unit] ?? null : null;
  }

  paintPlane(frame) {
    const { data, look, part, shape, planeFrame } = this;
    const context = part.plane.getContext("2d");
    context.clearRect(0, 0, 4000, 4000);
    const node = frame && data.mode !== "plane" ? this.shownNode : null;
    context.save();
    context.beginPath();
    context.rect(planeFrame.left, planeFrame.top, planeFrame.size, planeFrame.size);
    context.clip();
    if (node && this.strips[node.layer ? 1 : 0]) {
      const number = node.layer ? sum(data.sizes.slice(1, node.layer)) + node.unit : node.unit;
      context.globalAlpha = 0.85;
      tile(context, this.strips[node.layer ? 1 : 0], number, shape.side, planeFrame.left, planeFrame.top, planeFrame.size);
      context.globalAlpha = 1;
    } else if (frame) {
      strip(this.surface, frame.surface, 1, shape.surface, () => (data.task === "classes" ? look.many : look.surface));
      tile(context, this.surface, 0, shape.surface, planeFrame.left, planeFrame.top, planeFrame.size);
      if (data.task === "binary") paintBorder(context, frame.surface, shape.surface, planeFrame, look);
    }
    context.restore();
    const colour = (label) => data.task === "regression"
      ? css(mix(look.paper, label < 0 ? look.low : look.high, 0.12 + 0.88 * Math.min(1, Math.abs(label))))
      : css(look.classes[label]);
    const rimmed = data.task === "regression"; // a target near 0 has the colour of paper
    paintPoints(context, data.points, data.trainedOn, planeFrame, colour, look, rimmed);
    paintPoints(context, (this.pending ?? []).map((one) => one.slice(1)), 1e9, planeFrame, colour, look, rimmed);
    paintAxes(context, planeFrame, look);
    part.plane.style.cursor = data.placing ? "crosshair" : "default";
  }

  paintCurves(frame) {
    const { data, look, part, curves } = this;
    const context = part.curves.getContext("2d");
    context.clearRect(0, 0, 4000, 4000);
    if (!frame) return;
    const [width, labels] = [part.curves.clientWidth, data.labels];
    const right = curves.trainRight.some((one) => one !== null);
    const cursor = this.whole && this.index < this.frames.length - 1 ? this.index : null;
    const losses = [...curves.train, ...curves.test, ...(data.kept?.train ?? []), ...(data.kept?.test ?? [])];
    // a single spike shall not press the rest to the ground
    const top = ceiling(losses.filter((one) => one !== null));
    const box = { left: 0, top: 4, width: right ? width / 2 - 6 : width, height: 146 };
    paintCurves(context, box, curves, ["train", "test"], look, { title: labels.loss, top, cursor, kept: data.kept });
    if (right) {
      const second = { ...box, left: width / 2 + 6 };
      paintCurves(context, second, curves, ["trainRight", "testRight"], look,
        { title: labels.right, top: 1, percent: true, cursor, kept: data.kept });
    }
  }

  // --- words and numbers ---

  words(frame) {
    const { data, part, curves, index } = this;
    const { labels } = data;
    const usable = this.whole && this.frames.length > 1;
    Object.assign(part.slider, { max: Math.max(1, this.frames.length - 1), value: index, disabled: !usable });
    part.play.disabled = !usable;
    part.back.disabled = !usable || index === this.frames.length - 1;
    part.play.textContent = this.running ? labels.stop : labels.replay;
    const at = curves && frame ? (usable ? index : curves.step.length - 1) : null;
    const value = (name) => (at === null ? null : curves[name][at]);
    const percent = (share) => (share === null ? "–" : `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`);
    part.readings.replaceChildren();
    const reading = (name, text, colour) => {
      const box = element("span", "reading");
      box.append(element("small", "", name), element("b", "", text));
      if (colour) box.lastChild.style.color = colour;
      part.readings.append(box);
    };
    reading(labels.epoch, at === null ? "–" : plainEpoch(value("epoch")));
    reading(labels.step, at === null ? "–" : String(value("step")));
    reading(labels.train_loss, short(value("train")));
    reading(labels.test_loss, short(value("test")), css(this.look.test));
    if (at !== null && value("trainRight") !== null) {
      reading(labels.train_right, percent(value("trainRight")));
      reading(labels.test_right, percent(value("testRight")), css(this.look.test));
    }
    part.moment.textContent = usable ? labels.moment.replace("{step}", value("step")) : labels.wait;
    part.slider.setAttribute("aria-valuetext", part.moment.textContent);
    this.root.dataset.step = at === null ? "" : value("step");
    this.explain(frame);
  }

  explain(frame) {
    const { part, data } = this;
    const edge = this.hovered?.kind === "edge" ? this.hovered : null;
    const node = this.shownNode;
    if (!frame) { part.title.textContent = data.labels.answer; part.formula.textContent = ""; return; }
    if (edge) {
      const [l, i, j] = edge.key.split(".").map(Number);
      part.title.textContent = `${this.called(l - 1, i)} → ${this.called(l, j)}`;
      part.formula.textContent = `w = ${plain(frame.weights[this.place(l, i, j)])}`;
      return;
    }
    part.title.textContent = node ? this.called(node.layer, node.unit) : data.labels.answer;
    part.formula.textContent = node ? this.formula(node, frame) : data.labels.answer_note;
  }

  called(layer, unit) {
    const { data } = this;
    if (layer === 0) return data.features[unit];
    if (layer === data.sizes.length - 1) {
      return data.sizes.at(-1) > 1 ? data.labels.output_of.replace("{number}", unit) : data.labels.output;
    }
    return data.labels.neuron.replace("{layer}", layer).replace("{unit}", unit + 1);
  }

  formula(node, frame) {
    const { data } = this;
    if (!node.layer) return data.labels.feature_note;
    const names = node.layer === 1 ? data.features : this.nodes[node.layer - 1].map((_, i) => `a${subscript(i + 1)}`);
    const sign = (number, first) => (number < 0 ? `${first ? "" : " "}${MINUS}${first ? "" : " "}` : first ? "" : " + ");
    const size = (number) => plain(Math.abs(number));
    let text = "";
    names.forEach((name, i) => {
      const weight = frame.weights[this.place(node.layer, i, node.unit)];
      text += `${sign(weight, i === 0)}${size(weight)}·${name}`;
    });
    const bias = frame.weights[this.place(node.layer, null, node.unit)];
    text += `${sign(bias, false)}${size(bias)}`;
    const scale = frame.scales[sum(data.sizes.slice(1, node.layer)) + node.unit];
    const range = scale > 1 ? ` · ${data.labels.scale.replace("{scale}", plain(scale))}` : "";
    return `a${subscript(node.unit + 1)} = ${data.activations[node.layer - 1]}(${text})${range}`;
  }

  // --- what a person does ---

  hit(event) {
    if (!this.frames.length || !this.nodes) return null;
    const { left, top } = this.part.net.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const near = (node, reach) => Math.hypot(node.x - x, node.y - y) < reach;
    const nodes = this.nodes.flat();
    const bias = nodes.find((node) => node.layer && near(node.bias, 8));
    if (bias) return { kind: "bias", node: bias };
    const node = nodes.find(({ x: a, y: b, size }) => Math.abs(a - x) <= size / 2 + 2 && Math.abs(b - y) <= size / 2 + 2);
    if (node) return { kind: "node", node };
    let [found, closest] = [null, event.pointerType === "touch" ? 14 : 7];
    for (const edge of this.edges ?? []) {
      for (let share = 0; share <= 1; share += 0.05) {
        const [a, b] = edgePoint(edge.from, edge.to, this.upright, share);
        const away = Math.hypot(a - x, b - y);
        if (away < closest) [found, closest] = [edge, away];
      }
    }
    return found && { kind: "edge", key: found.key };
  }

  hover(hit) {
    const key = (one) => (one ? `${one.kind}${one.key ?? `${one.node.layer}.${one.node.unit}`}` : "");
    this.part.net.style.cursor = hit ? "pointer" : "default";
    if (key(hit) === key(this.hovered)) return;
    this.hovered = hit;
    this.paint();
  }

  pick(hit) {
    if (!hit) return;
    if (hit.kind === "edge") {
      const [l, i, j] = hit.key.split(".").map(Number);
      this.send("picked", [l, j, i]);
      return;
    }
    const { layer, unit } = hit.node;
    if (hit.kind === "bias") { this.send("picked", [layer, unit, -1]); return; }
    if (!layer) { this.pinned = this.pinned?.layer === 0 && this.pinned.unit === unit ? null : { layer, unit }; this.paint(); return; }
    const again = same(this.data.picked, [layer, unit]);
    this.send("picked", again ? [] : [layer, unit]);
  }

  at(event) {
    const { left, top } = this.part.plane.getBoundingClientRect();
    const frame = this.planeFrame;
    const x1 = ((event.clientX - left - frame.left) / frame.size) * 2 * LIMIT - LIMIT;
    const x2 = LIMIT - ((event.clientY - top - frame.top) / frame.size) * 2 * LIMIT;
    return Math.abs(x1) <= LIMIT && Math.abs(x2) <= LIMIT ? [x1, x2] : null;
  }

  point(event) {
    const at = this.at(event);
    this.part.here.textContent = at ? `x₁ = ${at[0].toFixed(2)}, x₂ = ${at[1].toFixed(2)}`.replace(/-/g, MINUS) : "";
  }

  put(event) {
    const [at, { placing }] = [this.at(event), this.data];
    if (!at) return;
    if (!placing) {
      if (this.pinned) { this.pinned = null; this.send("picked", []); this.paint(); }
      return;
    }
    // all that the server has not confirmed are sent again: none is lost between two clicks
    this.pending.push([++this.asked, +at[0].toFixed(3), +at[1].toFixed(3), placing.brush]);
    this.paint();
    this.send("placed", this.pending);
  }

  replay(on) {
    this.running = on;
    if (!on) return;
    const first = this.index >= this.frames.length - 1 ? 0 : this.index;
    const begun = performance.now();
    const [pace, { frames }] = [(this.frames.length - 1) / REPLAY, this];
    const turn = (now) => {
      if (!this.running || frames !== this.frames || !this.root.isConnected) return;
      const index = Math.min(frames.length - 1, first + Math.floor(((now - begun) / 1000) * Math.max(pace, SLOWEST)));
      if (index === frames.length - 1) this.running = false;
      if (index !== this.index || !this.running) { this.index = index; this.paint(); }
      if (this.running) requestAnimationFrame(turn);
    };
    requestAnimationFrame(turn);
  }

  save() {
    const { net, plane } = this.part;
    const ratio = window.devicePixelRatio || 1;
    const picture = document.createElement("canvas");
    picture.width = net.width + plane.width + 20 * ratio;
    picture.height = Math.max(net.height, plane.height) + 20 * ratio;
    const context = picture.getContext("2d");
    context.fillStyle = css(this.look.paper);
    context.fillRect(0, 0, picture.width, picture.height);
    context.drawImage(net, 0, 10 * ratio);
    context.drawImage(plane, net.width + 10 * ratio, 10 * ratio);
    picture.toBlob((blob) => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "network.png" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}

function same(one, other) {
  return Array.isArray(one) && one.length === other.length && one.every((value, n) => value === other[n]);
}

function element(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function plainEpoch(epoch) {
  return epoch < 10 && epoch % 1 ? epoch.toFixed(1) : String(Math.floor(epoch));
}

// The top of the loss axis: what nineteen of twenty values stay below, with some air
function ceiling(values) {
  if (!values.length) return 1;
  const sorted = [...values].sort((a, b) => a - b);
  const usual = sorted[Math.floor(0.95 * (sorted.length - 1))];
  return Math.max(Math.min(sorted.at(-1), usual * 1.6), 1e-6) * 1.08;
}
