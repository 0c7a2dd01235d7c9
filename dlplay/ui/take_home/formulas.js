// The page's formulas, with its numbers in them, as MathML, which browsers show without help.

import { element } from "./xml.js";

const FORMULAS = "[data-testid=stMain] .katex";
const TAGS = new Set([
  "math", "semantics", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded", "mphantom",
  "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "menclose", "merror",
]);
const KEPT = new Set([
  "xmlns", "display", "mathvariant", "columnalign", "rowspacing", "columnspacing", "stretchy", "fence", "separator", "lspace", "rspace",
  "accent", "accentunder", "displaystyle", "scriptlevel", "minsize", "maxsize", "width", "height", "depth", "voffset", "linethickness",
]);
const MOST = 40;

/** Those that stand on the page now, from the top. */
export function formulas() {
  const shown = [...document.querySelectorAll(FORMULAS)].filter((one) => one.getClientRects().length && !one.closest("details, [role=dialog]"));
  const maths = shown.map((one) => one.querySelector("math")).filter((one) => one && [...one.querySelectorAll("mo")].some(isEqual));
  return maths.slice(0, MOST).map(copied);
}

// A symbol within a sentence is no arithmetic
const isEqual = (sign) => /[=≈]/.test(sign.textContent);

function copied(node) {
  if (node.nodeType === 3) return node.data;
  const tag = node.nodeType === 1 ? node.tagName.toLowerCase() : "";
  if (!TAGS.has(tag)) return null; // an annotation too, which repeats the formula in TeX
  const given = node.getAttributeNames().filter((name) => KEPT.has(name)).map((name) => [name, node.getAttribute(name)]);
  return element(tag, Object.fromEntries(given), [...node.childNodes].map(copied));
}
