// Painting of the network: edges, neurons with their pictures, biases.

import { css, mix } from "./board_look.js";

function strength(weight) {
  return 1 - Math.exp(-Math.abs(weight) / 1.6);
}

function edgePath(context, from, to, upright) {
  context.beginPath();
  if (upright) {
    const [start, end] = [from.y + from.size / 2, to.y - to.size / 2];
    const middle = (start + end) / 2;
    context.moveTo(from.x, start);
    context.bezierCurveTo(from.x, middle, to.x, middle, to.x, end);
  } else {
    const [start, end] = [from.x + from.size / 2, to.x - to.size / 2];
    const middle = (start + end) / 2;
    context.moveTo(start, from.y);
    context.bezierCurveTo(middle, from.y, middle, to.y, end, to.y);
  }
}

/** A point of an edge's curve, at a share of its way. */
export function edgePoint(from, to, upright, share) {
  const s = 1 - share;
  const [a, b, c, d] = [s * s * s, 3 * s * s * share, 3 * s * share * share, share * share * share];
  if (upright) {
    const [start, end] = [from.y + from.size / 2, to.y - to.size / 2];
    const middle = (start + end) / 2;
    return [(a + b) * from.x + (c + d) * to.x, a * start + (b + c) * middle + d * end];
  }
  const [start, end] = [from.x + from.size / 2, to.x - to.size / 2];
  const middle = (start + end) / 2;
  return [a * start + (b + c) * middle + d * end, (a + b) * from.y + (c + d) * to.y];
}

export function paintEdges(context, edges, look, upright, crowd) {
  for (const { from, to, weight, picked } of edges) {
    const strong = strength(weight);
    if (picked) {
      edgePath(context, from, to, upright);
      context.lineWidth = 8 + 8 * strong;
      context.strokeStyle = css(look.picked, 0.45);
      context.stroke();
    }
    edgePath(context, from, to, upright);
    context.lineWidth = 0.7 + (crowd ? 5 : 8.5) * strong;
    context.strokeStyle = css(weight < 0 ? look.low : look.high, 0.22 + 0.68 * strong);
    context.stroke();
  }
}

export function paintNode(context, node, look, picture, state) {
  const { x, y, size } = node;
  const [left, top, radius] = [x - size / 2, y - size / 2, Math.min(7, size / 5)];
  context.save();
  context.beginPath();
  context.roundRect(left, top, size, size, radius);
  context.fillStyle = css(look.paper);
  context.fill();
  context.clip();
  picture(left, top, size);
  context.restore();
  context.beginPath();
  context.roundRect(left, top, size, size, radius);
  context.lineWidth = state ? 3.5 : 1.5;
  context.strokeStyle = state === "picked" ? css(look.picked) : css(look.ink, state ? 0.95 : 0.5);
  context.stroke();
}

export function paintBias(context, node, bias, look, picked) {
  const radius = Math.max(3.2, node.size / 9);
  context.beginPath();
  context.arc(node.bias.x, node.bias.y, radius, 0, 7);
  context.fillStyle = css(mix(look.paper, bias < 0 ? look.low : look.high, 0.15 + 0.85 * strength(bias)));
  context.fill();
  context.lineWidth = picked ? 3 : 1.2;
  context.strokeStyle = picked ? css(look.picked) : css(look.ink, 0.7);
  context.stroke();
}
