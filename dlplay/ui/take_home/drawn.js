// A picture of the page as one SVG that stands alone: what is drawn in it, the words around, boxes and lines, all where
// they stand on the screen. Nothing in it needs the page: no style sheet, no script, no address.

import { copied } from "./drawn_svg.js";
import { colour, pixels } from "./look.js";
import { painted } from "./painted.js";
import { element } from "./xml.js";

const LEFT_OUT = "button, input, select, textarea, style, script, iframe, [data-testid=stElementToolbar], [data-take-home], .modebar-container, label:has(input)";
const ASCENT = 0.79; // of a line's height: where letters stand on
const MARGIN = 12; // CSS pixels
const SIDES = ["top", "right", "bottom", "left"];

/** SVG of an element of the page, as text; `name` and `words` say what it shows to those who do not see it. */
export async function drawn(root, { paper, name, words }) {
  const box = root.getBoundingClientRect(), to = new Sheet(paper, box);
  const inside = children(root).map((one) => shown(one, to)), { right, bottom } = to;
  const [width, height] = [Math.ceil(right) + MARGIN, Math.ceil(bottom) + MARGIN];
  const svg = element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, role: "img" },
    element("title", {}, name),
    element("desc", {}, words),
    element("rect", { width, height, fill: "#ffffff" }),
    inside,
  );
  return { svg: await to.filled(String(svg)), width, height };
}

/** What is drawn on: knows its colours, how far it reaches, and the pictures that have yet to come. */
class Sheet {
  constructor(paper, box) {
    Object.assign(this, { paper, box, right: 0, bottom: 0, waiting: [] });
  }

  /** Where something on the screen lies here. */
  place({ left, top, width, height }) {
    const found = { x: round(left - this.box.left + MARGIN), y: round(top - this.box.top + MARGIN), width: round(width), height: round(height) };
    this.right = Math.max(this.right, found.x + found.width);
    this.bottom = Math.max(this.bottom, found.y + found.height);
    return found;
  }

  /** Stands for a picture at an address until it is here. */
  picture(address) {
    if (address.startsWith("data:image/")) return address;
    this.waiting.push(address);
    return `waiting:${this.waiting.length - 1}:`;
  }

  async filled(svg) {
    const come = await Promise.all(this.waiting.map(fetched));
    return svg.replace(/waiting:(\d+):/g, (_, place) => come[place]);
  }
}

const round = (value) => Math.round(100 * value) / 100;
const children = (one) => [...(one.shadowRoot ?? one).childNodes];

function shown(node, to) {
  if (node.nodeType === 3) return lines(node, to);
  if (node.nodeType !== 1 || node.matches(LEFT_OUT)) return null;
  const style = getComputedStyle(node);
  if (style.display === "none" || style.opacity === "0") return null;
  const box = node.getBoundingClientRect(), tag = node.tagName.toLowerCase();
  const seen = style.visibility !== "hidden" && box.width > 0 && box.height > 0;
  const drawing = seen ? [...behind(style, box, to), PICTURES[tag]?.(node, box, to, style)] : [];
  const inside = PICTURES[tag] ? [] : children(node).map((one) => shown(one, to));
  const all = [drawing, inside].flat(2).filter(Boolean);
  return style.opacity === "1" || !all.length ? all : element("g", { opacity: style.opacity }, all);
}

const PICTURES = {
  svg: (node, box, to, style) => {
    const place = to.place(box), viewBox = node.getAttribute("viewBox") ?? `0 0 ${place.width} ${place.height}`;
    const fitted = node.getAttribute("preserveAspectRatio"), overflow = style.overflow === "visible" ? "visible" : null;
    return element("svg", { ...place, viewBox, preserveAspectRatio: fitted, overflow }, [...node.children].map((one) => copied(one, to)));
  },
  canvas: (node, box, to, style) => {
    const pixelated = style.imageRendering === "pixelated" ? "pixelated" : null;
    return element("image", { ...to.place(box), href: painted(node, to.paper), preserveAspectRatio: "none", "image-rendering": pixelated });
  },
  img: (node, box, to, style) => {
    const pixelated = style.imageRendering === "pixelated" ? "pixelated" : null;
    return element("image", { ...to.place(box), href: to.picture(node.src), "image-rendering": pixelated });
  },
};

// Ground and edges of a box
function* behind(style, box, to) {
  const corner = style.borderTopLeftRadius, most = Math.min(box.width, box.height) / 2;
  const rx = Math.min(corner.endsWith("%") ? (box.width * pixels(corner)) / 100 : pixels(corner), most);
  const [fill, alpha] = colour(style.backgroundColor, to.paper);
  if (fill !== "none") yield element("rect", { ...to.place(box), rx: rx || null, fill, "fill-opacity": alpha === 1 ? null : alpha });
  yield* blended(style.backgroundImage, box, to);
  const edges = SIDES.map((side) => ({
    width: style.getPropertyValue(`border-${side}-style`) === "none" ? 0 : pixels(style.getPropertyValue(`border-${side}-width`)),
    colour: colour(style.getPropertyValue(`border-${side}-color`), to.paper),
    dashed: /dashed|dotted/.test(style.getPropertyValue(`border-${side}-style`)),
  }));
  if (edges.every((one) => one.width && one.width === edges[0].width && one.colour[0] === edges[0].colour[0])) {
    const { width, height, x, y } = to.place(box), line = edges[0].width, half = line / 2;
    yield element("rect", {
      x: x + half, y: y + half, width: Math.max(0, width - line), height: Math.max(0, height - line), rx: rx || null, fill: "none", ...stroke(edges[0]),
    });
    return;
  }
  const { x, y, width, height } = to.place(box);
  const ends = (half, i) => [[x, y + half, x + width, y + half], [x + width - half, y, x + width - half, y + height], [x, y + height - half, x + width, y + height - half], [x + half, y, x + half, y + height]][i];
  for (const [i, edge] of edges.entries()) {
    if (!edge.width || edge.colour[0] === "none") continue;
    const [x1, y1, x2, y2] = ends(edge.width / 2, i);
    yield element("line", { x1, y1, x2, y2, ...stroke(edge) });
  }
}

const stroke = ({ width, colour: [hex, alpha], dashed }) => ({
  stroke: hex, "stroke-width": width, "stroke-opacity": alpha === 1 ? null : alpha, "stroke-dasharray": dashed ? `${2 * width} ${width}` : null,
});

const STOP = /((?:rgba?|color)\([^)]*\))\s*([\d.]+%)?/g;

// A scale of colours from left to right
function* blended(image, box, to) {
  if (!image?.startsWith("linear-gradient(to right")) return;
  const stops = [...image.matchAll(STOP)], id = `blend-${blends++}`;
  const at = (i) => stops[i][2] ?? `${(100 * i) / Math.max(1, stops.length - 1)}%`;
  const marks = stops.map(([, css], i) => {
    const [hex, alpha] = colour(css, to.paper);
    return element("stop", { offset: at(i), "stop-color": hex, "stop-opacity": alpha === 1 ? null : alpha });
  });
  yield element("linearGradient", { id }, marks);
  yield element("rect", { ...to.place(box), fill: `url(#${id})` });
}

let blends = 0;

// Words in a box, line by line as they stand
function lines(node, to) {
  const words = node.data, around = node.parentElement ?? node.getRootNode().host;
  if (!words.trim()) return null;
  const style = getComputedStyle(around);
  if (style.visibility === "hidden") return null;
  const [fill, alpha] = colour(style.color, to.paper);
  const look = {
    "font-family": style.fontFamily.replaceAll('"', "'"), "font-size": style.fontSize, "font-weight": style.fontWeight === "400" ? null : style.fontWeight,
    "font-style": style.fontStyle === "normal" ? null : style.fontStyle, fill, "fill-opacity": alpha === 1 ? null : alpha,
    "text-decoration": style.textDecorationLine === "none" ? null : style.textDecorationLine,
  };
  return broken(node, words).map(({ said, box }) => {
    const { x, y, width, height } = to.place(box);
    const fitted = said.length > 1 ? { textLength: width, lengthAdjust: "spacingAndGlyphs" } : {};
    return element("text", { x, y: round(y + ASCENT * height), ...look, ...fitted, "xml:space": "preserve" }, said);
  });
}

// The words of each line, and its box on the screen
function broken(node, words) {
  const range = document.createRange(), found = [];
  range.selectNodeContents(node);
  const whole = [...range.getClientRects()];
  if (whole.length === 1) return [{ said: words.trim().replace(/\s+/g, " "), box: trimmed(range, node, words) }];
  for (let i = 0; i < words.length;) {
    const next = i + String.fromCodePoint(words.codePointAt(i)).length;
    range.setStart(node, i);
    range.setEnd(node, next);
    const [box] = range.getClientRects(), line = found.at(-1), letter = words.slice(i, next);
    i = next;
    if (!box || !box.width || (!letter.trim() && !line)) continue;
    if (line && Math.abs(line.box.top - box.top) < box.height / 2) {
      line.said += letter;
      line.box.width = box.right - line.box.left;
    } else if (letter.trim()) {
      found.push({ said: letter, box: { left: box.left, top: box.top, width: box.width, height: box.height } });
    }
  }
  return found;
}

// Its box without the blanks at its ends
function trimmed(range, node, words) {
  range.setStart(node, words.length - words.trimStart().length);
  range.setEnd(node, words.trimEnd().length);
  return range.getBoundingClientRect();
}

async function fetched(address) {
  const answer = await fetch(address);
  const bytes = await answer.blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = reject;
    reader.readAsDataURL(bytes);
  });
}
