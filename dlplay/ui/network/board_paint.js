// Painting: colour tables, pictures from bytes, edges, points, axes, curves. Numbers come ready from the server;
// nothing of a network is computed here.

const SHADES = 42; // bytes for each class in the surface of several classes
const LIMIT = 3; // the plane reaches from -3 to 3
const MINUS = "\u2212";

// --- numbers as text ---

function short(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  let text;
  if (size !== 0 && (size >= 1e5 || size < 1e-4)) text = value.toExponential(1);
  else if (size >= 100) text = value.toFixed(0);
  else if (size >= 10) text = value.toFixed(1);
  else if (size >= 1) text = value.toFixed(2);
  else text = value.toFixed(size < 0.01 ? 4 : 3);
  return text.replace(/-/g, MINUS);
}

function plain(value) {
  const size = Math.abs(value);
  const text = size >= 1e5 || (size && size < 1e-5) ? value.toExponential(0).replace("+", "") : String(+value.toPrecision(3));
  return text.replace(/-/g, MINUS);
}

function subscript(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");
}

// --- colours ---

function rgb(text) {
  const hex = text.trim().replace("#", "");
  if (/^[0-9a-f]{6}$/i.test(hex)) return [0, 2, 4].map((start) => parseInt(hex.slice(start, start + 2), 16));
  return (text.match(/[\d.]+/g) ?? [128, 128, 128]).slice(0, 3).map(Number);
}

function mix(from, to, share) {
  return from.map((one, i) => Math.round(one + (to[i] - one) * share));
}

function css(colour, alpha = 1) {
  return `rgba(${colour.join(",")},${alpha})`;
}

// 256 colours as the 32-bit numbers of an ImageData
function table(colourOf) {
  const colours = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const [r, g, b] = colourOf(i);
    colours[i] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return colours;
}

// What a byte of a picture stands for, in [-1, 1]
function signedValue(byte) {
  const root = Math.max(-1, (byte - 128) / 127);
  return root * Math.abs(root);
}

function palette(root, colours) {
  const style = getComputedStyle(root);
  const paper = rgb(style.getPropertyValue("--st-background-color"));
  const ink = rgb(style.getPropertyValue("--st-text-color"));
  const [low, high] = [rgb(colours.negative), rgb(colours.positive)];
  const classes = colours.classes.map(rgb);
  const signed = (most) => table((i) => {
    const share = signedValue(i);
    return mix(paper, share < 0 ? low : high, most * Math.abs(share) ** 0.85);
  });
  return {
    paper, ink, low, high, classes, picked: rgb(colours.picked), test: rgb(colours.test),
    font: style.fontFamily,
    line: rgb(style.getPropertyValue("--st-border-color")),
    neurons: signed(1),
    surface: signed(0.64),
    one: classes.map((colour) => table((i) => mix(paper, colour, i / 255))),
    many: table((i) => {
      const colour = classes[Math.min(Math.floor(i / SHADES), classes.length - 1)];
      return mix(paper, colour, 0.1 + 0.54 * ((i % SHADES) / (SHADES - 1)));
    }),
  };
}

// --- pictures ---

// Bytes (count pictures of side x side, the lowest row first) as one strip, coloured by a table for each
function strip(canvas, bytes, count, side, tableOf) {
  canvas.width = Math.max(1, count * side);
  canvas.height = side;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, side);
  const pixels = new Uint32Array(image.data.buffer);
  for (let n = 0; n < count; n++) {
    const colours = tableOf(n);
    for (let y = 0; y < side; y++) {
      const source = (n * side + y) * side;
      const target = (side - 1 - y) * canvas.width + n * side;
      for (let x = 0; x < side; x++) pixels[target + x] = colours[bytes[source + x]];
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function tile(context, canvas, n, side, x, y, size) {
  context.drawImage(canvas, n * side + 0.5, 0.5, side - 1, side - 1, x, y, size, size);
}

// --- the network ---

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

// A point of the same curve, at a share of its way
function edgePoint(from, to, upright, share) {
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

function paintEdges(context, edges, look, upright, crowd) {
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

function paintNode(context, node, look, picture, state) {
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

function paintBias(context, node, bias, look, picked) {
  const radius = Math.max(3.2, node.size / 9);
  context.beginPath();
  context.arc(node.bias.x, node.bias.y, radius, 0, 7);
  context.fillStyle = css(mix(look.paper, bias < 0 ? look.low : look.high, 0.15 + 0.85 * strength(bias)));
  context.fill();
  context.lineWidth = picked ? 3 : 1.2;
  context.strokeStyle = picked ? css(look.picked) : css(look.ink, 0.7);
  context.stroke();
}

// --- the plane ---

function frameOf(width) {
  return { left: 30, top: 6, size: width - 40 };
}

function place(frame, x1, x2) {
  return [
    frame.left + ((x1 + LIMIT) / (2 * LIMIT)) * frame.size,
    frame.top + ((LIMIT - x2) / (2 * LIMIT)) * frame.size,
  ];
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
    const [x, y] = place(frame, tick, tick);
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
    const [x, y] = place(frame, x1, x2);
    paintPoint(context, x, y, colourOf(label), radius, n >= trainedOn, look, rimmed);
  });
  context.restore();
}

// --- curves over epochs ---

function ticks(top, count) {
  const raw = top / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((one) => one * power >= raw) * power;
  const found = [];
  for (let n = 0; n * step <= top * 1.0001; n++) found.push(n * step);
  return found;
}

function paintCurves(context, box, curves, names, look, options) {
  const { title, top, percent, cursor, kept } = options;
  const inner = { left: box.left + 38, top: box.top + 22, width: box.width - 46, height: box.height - 42 };
  const last = Math.max(curves.epoch.at(-1) || 0, kept?.epoch.at(-1) || 0, 1e-9);
  const x = (epoch) => inner.left + (epoch / last) * inner.width;
  const y = (value) => inner.top + inner.height * (1 - Math.min(value / top, 1.02));
  context.font = `bold 13px ${look.font}`;
  context.fillStyle = css(look.ink);
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(title, box.left + 2, box.top);
  context.font = `12px ${look.font}`;
  context.lineWidth = 1;
  for (const value of ticks(top, 3)) {
    context.strokeStyle = css(look.ink, 0.14);
    context.beginPath();
    context.moveTo(inner.left, y(value));
    context.lineTo(inner.left + inner.width, y(value));
    context.stroke();
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillStyle = css(look.ink, 0.75);
    context.fillText(percent ? `${Math.round(100 * value)} %` : plain(value), inner.left - 5, y(value));
  }
  context.textBaseline = "top";
  context.textAlign = "center";
  if (last > 1e-8) {
    for (const epoch of ticks(last, Math.max(2, Math.floor(inner.width / 70)))) {
      context.fillText(plain(epoch), x(epoch), inner.top + inner.height + 4);
    }
  }
  const line = (from, name, colour, width, dash) => {
    context.beginPath();
    let open = false;
    from[name].forEach((value, n) => {
      if (value === null) { open = false; return; }
      const point = [x(from.epoch[n]), y(value)];
      if (open) context.lineTo(...point); else context.moveTo(...point);
      open = true;
    });
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  };
  if (kept) {
    line(kept, names[1], css(look.test, 0.5), 1.6, [2, 3]);
    line(kept, names[0], css(look.ink, 0.5), 1.6, [2, 3]);
  }
  line(curves, names[1], css(look.test), 2.4, []);
  line(curves, names[0], css(look.ink), 2.4, []);
  if (cursor !== null) {
    const at = x(curves.epoch[cursor]);
    context.strokeStyle = css(look.picked, 0.9);
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(at, inner.top - 2);
    context.lineTo(at, inner.top + inner.height);
    context.stroke();
    for (const [name, colour] of [[names[1], look.test], [names[0], look.ink]]) {
      if (curves[name][cursor] === null) continue;
      context.beginPath();
      context.arc(at, y(curves[name][cursor]), 4.5, 0, 7);
      context.fillStyle = css(colour);
      context.fill();
      context.strokeStyle = css(look.paper);
      context.stroke();
    }
  }
}
