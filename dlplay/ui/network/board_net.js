// The network's picture: where its neurons and edges stand, what is under a pointer, and how it is painted.

import { css, strip, tile } from "./board_look.js";
import { edgePoint, paintBias, paintEdges, paintNode } from "./board_net_paint.js";

const CROWD = 150; // edges: more are drawn thinner

export function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}

export function same(one, other) {
  return Array.isArray(one) && one.length === other.length && one.every((value, n) => value === other[n]);
}

/** Where a weight (source null: a bias) stands among all, in Keras's order. */
export function place(sizes, layer, source, unit) {
  let before = 0;
  for (let l = 1; l < layer; l++) before += (sizes[l - 1] + 1) * sizes[l];
  return before + (source ?? sizes[layer - 1]) * sizes[layer] + unit;
}

/** Gives every neuron its place, and every hidden layer's buttons theirs. */
export function arrange(board, width, height, columns) {
  const { data, upright, part } = board;
  const most = Math.max(...data.sizes);
  const gap = upright ? 62 : (width - 116) / Math.max(1, columns - 1);
  // where columns are close, the buttons stand below the number
  const head = gap < 84 && !upright ? 62 : 40;
  const room = upright ? width - 88 : height - head - 8;
  board.root.classList.toggle("crowded", head > 40);
  const size = Math.max(15, Math.min(upright ? 34 : 46, room / most - 5, upright ? 34 : gap * 0.6));
  board.nodes = data.sizes.map((units, l) => Array.from({ length: units }, (_, j) => {
    const step = Math.min(size + (upright ? 10 : 18), room / most);
    const across = (j - (units - 1) / 2) * step;
    const x = upright ? 8 + room / 2 + across : 66 + l * gap;
    const y = upright ? 34 + l * gap : head + room / 2 + across;
    return { x, y, size, layer: l, unit: j, bias: { x: x - size / 2, y: y + size / 2 } };
  }));
  [...part.heads.children].forEach((box, l) => {
    const { x, y } = board.nodes[l + 1][0];
    box.style.left = upright ? `${width - 40}px` : `${x}px`;
    box.style.top = upright ? `${y}px` : `${head / 2 - 2}px`;
  });
}

/** The neuron, bias or edge under a pointer; null for none. */
export function hit({ edges, frames, nodes, part, upright }, event) {
  if (!frames.length || !nodes) return null;
  const { left, top } = part.net.getBoundingClientRect();
  const [x, y] = [event.clientX - left, event.clientY - top];
  const all = nodes.flat();
  const bias = all.find((node) => node.layer && Math.hypot(node.bias.x - x, node.bias.y - y) < 8);
  if (bias) return { kind: "bias", node: bias };
  const node = all.find(({ x: a, y: b, size }) => Math.abs(a - x) <= size / 2 + 2 && Math.abs(b - y) <= size / 2 + 2);
  if (node) return { kind: "node", node };
  let [found, closest] = [null, event.pointerType === "touch" ? 14 : 7];
  for (const edge of edges ?? []) {
    for (let share = 0; share <= 1; share += 0.05) {
      const [a, b] = edgePoint(edge.from, edge.to, upright, share);
      const away = Math.hypot(a - x, b - y);
      if (away < closest) [found, closest] = [edge, away];
    }
  }
  return found && { kind: "edge", key: found.key };
}

export function paintNet(board, frame) {
  const { data, look, nodes, shape, strips, upright } = board;
  const context = board.part.net.getContext("2d");
  context.clearRect(0, 0, 4000, 4000);
  if (!frame) return;
  board.edges = edgesOf(board, frame);
  paintEdges(context, board.edges, look, upright, board.edges.length > CROWD);
  const hidden = sum(data.sizes.slice(1, -1));
  strip(strips[1] ??= document.createElement("canvas"), frame.tiles, shape.tiles, shape.side,
    (n) => (data.task === "classes" && n >= hidden ? look.one[n - hidden] : look.neurons));
  if (board.inputs) {
    strip(strips[0] ??= document.createElement("canvas"), board.inputs, data.sizes[0], shape.side, () => look.neurons);
  }
  let n = 0;
  for (const node of nodes.flat()) {
    const from = strips[node.layer ? 1 : 0];
    const number = node.layer ? n++ : node.unit;
    const picture = (x, y, size) => from && tile(context, from, number, shape.side, x, y, size);
    paintNode(context, node, look, picture, stateOf(board, node));
    if (!node.layer) continue;
    const picked = same(data.picked, [node.layer, node.unit, -1]);
    paintBias(context, node, frame.weights[place(data.sizes, node.layer, null, node.unit)], look, picked);
  }
  nameNodes(context, board);
}

function nameNodes(context, { data, look, nodes, upright }) {
  context.font = `${upright ? 12 : 14}px ${look.font}`;
  context.fillStyle = css(look.ink);
  for (const node of nodes[0]) {
    context.textAlign = upright ? "center" : "right";
    context.textBaseline = upright ? "bottom" : "middle";
    const [x, y] = upright ? [node.x, node.y - node.size / 2 - 2] : [node.x - node.size / 2 - 6, node.y];
    context.fillText(data.features[node.unit], x, y);
  }
  context.font = `600 14px ${look.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  if (upright) return;
  context.fillText(data.labels.input, nodes[0][0].x - 12, 18);
  context.fillText(data.labels.output, nodes.at(-1)[0].x - 2, 18);
}

function stateOf({ hovered, pinned }, node) {
  if (hovered?.kind === "node" && hovered.node === node) return "hovered";
  return pinned?.layer === node.layer && pinned?.unit === node.unit ? "picked" : "";
}

// The strongest last, over the others
function edgesOf({ data, hovered, nodes }, frame) {
  const edges = [];
  for (let l = 1; l < nodes.length; l++) {
    nodes[l - 1].forEach((from, i) => nodes[l].forEach((to, j) => {
      const key = `${l}.${i}.${j}`;
      const picked = same(data.picked, [l, j, i]) || (hovered?.kind === "edge" && hovered.key === key);
      edges.push({ from, to, weight: frame.weights[place(data.sizes, l, i, j)], picked, key });
    }));
  }
  return edges.sort((a, b) => Math.abs(a.weight) - Math.abs(b.weight));
}
