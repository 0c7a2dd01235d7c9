// The plane: the network's answer or one neuron's, the points, the axes.

import { plain } from "../numbers.js";
import { css, mix, signedValue, strip, tile } from "./board_look.js";
import { sum } from "./board_net.js";

const LIMIT = 3; // the plane reaches from -3 to 3

/** Where the plane lies in a canvas of this width. */
export function frameOf(width) {
  return { left: 30, top: 6, size: width - 40 };
}

function spotOf(frame, x1, x2) {
  return [
    frame.left + ((x1 + LIMIT) / (2 * LIMIT)) * frame.size,
    frame.top + ((LIMIT - x2) / (2 * LIMIT)) * frame.size,
  ];
}

/** The place in the plane under a pointer; null outside. */
export function spot({ part, planeFrame: frame }, event) {
  const { left, top } = part.plane.getBoundingClientRect();
  const x1 = ((event.clientX - left - frame.left) / frame.size) * 2 * LIMIT - LIMIT;
  const x2 = LIMIT - ((event.clientY - top - frame.top) / frame.size) * 2 * LIMIT;
  return Math.abs(x1) <= LIMIT && Math.abs(x2) <= LIMIT ? [x1, x2] : null;
}

/** A place as it is written beside the plane. */
export function reading(at) {
  return at ? `x₁ = ${plain(at[0], 4, 2)}, x₂ = ${plain(at[1], 4, 2)}` : "";
}

export function paintPlane(board, frame) {
  const { data, look, part, planeFrame } = board;
  const context = part.plane.getContext("2d");
  context.clearRect(0, 0, 4000, 4000);
  if (frame) paintSurface(context, board, frame);
  const colour = (label) => data.task === "regression"
    ? css(mix(look.paper, label < 0 ? look.low : look.high, 0.12 + 0.88 * Math.min(1, Math.abs(label))))
    : css(look.classes[label]);
  const rimmed = data.task === "regression"; // a target near 0 has the colour of paper
  const points = data.shown?.includes("test") ?? true ? data.points : data.points.slice(0, data.trainedOn);
  paintPoints(context, points, data.trainedOn, planeFrame, colour, look, rimmed);
  paintPoints(context, board.pending.map((one) => one.slice(1)), Infinity, planeFrame, colour, look, rimmed);
  paintAxes(context, planeFrame, look);
  part.plane.style.cursor = data.placing ? "crosshair" : "default";
}

// The output as it is, or rounded to the answer that it means
function colours({ task, shown }, look) {
  const rounded = shown?.includes("rounded");
  if (task === "classes") return rounded ? look.sure : look.many;
  if (!rounded) return look.surface;
  return task === "regression" ? look.halves : look.rounded;
}

// What the network answers everywhere, or what one neuron does
function paintSurface(context, { data, look, planeFrame, shape, shownNode, strips, surface }, frame) {
  const { left, top, size } = planeFrame;
  const node = data.mode === "plane" ? null : shownNode;
  const pictures = node && strips[node.layer ? 1 : 0];
  context.save();
  context.beginPath();
  context.rect(left, top, size, size);
  context.clip();
  if (pictures) {
    const number = node.layer ? sum(data.sizes.slice(1, node.layer)) + node.unit : node.unit;
    context.globalAlpha = 0.85;
    tile(context, pictures, number, shape.side, left, top, size);
  } else {
    strip(surface, frame.surface, 1, shape.surface, () => colours(data, look));
    tile(context, surface, 0, shape.surface, left, top, size);
    if (data.task === "binary") paintBorder(context, frame.surface, shape.surface, planeFrame, look);
  }
  context.restore();
}

// Where the surface passes 128, the middle of its scale: marching squares over the centres of the squares
function paintBorder(context, bytes, side, frame, look) {
  const step = frame.size / side;
  const at = (i, j) => signedValue(bytes[j * side + i]);
  context.beginPath();
  for (let j = 0; j + 1 < side; j++) {
    for (let i = 0; i + 1 < side; i++) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const values = corners.map(([x, y]) => at(x, y));
      const ends = [];
      for (let k = 0; k < 4; k++) {
        const [a, b] = [values[k], values[(k + 1) % 4]];
        if (a < 0 === b < 0) continue;
        const share = a / (a - b);
        const [p, q] = [corners[k], corners[(k + 1) % 4]];
        ends.push([p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])]);
      }
      for (let k = 0; k + 1 < ends.length; k += 2) {
        for (const [n, [x, y]] of [ends[k], ends[k + 1]].entries()) {
          const [px, py] = [frame.left + (x + 0.5) * step, frame.top + frame.size - (y + 0.5) * step];
          if (n) context.lineTo(px, py); else context.moveTo(px, py);
        }
      }
    }
  }
  context.lineWidth = 2.2;
  context.strokeStyle = css(look.ink, 0.75);
  context.stroke();
}

function paintAxes(context, frame, look) {
  context.font = `13px ${look.font}`;
  context.fillStyle = css(look.ink, 0.8);
  context.strokeStyle = css(look.ink, 0.55);
  context.lineWidth = 1;
  context.strokeRect(frame.left + 0.5, frame.top + 0.5, frame.size - 1, frame.size - 1);
  for (const tick of [-3, -2, -1, 0, 1, 2, 3]) {
    const [x, y] = spotOf(frame, tick, tick);
    context.textAlign = "center";
    context.textBaseline = "top";
    const text = plain(tick);
    if (tick !== 3) context.fillText(text, x, frame.top + frame.size + 6);
    context.textAlign = "right";
    context.textBaseline = "middle";
    if (tick !== 3) context.fillText(text, frame.left - 6, y);
    context.beginPath();
    context.moveTo(x, frame.top + frame.size);
    context.lineTo(x, frame.top + frame.size + 4);
    context.moveTo(frame.left - 4, y);
    context.lineTo(frame.left, y);
    context.stroke();
  }
  context.font = `bold 14px ${look.font}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.fillText("x₁", frame.left + frame.size - 3, frame.top + frame.size + 5);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillText("x₂", frame.left - 5, frame.top + 9);
}

// A disc, or a ring for a test point; both stand out from a surface of their own colour
function paintPoint(context, x, y, colour, radius, tested, look, rimmed) {
  if (rimmed) {
    context.beginPath();
    context.arc(x, y, radius + 2, 0, 7);
    context.fillStyle = css(look.ink, 0.55);
    context.fill();
  }
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fillStyle = tested ? css(look.paper) : colour;
  context.fill();
  context.lineWidth = tested ? 2.6 : 1.3;
  context.strokeStyle = tested ? colour : css(look.paper);
  context.stroke();
}

function paintPoints(context, points, trainedOn, frame, colourOf, look, rimmed) {
  const radius = points.length > 300 ? 3.4 : points.length > 120 ? 4 : 4.8;
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.size, frame.size);
  context.clip();
  // the few of the one kind shall not hide behind the many of the other
  points.forEach(([x1, x2, label], n) => {
    const [x, y] = spotOf(frame, x1, x2);
    paintPoint(context, x, y, colourOf(label), radius, n >= trainedOn, look, rimmed);
  });
  context.restore();
}
