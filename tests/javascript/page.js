// A page without a browser: as much of the DOM as the components use, and a count of all that runs or listens.
// Nothing is laid out or painted: every element measures 800 x 400, and a canvas takes every stroke.

import { Clock } from "./clock.js";

const BOX = { left: 0, top: 0, right: 800, bottom: 400, width: 800, height: 400 };

/** Hears events, and knows how many listeners it has. */
class Listening extends EventTarget {
  #heard = new Set();

  addEventListener(name, heard, options = {}) {
    const entry = { name, heard };
    this.#heard.add(entry);
    options.signal?.addEventListener("abort", () => this.#heard.delete(entry));
    super.addEventListener(name, heard, options);
  }

  removeEventListener(name, heard, options) {
    for (const one of this.#heard) if (one.name === name && one.heard === heard) this.#heard.delete(one);
    super.removeEventListener(name, heard, options);
  }

  get listeners() { return this.#heard.size; }
}

export class Element extends Listening {
  constructor(tag) {
    super();
    Object.assign(this, { tagName: tag.toUpperCase(), nodeType: 1, parentNode: null, childNodes: [], value: "" });
    this.dataset = new Proxy({}, { set: (held, name, value) => { held[name] = String(value); return true; } });
    this.attributes = new Map();
    this.style = style();
  }

  // --- the tree ---

  get children() { return this.childNodes.filter((one) => one instanceof Element); }
  get childElementCount() { return this.children.length; }
  get lastElementChild() { return this.children.at(-1) ?? null; }
  get lastChild() { return this.childNodes.at(-1) ?? null; }
  get parentElement() { return this.parentNode; }
  get isConnected() { return this.getRootNode() === document; }
  getRootNode() { return this.parentNode ? this.parentNode.getRootNode() : this === document.body ? document : this; }

  append(...nodes) {
    for (const node of nodes) {
      if (node instanceof Element) {
        node.remove();
        node.parentNode = this;
      }
      this.childNodes.push(node instanceof Element ? node : String(node));
    }
  }

  appendChild(node) {
    this.append(node);
    return node;
  }

  prepend(...nodes) { this.replaceChildren(...nodes, ...this.childNodes); }

  replaceChildren(...nodes) {
    for (const one of this.children) one.parentNode = null;
    this.childNodes = [];
    this.append(...nodes);
  }

  remove() {
    if (this.parentNode) this.parentNode.childNodes = this.parentNode.childNodes.filter((one) => one !== this);
    this.parentNode = null;
  }

  get textContent() { return this.childNodes.map((one) => (one instanceof Element ? one.textContent : one)).join(""); }
  set textContent(words) { this.replaceChildren(...(words === "" || words === null ? [] : [words])); }

  // Tags and attributes alone: what is asked of a drawing
  set innerHTML(markup) {
    this.replaceChildren();
    let place = this;
    for (const [, end, tag, attributes, closed] of markup.matchAll(/<(\/?)([\w-]+)([^>]*?)(\/?)>/g)) {
      if (end) { place = place.parentNode; continue; }
      const element = place.appendChild(new Element(tag));
      for (const [, name, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) element.setAttribute(name, value);
      if (!closed) place = element;
    }
  }

  // --- attributes and selectors ---

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
    if (name.startsWith("data-")) this.dataset[name.slice(5)] = value;
  }

  getAttributeNames() { return [...this.attributes.keys()]; }
  getAttribute(name) { return this.attributes.get(name) ?? null; }
  get className() { return this.getAttribute("class") ?? ""; }
  set className(names) { this.setAttribute("class", names); }

  get classList() {
    const names = new Set(this.className.split(" ").filter(Boolean));
    const toggle = (name, on = !names.has(name)) => {
      names[on ? "add" : "delete"](name);
      this.className = [...names].join(" ");
    };
    return { contains: (name) => names.has(name), toggle, add: (name) => toggle(name, true), remove: (name) => toggle(name, false) };
  }

  // Of selectors: tag, .class, [attribute], [attribute="value"], these joined, a list of steps down, and a choice of all that
  matches(selector) {
    if (selector.includes(",")) return selector.split(/,\s*/).some((one) => this.matches(one));
    const steps = selector.split(" ");
    if (!this.#is(steps.pop())) return false;
    return !steps.length || Boolean(this.parentNode?.closest(steps.join(" ")));
  }

  #is(simple) {
    return [...simple.matchAll(/\.([\w-]+)|\[([\w-]+)(?:="([^"]*)")?\]|[\w-]+/g)].every(([tag, name, attribute, value]) => {
      if (name) return this.classList.contains(name);
      if (attribute) return this.attributes.has(attribute) && (value ?? this.getAttribute(attribute)) === this.getAttribute(attribute);
      return tag.toUpperCase() === this.tagName;
    });
  }

  closest(selector) { return this.matches(selector) ? this : this.parentNode?.closest(selector) ?? null; }
  querySelector(selector) { return this.querySelectorAll(selector)[0] ?? null; }
  querySelectorAll(selector) {
    return this.children.flatMap((one) => [...(one.matches(selector) ? [one] : []), ...one.querySelectorAll(selector)]);
  }

  // --- what happens to it ---

  // Here, and then at everything around it
  dispatchEvent(event) {
    Object.defineProperty(event, "target", { value: this });
    for (let one = this; one; one = one.parentNode) {
      one[`on${event.type}`]?.(event);
      Listening.prototype.dispatchEvent.call(one, event);
    }
    document.dispatchEvent(event);
    return window.dispatchEvent(event);
  }

  click() { gesture(this, "click"); }
  showModal() {}
  close() { this.onclose?.(); }
  focus() { document.activeElement = this; }
  select() {}
  setPointerCapture() {}

  // --- sizes and pictures ---

  get clientWidth() { return BOX.width; }
  get clientHeight() { return BOX.height; }
  getBoundingClientRect() { return BOX; }
  getClientRects() { return [BOX]; }
  getContext() { return paper; }
  toBlob(then) { then(new Blob()); }
}

// Takes every stroke; of what a drawing asks it answers these
const ANSWERS = {
  createImageData: (width, height) => ({ data: new Uint8ClampedArray(4 * width * height) }),
  measureText: (words) => ({ width: 8 * words.length }),
};
const paper = new Proxy({}, {
  get: (_, name) => ANSWERS[name] ?? (() => undefined),
  set: () => true,
});

function style() {
  return { getPropertyValue: () => "#808080", setProperty() {}, fontFamily: "sans-serif" };
}

/** A person's gesture at an element, at a place of it in CSS pixels. */
export function gesture(element, name, { x = 300, y = 200, ...more } = {}) {
  const event = Object.assign(new Event(name), { clientX: x, clientY: y, button: 0, isPrimary: true, ...more });
  element.dispatchEvent(event);
}

/** An empty page with nothing running; the names that components take for granted lead to it from now on. */
export function open() {
  const clock = new Clock();
  const observers = new Set();
  const Observer = class {
    observe() { observers.add(this); }
    disconnect() { observers.delete(this); }
  };
  const window = Object.assign(new Listening(), { devicePixelRatio: 1, innerWidth: 1280, innerHeight: 652, location: { href: "http://playground/neuron", pathname: "/neuron", search: "" } });
  const document = Object.assign(new Listening(), {
    documentElement: new Element("html"),
    body: new Element("body"),
    baseURI: "http://playground/",
    createElement: (tag) => new Element(tag),
    createElementNS: (_, tag) => new Element(tag),
    querySelector: (selector) => document.body.querySelector(selector),
    querySelectorAll: (selector) => document.body.querySelectorAll(selector),
  });
  const globals = {
    ...clock.globals, window, document,
    navigator: { clipboard: { writeText: async () => {} } },
    matchMedia: () => ({ matches: false }), sessionStorage: new Map(), history: { state: null, replaceState() {} },
    getComputedStyle: style, ResizeObserver: Observer, MutationObserver: Observer,
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return {
    clock,
    /** How much runs or listens outside the elements of a component. */
    running: () => ({
      frames: clock.frames.size, timers: clock.timers.size, observers: observers.size,
      listeners: window.listeners + document.listeners + document.body.listeners,
    }),
  };
}

/** A place on the page where Streamlit would put a component: it calls as Streamlit does, and hears the messages. */
export function stand(run, html = "") {
  const root = document.body.appendChild(new Element("section"));
  root.adoptedStyleSheets = [];
  root.innerHTML = html;
  const messages = [];
  const say = (name, value) => messages.push([name, value]);
  let end;
  return {
    root, messages,
    give: (data) => { end = run({ parentElement: root, data, setStateValue: say, setTriggerValue: say }); },
    /** The elements go, and then the newest clean-up alone is called. */
    leave: () => { root.remove(); end?.(); },
  };
}
