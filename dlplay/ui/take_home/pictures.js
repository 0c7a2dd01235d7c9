// The pictures of the page: each element of it in which something is drawn, with a name for people and one for a file.

const ELEMENTS = "[data-testid=stMain] [data-testid=stElementContainer]";
const AWAY = ".st-key-header, [role=dialog], [data-testid=stSidebar], [data-take-home]";
const PAD = "canvas.upper-canvas"; // to draw on; what has been drawn lies on the canvas under it
const DRAWN = "svg, canvas, img, [data-picture], [data-testid=stHtml] > :is(div, table, figure, section)";
const NO_PICTURE = "button *, .katex *, [data-testid=stIconMaterial] *, [data-testid=stDataFrame] *, [data-testid=stExpander] summary *";
const LEAST = [60, 24]; // CSS pixels: what is smaller is an icon
const LONGEST = 70; // characters of a name
const END = /[;；]\s*$/; // of a part of what is told

/** All that are seen now, from the top: { element, name, words, file, pad }; one to draw on counts once it is drawn on. */
export function pictures(title) {
  const found = [...document.querySelectorAll(ELEMENTS)].filter(isPicture);
  const counted = new Map(); // of each name
  return found.map((element, i) => {
    const [pad] = within(element, PAD), words = described(element);
    const first = named(element, words) || title, count = (counted.get(first) ?? 0) + 1;
    counted.set(first, count);
    const key = pad ? "drawing" : keyOf(element) || i + 1;
    return { element, words, name: count > 1 ? `${first} (${count})` : first, file: `${page()}-${key}`, pad: Boolean(pad) };
  });
}

/** The one in which something of the page stands, if it is one that nobody draws on. */
export function pictureAround(node) {
  const element = node?.closest?.("[data-testid=stElementContainer]");
  return element?.matches(ELEMENTS) && !within(element, PAD).length && isPicture(element) ? element : null;
}

/** What the address calls the page. */
export const page = () => window.location.pathname.split("/").filter(Boolean).at(-1) ?? "home";

function isPicture(element) {
  if (element.closest(AWAY) || element.querySelector("[data-testid=stElementContainer]")) return false;
  const [pad] = within(element, PAD);
  if (pad) return hasInk(pad.parentElement.querySelector(".lower-canvas"));
  return within(element, DRAWN).some((one) => {
    const { width, height } = one.getBoundingClientRect();
    return width >= LEAST[0] && height >= LEAST[1] && !one.matches(NO_PICTURE) && getComputedStyle(one).visibility !== "hidden";
  });
}

// Whether anything is on it: all of an empty one has one colour
function hasInk(canvas) {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.some((one) => one !== pixels[0]);
}

/** All that match, in the components' own trees too. */
export function within(root, selector) {
  const inside = [...root.querySelectorAll("*")].filter((one) => one.shadowRoot);
  return [...root.querySelectorAll(selector), ...inside.flatMap((one) => within(one.shadowRoot, selector))];
}

function described(element) {
  const [whole] = within(element, "[data-picture]"); // its name, and in it what is told by its own words
  if (whole) return [whole.dataset.picture, within(whole, "[data-told]").map(({ textContent }) => textContent).join(", ")].filter(Boolean).join(": ");
  const told = within(element, "[aria-label], [alt]").filter((one) => !one.closest("button, [role=button], a, input, [role=slider], [role=group]:not(svg)"));
  const words = told.map((one) => one.getAttribute("aria-label") || one.getAttribute("alt")).filter((one) => one?.trim());
  return once([...new Set(words)]).join("\n");
}

// Pictures of one whole that tell the same numbers tell them once
function once(words) {
  const said = new Set();
  return words.map((line) => line.split(/(?<=[;；]\s*)(?=[^\s;；])/).filter((part) => {
    const bare = part.replace(END, ""), fresh = !said.has(bare);
    said.add(bare);
    return fresh;
  }).join("").replace(END, "")).filter(Boolean);
}

// What its words say before the first number or sentence ends
function named(element, words) {
  const first = words.split(/[:：;；\n]|[.。](?:\s|$)/)[0].trim() || (within(element, "h4")[0]?.textContent.trim() ?? "");
  return first.length > LONGEST ? `${first.slice(0, LONGEST - 1)}…` : first;
}

// The key under which Python knows it, without the page's own name
function keyOf(element) {
  const around = element.closest("[class*='st-key-']"), own = element.className.match(/st-key-([\w-]+)/)?.[1];
  const key = own ?? (within(around ?? element, DRAWN).length <= 2 ? around?.className.match(/st-key-([\w-]+)/)?.[1] : "") ?? "";
  return key.replace(new RegExp(`^${page()}[-_]`), "").replaceAll("_", "-");
}
