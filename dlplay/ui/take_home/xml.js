// Elements as text, for files. Whatever stands between tags or in an attribute is text, never markup.

const MEANT = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const UNKNOWN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // no character of XML
const VOID = new Set(["meta", "br", "hr", "img", "input", "link"]); // HTML's, which have no end

/** Markup: what `element` made. Everything else that is put between tags is text. */
class Markup extends String {}

export const escaped = (words) => String(words).replace(UNKNOWN, "\ufffd").replace(/[&<>"']/g, (one) => MEANT[one]);

/** An element: attributes that are null or false are left out, children are elements, words, or lists of both. */
export function element(tag, attributes = {}, ...children) {
  const given = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined && value !== false);
  const begin = `<${tag}${given.map(([name, value]) => ` ${name}="${escaped(value === true ? "" : value)}"`).join("")}`;
  if (VOID.has(tag)) return new Markup(`${begin}>`);
  return new Markup(`${begin}>${inside(children)}</${tag}>`);
}

const inside = (one) =>
  Array.isArray(one) ? one.map(inside).join("")
    : one instanceof Markup ? one
      : one === null || one === undefined || one === false ? ""
        : escaped(one);
