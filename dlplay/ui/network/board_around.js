// What stands around the board's pictures: buttons, legend, readings, and what is said about the neuron or edge
// under the pointer.

import { add, legible } from "../component.js";
import { count, percent, plain } from "../numbers.js";
import { css, mix } from "./board_look.js";
import { place } from "./board_net.js";
import { called, epochs, formula } from "./board_words.js";

export const BOARD = `
  <div class="netbox">
    <div class="row">
      <button type="button" class="round" data-part="fewer">−</button>
      <span data-part="layers"></span>
      <button type="button" class="round" data-part="more">+</button>
    </div>
    <div class="heads" data-part="heads"></div>
    <canvas data-part="net" role="img"></canvas>
    <div class="legend key" data-part="key"></div>
    <p class="hint" role="status" data-part="hint"></p>
  </div>
  <div class="planebox">
    <div class="about">
      <span class="title" data-part="title"></span><span class="here" data-part="here"></span>
    </div>
    <canvas data-part="plane" role="img"></canvas>
    <div class="readings" data-part="readings"></div>
    <div class="legend" data-part="legend"></div>
    <p class="formula" data-part="formula"></p>
  </div>
  <div class="curvesbox">
    <canvas data-part="curves" role="img"></canvas>
  </div>
  <div class="time">
    <button type="button" data-part="play"></button>
    <input type="range" min="0" step="1" data-part="slider" />
    <span class="moment" data-part="moment"></span>
    <button type="button" data-part="back"></button>
  </div>`;

/** Writes all that new data change. */
export function build(board) {
  const { data, part } = board;
  const { labels } = data;
  board.root.classList.toggle("small", data.mode === "plane");
  board.root.classList.toggle("placing", Boolean(data.placing));
  part.layers.textContent = labels.layers;
  for (const [name, label] of [["fewer", labels.fewer_layers], ["more", labels.more_layers]]) {
    part[name].title = label;
    part[name].setAttribute("aria-label", label);
  }
  part.fewer.disabled = data.hidden.length === 0;
  part.more.disabled = data.hidden.length >= data.most.layers;
  part.slider.setAttribute("aria-label", labels.timeline);
  part.play.textContent = labels.replay;
  part.back.textContent = labels.back;
  part.hint.textContent = data.hint ?? "";
  part.heads.replaceChildren();
  if (data.frame) data.hidden.forEach((units, l) => head(board, units, l));
  legend(board);
  key(board);
  describe(board);
}

// The three pictures in words: what they show, and what is read beside them now
function describe({ data: { labels, trainedOn }, part }) {
  const read = [...part.readings.children].map((one) => [...one.children].map((half) => half.textContent).join(" "));
  const shown = { net: labels.net, plane: part.title.textContent || labels.answer, curves: labels.loss };
  for (const [name, words] of Object.entries(shown)) {
    part[name].setAttribute("aria-label", [words.replace(/[.。]$/, ""), `${labels.train_points} ${count(trainedOn)}`, ...read].join("; "));
  }
}

function head(board, units, l) {
  const { labels, most } = board.data;
  const box = add(board.part.heads, "div", "head");
  const button = (text, label, change, off) => {
    const one = add(box, "button", "round", text);
    Object.assign(one, { type: "button", title: label, disabled: off });
    one.setAttribute("aria-label", `${label} (${l + 1})`);
    one.onclick = () => board.reshape(board.data.hidden.map((n, k) => (k === l ? n + change : n)));
  };
  button("−", labels.fewer, -1, units <= 1);
  add(box, "span", "count", String(units));
  button("+", labels.more, 1, units >= most.units);
}

function item(list, kind, style, text, tag = "span") {
  const box = add(list, tag, "item");
  Object.assign(add(box, "i", kind).style, style);
  box.append(text);
  return box;
}

// What lines and dots of the network mean
function key({ data: { frame, labels }, look, part }) {
  part.key.replaceChildren();
  if (!frame) return;
  const both = `linear-gradient(to right, ${css(look.low)} 50%, ${css(look.high)} 50%)`;
  item(part.key, "stroke", { background: both }, labels.weight_key);
  item(part.key, "dot", { background: both, border: `1.2px solid ${css(look.ink, 0.7)}` }, labels.bias_key);
}

function legend(board) {
  const { data, look, part } = board;
  part.legend.replaceChildren();
  const entry = (kind, style, text) => item(part.legend, kind, style, text);
  if (data.task === "regression") {
    const background = `linear-gradient(to right, ${css(look.low)}, ${css(look.paper)}, ${css(look.high)})`;
    entry("bar", { background }, `${data.names[0]} … ${data.names[1]}`);
  } else {
    data.names.forEach((name, k) => entry("dot", { background: css(look.classes[k]) }, name));
  }
  const grey = css(mix(look.paper, look.ink, 0.5));
  entry("dot", { background: grey }, data.labels.train_points);
  const [ring, whole] = [{ background: css(look.paper), border: `2.5px solid ${grey}` }, data.mode !== "plane"];
  const test = item(part.legend, "dot", ring, data.labels.test_points, whole ? "label" : "span");
  if (!whole) return;
  turn(board, test, "test", data.labels.test_shown);
  turn(board, add(part.legend, "label", "item", data.labels.rounded), "rounded", data.labels.rounded);
}

// A switch before its words; the picture follows at once, the server hears of it
function turn(board, box, name, label) {
  const one = document.createElement("input");
  Object.assign(one, { type: "checkbox", checked: board.data.shown.includes(name), title: label });
  one.setAttribute("aria-label", label);
  one.setAttribute("data-turn", name);
  one.onchange = () => board.turn(name, one.checked);
  box.prepend(one);
}

/** Writes what changes from moment to moment, and with the pointer. */
export function told(board, frame) {
  const { data: { labels }, part, curves, index, frames } = board;
  const usable = board.whole && frames.length > 1;
  Object.assign(part.slider, { max: Math.max(1, frames.length - 1), value: index, disabled: !usable });
  part.play.disabled = !usable;
  part.back.disabled = !usable || index === frames.length - 1;
  part.play.textContent = board.running ? labels.stop : labels.replay;
  const at = curves && frame ? (usable ? index : curves.step.length - 1) : null;
  const value = (name) => (at === null ? null : curves[name][at]);
  readings(board, at, value);
  part.moment.textContent = usable ? labels.moment.replace("{step}", count(value("step"))) : labels.wait;
  part.slider.setAttribute("aria-valuetext", part.moment.textContent);
  board.root.dataset.step = at === null ? "" : value("step");
  explain(board, frame);
  describe(board);
}

function readings({ data: { labels, language }, look, part }, at, value) {
  part.readings.replaceChildren();
  const reading = (name, text, colour = "") => {
    const box = add(part.readings, "span", "reading");
    add(box, "small", "", name);
    add(box, "b", "", text).style.color = colour;
  };
  reading(labels.epoch, epochs(value("epoch")));
  reading(labels.step, count(value("step")));
  reading(labels.train_loss, plain(value("train"), 4, 3));
  reading(labels.test_loss, plain(value("test"), 4, 3), legible(css(look.test)));
  if (at === null || value("trainRight") === null) return;
  reading(labels.train_right, percent(value("trainRight"), language));
  reading(labels.test_right, percent(value("testRight"), language), legible(css(look.test)));
}

function explain({ data, hovered, part, shownNode: node }, frame) {
  const say = (title, text) => { part.title.textContent = title; part.formula.textContent = text; };
  if (!frame) return say(data.labels.answer, "");
  if (hovered?.kind === "edge") {
    const [l, i, j] = hovered.key.split(".").map(Number);
    const weight = frame.weights[place(data.sizes, l, i, j)];
    return say(`${called(data, l - 1, i)} → ${called(data, l, j)}`, `w = ${plain(weight, 3)}`);
  }
  if (!node) return say(data.labels.answer, data.labels.answer_note);
  return say(called(data, node.layer, node.unit), formula(data, node, frame));
}
