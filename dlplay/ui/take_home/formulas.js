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
const WIDEST = 34, SMALLEST = 0.4; // letters' sizes across a sheet; share of a formula's size

/** Those that stand on the page now, from the top: { math, share }, the share of its size at which a sheet holds it. */
export function formulas() {
  const shown = [...document.querySelectorAll(FORMULAS)].filter((one) => one.getClientRects().length && !one.closest("details, [role=dialog]"));
  const told = shown.filter((one) => [...one.querySelectorAll("math mo")].some(isEqual));
  return told.slice(0, MOST).map((one) => ({ math: copied(one.querySelector("math")), share: share(one) }));
}

// A sheet breaks no formula: one that is wider is written smaller
function share(formula) {
  const all = document.createRange();
  all.selectNodeContents(formula.querySelector(".katex-html") ?? formula);
  const width = all.getBoundingClientRect().width / parseFloat(getComputedStyle(formula).fontSize);
  return Math.max(SMALLEST, Math.min(1, Math.floor((100 * WIDEST) / width) / 100));
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
