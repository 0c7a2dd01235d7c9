// The marks of a picture, each drawn into a group of its own from its fields and the panel's scales.
// `place` has x, y (scales), left, right, top, bottom (the panel's edges in pixels) and, where a mark has a head,
// `over`, the group for it above all marks.

import { draw, text } from "../component.js";
import { plain } from "../numbers.js";

export function paint(group, mark, place) {
  group.replaceChildren();
  KINDS[mark.kind](group, mark, place);
}

const KINDS = {
  line(group, mark, { x, y, left, right, top, bottom, over }) {
    const count = mark.upto ? mark.upto[0] : mark.x.length, [xs, ys] = [mark.x, mark.y].map((one) => one.subarray(0, count));
    draw(group, "path", { d: path(xs, ys, x, y), class: mark.pale ? "line pale" : "line", ...stroke(mark) });
    const last = mark.head ? xs.findLastIndex((value, i) => Number.isFinite(value + ys[i])) : -1;
    if (last < 0) return;
    const cx = x(xs[last]), cy = y(ys[last]), inside = cx >= left && cx <= right && cy >= top && cy <= bottom;
    if (inside) draw(over, "circle", { cx, cy, r: mark.head / 2, fill: mark.colour, class: "mark" });
  },

  region(group, mark, { x, y }) {
    const look = { fill: mark.colour, stroke: mark.edge ? mark.colour : "none", "stroke-width": mark.edge };
    draw(group, "path", { d: path(mark.x, mark.y, x, y, "Z"), ...look });
  },

  points(group, mark, { x, y }) {
    each(mark.x, (value, i) => {
      const at = [x(value), y(mark.y[i])];
      if (!at.every(Number.isFinite)) return;
      const colour = one(mark.colour, i), hollow = mark.hollow?.[i];
      const look = hollow
        ? { fill: "none", stroke: colour, "stroke-width": mark.edge ?? 3 }
        : { fill: colour, class: "mark" };
      const size = one(mark.size, i) - (hollow ? (mark.edge ?? 3) : 0);
      draw(group, "path", { d: SYMBOLS[one(mark.symbol, i)](size / 2), transform: `translate(${at})`, ...look });
    });
    if (mark.drag && mark.x.length) draw(group, "circle", { cx: x(mark.x[0]), cy: y(mark.y[0]), r: 24, class: "grip" });
  },

  bars(group, mark, { x, y, top, bottom }) {
    each(mark.left, (left, i) => {
      const fill = (mark.right[i] < left && mark.leftward) || one(mark.colour, i);
      const [from, to] = [x(left), x(mark.right[i])].sort((a, b) => a - b);
      const [start, end] = [mark.low[i], mark.high[i]].map((v) => (v === Infinity ? top : v === -Infinity ? bottom : y(v)));
      const over = Math.min(start, end), tall = Math.abs(end - start);
      draw(group, "rect", { x: from, y: over, width: Math.max(to - from, 1), height: tall, fill });
      const words = mark.words?.[i] ?? (mark.decimals === null ? "" : plain(mark.high[i], 4, mark.decimals));
      const beyond = end > start ? Math.min(end + 16, bottom - 3) : Math.max(end - 5, top + 12); // the bar's end
      if (words) text(group, words, (from + to) / 2, beyond, "middle");
    });
  },

  segments(group, mark, { x, y }) {
    each(mark.x1, (start, i) => {
      const ends = { x1: x(start), x2: x(mark.x2[i]), y1: y(mark.y1[i]), y2: y(mark.y2[i]) };
      draw(group, "line", { ...ends, stroke: one(mark.colour, i), "stroke-width": mark.width[i] });
    });
  },

  upright(group, mark, { x, top, bottom }) {
    each(mark.x, (v) => draw(group, "line", { x1: x(v), x2: x(v), y1: top, y2: bottom, ...stroke(mark) }));
  },

  level(group, mark, { y, left, right }) {
    each(mark.y, (v) => draw(group, "line", { x1: left, x2: right, y1: y(v), y2: y(v), ...stroke(mark) }));
  },

  boundary(group, mark, place) {
    const [u, v] = mark.w, [b] = mark.b, length = Math.hypot(u, v);
    if (!length) {
      if (mark.sides && b) draw(group, "rect", { ...whole(place), fill: mark.sides[b > 0 ? 1 : 0] });
      return;
    }
    // far beyond the panel's edges: the group is clipped
    const { x, y } = place, foot = [(-b * u) / length ** 2, (-b * v) / length ** 2];
    const far = reach(place, foot), along = [-v / length, u / length], up = [u / length, v / length];
    const point = (side, height) => {
      const [across, above] = [0, 1].map((i) => foot[i] + far * (side * along[i] + height * up[i]));
      return [x(across), y(above)];
    };
    mark.sides?.forEach((fill, i) => {
      const height = i ? 1 : -1;
      draw(group, "polygon", { points: [point(-1, 0), point(1, 0), point(1, height), point(-1, height)].join(" "), fill });
    });
    const [[x1, y1], [x2, y2]] = [point(-1, 0), point(1, 0)];
    draw(group, "line", { x1, y1, x2, y2, ...stroke(mark) });
  },

  residuals(group, mark, { x, y, right }) {
    const [w] = mark.w, [b] = mark.b;
    each(mark.x, (across, i) => {
      const [x1, y1, y2] = [x(across), y(mark.y[i]), y(w * across + b)], side = Math.abs(y2 - y1);
      const look = { stroke: mark.colour, "stroke-width": mark.width };
      if (!mark.squares) draw(group, "line", { x1, y1, x2: x1, y2, ...look });
      else {
        const left = x1 + side > right ? x1 - side : x1; // where there is room
        draw(group, "rect", { x: left, y: Math.min(y1, y2), width: side, height: side, fill: mark.fill, ...look });
      }
    });
  },

  ground(group, mark, place) {
    const { x, y } = place, [u, v] = mark.w, [b] = mark.b, length = u * u + v * v;
    const stops = mark.stops, low = stops[0][0], high = stops.at(-1)[0];
    if (!length) {
      const fill = mixed(stops, b);
      draw(group, "rect", { ...whole(place), fill });
      return;
    }
    const at = (z) => [((z - b) * u) / length, ((z - b) * v) / length]; // where the sum is z
    const [[x1, y1], [x2, y2]] = [at(low), at(high)];
    // the gradient lives in the panel's units, so that its levels stand upright on w there and not on the screen
    const [a, d, e, f] = [x(1) - x(0), y(1) - y(0), x(0), y(0)];
    const id = `ground-${serial++}`;
    const gradient = draw(group, "linearGradient", {
      id, x1, y1, x2, y2, gradientUnits: "userSpaceOnUse", gradientTransform: `matrix(${[a, 0, 0, d, e, f]})`,
    });
    for (const [z, colour] of stops) draw(gradient, "stop", { offset: (z - low) / (high - low), "stop-color": colour });
    draw(group, "rect", { ...whole(place), fill: `url(#${id})` });
  },

  image(group, mark, { x, y }) {
    const [rows, columns] = mark.shades.shape;
    const [left, right] = mark.x.map(x), [bottom, top] = mark.y.map(y);
    const source = pixels(mark.shades, rows, columns, mark.palette);
    draw(group, "image", {
      x: left, y: top, width: right - left, height: bottom - top, href: source, preserveAspectRatio: "none",
      style: mark.smooth ? "" : "image-rendering:pixelated",
    });
  },

  photo(group, mark, { x, y }) {
    const [left, right] = mark.x.map(x), [bottom, top] = mark.y.map(y), href = new URL(mark.address, document.baseURI);
    draw(group, "image", { x: left, y: top, width: right - left, height: bottom - top, href, preserveAspectRatio: "none" });
  },

  arrow(group, mark, { x, y }) {
    const from = [x(mark.start[0]), y(mark.start[1])], to = [x(mark.end[0]), y(mark.end[1])];
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]], length = Math.hypot(dx, dy);
    if (!(length > 1)) return;
    const head = Math.min(4 * mark.width, length), [u, v] = [dx / length, dy / length];
    const neck = [to[0] - u * head, to[1] - v * head], half = head * 0.5;
    draw(group, "line", { x1: from[0], y1: from[1], x2: neck[0], y2: neck[1], stroke: mark.colour, "stroke-width": mark.width });
    const corners = [to, [neck[0] - v * half, neck[1] + u * half], [neck[0] + v * half, neck[1] - u * half]];
    draw(group, "polygon", { points: corners.join(" "), fill: mark.colour });
  },

  text(group, mark, { x, y }) {
    const words = [mark.words].flat();
    each(mark.x, (v, i) => {
      const written = text(group, words[i] ?? "", x(v), y(mark.y[i]) + mark.size / 3, mark.anchor);
      written.style.cssText = `fill:${mark.colour};font-size:${mark.size}px;opacity:1;${mark.rim ? "" : "stroke:none"}`;
    });
  },
};

const SYMBOLS = {
  circle: (r) => `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`,
  square: (r) => `M${-r * 0.9},${-r * 0.9}h${r * 1.8}v${r * 1.8}h${-r * 1.8}Z`,
  diamond: (r) => `M0,${-r * 1.2}L${r * 1.2},0L0,${r * 1.2}L${-r * 1.2},0Z`,
  cross: (r) => {
    const a = r * 0.35, b = r * 1.05; // the arms' half width and length, turned by 45 degrees below
    const corners = [[a, a], [b, a], [b, -a], [a, -a], [a, -b], [-a, -b], [-a, -a], [-b, -a], [-b, a], [-a, a], [-a, b], [a, b]];
    const turned = corners.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]);
    return `M${turned.join("L")}Z`;
  },
  star: (r) => {
    const corners = Array.from({ length: 10 }, (_, i) => {
      const long = i % 2 ? r * 0.5 : r * 1.2, turn = (Math.PI * i) / 5;
      return [long * Math.sin(turn), -long * Math.cos(turn)];
    });
    return `M${corners.join("L")}Z`;
  },
};

let serial = 0; // of gradients, whose names must differ

// M and L through points, a new beginning after each NaN
export function path(xs, ys, x, y, end = "") {
  let d = "", open = false;
  each(xs, (value, i) => {
    const a = x(value), b = y(ys[i]);
    if (!Number.isFinite(a + b)) {
      if (open) d += end;
      open = false;
      return;
    }
    d += `${open ? "L" : "M"}${clipped(a)},${clipped(b)}`;
    open = true;
  });
  return d && open ? d + end : d;
}

// No coordinate so large that a browser loses it
const clipped = (pixel) => Math.min(Math.max(pixel, -1e5), 1e5).toFixed(1);

const one = (given, i) => (typeof given === "object" ? given[i] : given);

function each(values, act) {
  for (let i = 0; i < values.length; i++) act(values[i], i);
}

const stroke = ({ colour, width, dashed }) => ({
  stroke: colour, "stroke-width": width, fill: "none", ...(dashed && { "stroke-dasharray": width > 2 ? "9 6" : "5 5" }),
});

const whole = ({ left, right, top, bottom }) => ({ x: left, y: top, width: right - left, height: bottom - top });

// A length, in the panel's units, that leads from `foot` out of the panel in every direction
function reach({ x, y, left, right, top, bottom }, foot) {
  const xs = [x.back(left), x.back(right)], ys = [y.back(top), y.back(bottom)];
  return Math.max(...xs.flatMap((a) => ys.map((b) => Math.hypot(a - foot[0], b - foot[1])))) * 1.01;
}

function mixed(stops, z) {
  const i = stops.findIndex(([value]) => value >= z);
  if (i < 1) return stops.at(i)[1]; // below the first or above the last
  const [[low, from], [high, to]] = [stops[i - 1], stops[i]];
  return `color-mix(in srgb, ${to} ${(100 * (z - low)) / (high - low)}%, ${from})`;
}

function pixels(shades, rows, columns, palette) {
  const canvas = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
  const context = canvas.getContext("2d"), image = context.createImageData(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = 4 * shades[row * columns + column], to = 4 * ((rows - 1 - row) * columns + column);
      image.data.set(palette.subarray(from, from + 4), to);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}
