// How something looks on the screen, as SVG attributes that any viewer reads, on white paper: the page's own colours,
// of the light theme as of the dark one, become those of paper (paper.py); all others stay.

const COLOUR = /^(?:rgba?|color)\((?:srgb )?\s*([\d.e-]+)[,\s]+([\d.e-]+)[,\s]+([\d.e-]+)\s*(?:[,/]\s*([\d.e-]+%?))?\s*\)$/;

const OKLCH = /^oklch\(([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/;
const DARK = 0.5; // lightness: what legible.py gives words in a colour on light ground

// What a shape gets from those around it, and what it has itself unless told otherwise
const INHERITED = {
  "stroke-width": "1px", "stroke-dasharray": "none", "stroke-dashoffset": "0px", "stroke-linecap": "butt", "stroke-linejoin": "miter",
  "paint-order": "normal", visibility: "visible", "fill-rule": "nonzero", "clip-rule": "nonzero",
  "marker-end": "none", "marker-start": "none", "marker-mid": "none", "image-rendering": "auto",
};
const LETTERS = {
  "font-size": "", "font-family": "", "font-weight": "400", "font-style": "normal", "text-anchor": "start", "letter-spacing": "normal",
};
const OWN = { "clip-path": "none", "dominant-baseline": "auto", "stop-color": "rgb(0, 0, 0)", "stop-opacity": "1", mask: "none" };
const PAINTS = { fill: "rgb(0, 0, 0)", stroke: "none" };

/** A colour as [#rrggbb, opacity]; what is none, a reference, or unknown comes back as it is. */
export function colour(css, paper = {}) {
  const words = OKLCH.exec(css ?? "");
  if (words) return [hexOf(...words.slice(1, 4).map(Number)), Number(words[4] ?? 1)];
  const found = COLOUR.exec(css ?? "");
  if (!found) return [css === "transparent" || !css ? "none" : css, 1];
  const share = css.startsWith("color") ? 255 : 1, given = found[4];
  const alpha = given === undefined ? 1 : given.endsWith("%") ? parseFloat(given) / 100 : Number(given);
  const parts = found.slice(1, 4).map((one) => Math.round(Math.min(Math.max(share * one, 0), 255)));
  const hex = `#${parts.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
  return alpha ? [paper[hex] ?? hex, alpha] : ["none", 1];
}

// Oklch as #rrggbb (Ottosson 2020, "A perceptual color space for image processing"), as dark as paper asks for
function hexOf(lightness, chroma, hue) {
  const a = chroma * Math.cos((hue * Math.PI) / 180), b = chroma * Math.sin((hue * Math.PI) / 180), light = Math.min(lightness, DARK);
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const shown = (part) => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055);
  return `#${linear.map((part) => Math.round(255 * shown(Math.min(Math.max(part, 0), 1))).toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Attributes that give an element of an SVG its look, beside those that it gets from the one `around` it; `letters` is
 * that one where it stands in a text, null for the text itself, undefined for what has no letters.
 */
export function attributes(style, around, paper, letters) {
  const found = {}, asked = (name) => style.getPropertyValue(name);
  const inherit = (names, from) => {
    for (const [name, initial] of Object.entries(names)) {
      const value = asked(name);
      if (value && value !== (from ? from.getPropertyValue(name) : initial)) found[name] = value.replaceAll('"', "'");
    }
  };
  inherit(INHERITED, around);
  if (letters !== undefined) inherit(LETTERS, letters);
  for (const [name, initial] of Object.entries(OWN)) {
    const value = asked(name);
    if (value && value !== initial) found[name] = name === "stop-color" ? colour(value, paper)[0] : local(value);
  }
  for (const [name, initial] of Object.entries(PAINTS)) {
    const [css, share] = painted(style, name), [cssAround, shareAround] = around ? painted(around, name) : [initial, 1];
    if (css === cssAround && share === shareAround) continue;
    const [value, alpha] = colour(css, paper);
    Object.assign(found, { [name]: value, [`${name}-opacity`]: String(alpha * share) }); // both: a colour has a share of its own
  }
  const opacity = asked("opacity");
  if (opacity && opacity !== "1") found.opacity = opacity;
  return found;
}

const painted = (style, name) => [local(style.getPropertyValue(name)), Number(style.getPropertyValue(`${name}-opacity`) || 1)];

/** A length in pixels. */
export const pixels = (css) => parseFloat(css) || 0;

// A reference to something in the same picture, which a browser may write with the page's address
const local = (css) => (css ?? "").replace(/url\(["']?[^"')]*(#[^"')]+)["']?\)/g, "url($1)");
