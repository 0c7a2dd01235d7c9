// The board: the network with every neuron's picture, the big picture, the curves, and the timeline. The server
// sends pictures and numbers; scrubbing through what it sent once is the browser's work alone.

import { add, component } from "../component.js";
import { onPaper } from "../on_paper.js";
import { followRoom, share, stand } from "../room.js";
import { BOARD, build, told } from "./board_around.js";
import { paintCurves } from "./board_curves.js";
import { palette } from "./board_look.js";
import { unpack } from "./board_moments.js";
import { arrange, hit, paintNet, same, sum } from "./board_net.js";
import { frameOf, paintPlane, reading, spot } from "./board_plane.js";
import { expectPictures, waitingTimeline } from "./feed.js";

const NARROW = 640; // CSS pixels: below it the network runs from top to bottom
const NET = 340, CURVES = 190, PLANE = 420; // CSS pixels, where there is room
const AROUND = 168, NOTE = 44, ASIDE = 104; // CSS pixels around net and curves; of the note below the plane, of numbers beside it
const REPLAY = 5; // seconds for the whole timeline
const SLOWEST = 15; // moments a second: fewer would not look like a film

export default component({
  mount({ root, tell, signal }) {
    const place = add(root, "div", "board");
    place.innerHTML = BOARD;
    return new Board(place, tell, signal);
  },
  update: (board, data) => board.update(data),
  destroy: (board) => board.end(),
});

class Board {
  constructor(root, tell, signal) {
    Object.assign(this, { root, tell, signal, frames: [], inputs: null, index: 0, arrived: 0, shown: 0, running: false });
    Object.assign(this, { hovered: null, pinned: null, asked: 0, pending: [], strips: [] });
    this.surface = document.createElement("canvas");
    this.part = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, one]));
    this.listen();
  }

  listen() {
    const { net, plane, play, slider, back, fewer, more } = this.part;
    expectPictures((message) => this.receive(message), this.signal);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.root);
    followRoom(this.root, () => this.resize(), this.signal);
    onPaper(this.root, (on) => this.data && this.paint(palette(this.root, this.data.colours, on)), this.signal);
    net.onpointermove = (event) => this.hover(hit(this, event));
    net.onpointerleave = () => this.hover(null);
    net.onclick = (event) => this.pick(hit(this, event));
    plane.onpointermove = (event) => { this.part.here.textContent = reading(spot(this, event)); };
    plane.onpointerleave = () => { this.part.here.textContent = ""; };
    plane.onclick = (event) => this.put(spot(this, event));
    play.onclick = () => this.replay(!this.running);
    slider.oninput = () => { this.replay(false); this.index = +slider.value; this.paint(); };
    back.onclick = () => this.tell.trigger("back", this.curves.step[this.index]);
    fewer.onclick = () => this.reshape(this.data.hidden.slice(0, -1));
    more.onclick = () => this.reshape([...this.data.hidden, this.data.hidden.at(-1) ?? 4]);
  }

  end() {
    this.observer.disconnect();
    this.replay(false);
  }

  // --- what comes from the server ---

  update(data) {
    const known = this.data?.id === data.id;
    Object.assign(this, { data, look: palette(this.root, data.colours), shape: shapeOf(data) });
    if (!known) Object.assign(this, { frames: [], inputs: null, index: 0, hovered: null, whole: false });
    if (!data.frame) Object.assign(this, { frames: [], whole: false, nodes: null });
    this.pinned = data.picked?.length === 2 ? { layer: data.picked[0], unit: data.picked[1] } : null;
    this.awaits(data.placing);
    build(this);
    this.resize();
    if (data.frame) this.show(data, known);
  }

  // Points that were placed here and have not come back from the server
  awaits(placing) {
    const acked = placing?.acked ?? 0;
    this.root.dataset.brush = placing?.brush ?? "";
    this.asked = Math.max(this.asked, acked);
    this.pending = this.pending.filter((one) => one[0] > acked);
  }

  show(data, known) {
    const newest = data.curves.step.at(-1);
    if (known && this.whole && this.curves.step.at(-1) === newest) return; // the timeline is here already
    this.take(data, false);
    const timeline = waitingTimeline(data.id);
    if (timeline?.curves.step.at(-1) === newest) this.receive(timeline);
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
    if (turn < this.shown || data.id !== this.data.id || this.signal.aborted) return;
    this.shown = turn;
    this.replay(false);
    Object.assign(this, { frames, curves, whole, index: frames.length - 1 });
    this.root.dataset.frames = +(this.root.dataset.frames ?? 0) + 1;
    this.paint();
  }

  // --- sizes and painting ---

  resize() {
    if (!this.data) return;
    const { part, data } = this;
    const wide = this.root.clientWidth;
    if (!wide) return;
    this.upright = wide < NARROW;
    this.root.classList.toggle("narrow", this.upright);
    const alone = this.upright || data.mode === "plane", beside = part.plane.parentElement.clientWidth;
    const times = alone ? 1 : share(stand(this.root), NET + CURVES, AROUND);
    const [net, curves] = [NET * times, CURVES * times].map(Math.round);
    const planeWidth = alone ? Math.min(beside, PLANE) : Math.min(beside - ASIDE, net + curves + (data.placing ? NOTE : 0));
    this.planeFrame = frameOf(planeWidth);
    this.canvas("plane", planeWidth, planeWidth - 8);
    if (data.mode !== "plane") {
      const width = part.net.parentElement.clientWidth;
      const columns = data.frame ? data.sizes.length : 4;
      this.canvas("net", width, this.upright ? 62 * columns + 14 : net);
      this.canvas("curves", part.curves.parentElement.clientWidth, curves);
      if (data.frame) arrange(this, width, net, columns);
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

  paint(look = this.look) {
    if (!this.planeFrame) return;
    this.look = look;
    const frame = this.frames[this.index];
    paintPlane(this, frame);
    if (this.data.mode === "plane") return;
    paintNet(this, frame);
    paintCurves(this, frame);
    told(this, frame);
  }

  // The neuron in the big picture; null for the network's answer
  get shownNode() {
    if (this.hovered?.kind === "node") return this.hovered.node;
    return this.pinned ? this.nodes?.[this.pinned.layer]?.[this.pinned.unit] ?? null : null;
  }

  // --- what a person does ---

  reshape(hidden) {
    // at once, so that a second click counts on
    this.data = { ...this.data, hidden };
    this.tell.trigger("shape", hidden);
  }

  turn(name, on) {
    const shown = [...this.data.shown.filter((one) => one !== name), ...(on ? [name] : [])];
    this.data = { ...this.data, shown };
    this.paint();
    this.tell.trigger("shown", shown);
  }

  hover(found) {
    const key = (one) => (one ? `${one.kind}${one.key ?? `${one.node.layer}.${one.node.unit}`}` : "");
    this.part.net.style.cursor = found ? "pointer" : "default";
    if (key(found) === key(this.hovered)) return;
    this.hovered = found;
    this.paint();
  }

  pick(found) {
    if (!found) return;
    if (found.kind === "edge") {
      const [l, i, j] = found.key.split(".").map(Number);
      this.tell.trigger("picked", [l, j, i]);
      return;
    }
    const { layer, unit } = found.node;
    if (found.kind === "bias") {
      this.tell.trigger("picked", [layer, unit, -1]);
    } else if (layer) {
      this.tell.trigger("picked", same(this.data.picked, [layer, unit]) ? [] : [layer, unit]);
    } else {
      this.pinned = this.pinned?.layer === 0 && this.pinned.unit === unit ? null : { layer, unit };
      this.paint();
    }
  }

  put(at) {
    const { placing } = this.data;
    if (!at) return;
    if (!placing) {
      if (!this.pinned) return;
      this.pinned = null;
      this.tell.trigger("picked", []);
      this.paint();
      return;
    }
    // all that the server has not confirmed are sent again: none is lost between two clicks
    this.pending.push([++this.asked, +at[0].toFixed(3), +at[1].toFixed(3), placing.brush]);
    this.paint();
    this.tell.trigger("placed", this.pending);
  }

  replay(on) {
    this.running = on;
    cancelAnimationFrame(this.turning);
    if (!on) return;
    const first = this.index >= this.frames.length - 1 ? 0 : this.index;
    const begun = performance.now();
    const [pace, end] = [(this.frames.length - 1) / REPLAY, this.frames.length - 1];
    const turn = (now) => {
      const index = Math.min(end, first + Math.floor(((now - begun) / 1000) * Math.max(pace, SLOWEST)));
      this.running = index < end;
      if (index !== this.index || !this.running) { this.index = index; this.paint(); }
      if (this.running) this.turning = requestAnimationFrame(turn);
    };
    this.turning = requestAnimationFrame(turn);
  }
}

// How the server packs a moment of this network
function shapeOf({ side, sizes, surface }) {
  const above = sizes.slice(1);
  return { side, surface, tiles: sum(above), weights: sum(above.map((units, l) => (sizes[l] + 1) * units)) };
}
