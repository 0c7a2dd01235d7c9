// An SVG of the page, with the looks that style sheets give it written into it.

import { attributes } from "./look.js";
import { element } from "./xml.js";

const LEFT_OUT = new Set(["style", "script", "foreignobject", "metadata"]);
const CONTROLS = ".slider-container, .updatemenu-container, .hoverlayer"; // of Plotly's charts
const KEPT = new Set([ // attributes of a shape: its place and form, and what others find it by
  "id", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points", "transform", "viewBox",
  "preserveAspectRatio", "dx", "dy", "offset", "gradientUnits", "gradientTransform", "clipPathUnits", "patternUnits", "patternTransform",
  "markerWidth", "markerHeight", "refX", "refY", "orient", "markerUnits", "href", "xlink:href", "maskUnits", "textLength", "lengthAdjust",
]);
const DEFINED = new Set(["defs", "clippath", "lineargradient", "radialgradient", "pattern", "marker", "mask", "symbol"]);

const WORDS = new Set(["text", "tspan", "textpath"]), TOLD = new Set(["title", "desc"]);

/** The element and all in it; `to` has the paper's colours and takes up the addresses of pictures. */
export function copied(one, to, around = null, letters = null) {
  const tag = one.tagName, style = getComputedStyle(one), name = tag.toLowerCase();
  if (LEFT_OUT.has(name) || one.matches(CONTROLS)) return null;
  const defined = DEFINED.has(name) || around === "defined", words = WORDS.has(name);
  if (!defined && (style.getPropertyValue("display") === "none" || style.getPropertyValue("opacity") === "0")) return null;
  const look = attributes(style, around === "defined" ? null : around, to.paper, words ? letters : undefined);
  const children = [...one.childNodes].map((child) => {
    if (child.nodeType === 3) return words || TOLD.has(name) ? child.data : null;
    return child.nodeType === 1 ? copied(child, to, defined ? "defined" : style, words ? style : null) : null;
  });
  return element(name === "a" ? "g" : tag, { ...placed(one, to), ...look }, children);
}

function placed(one, to) {
  const found = {};
  for (const name of one.getAttributeNames()) {
    if (!KEPT.has(name)) continue;
    const value = one.getAttribute(name);
    if (!name.endsWith("href")) found[name] = value;
    else if (value.startsWith("#")) found.href = value;
    else if (one.tagName.toLowerCase() === "image") found.href = to.picture(value);
  }
  if (one.style?.transform && !found.transform) found.transform = one.style.transform.replaceAll("px", "").replaceAll("deg", "");
  return found;
}
