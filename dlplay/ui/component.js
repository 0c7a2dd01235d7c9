// One protocol for every component of the house, and the few lines that all of them draw with.
//
// Streamlit calls a component's default export again at each change of its data, and may call the clean-up of a
// call that a newer one has overtaken; such a call may even come after the newer one, and is cleaned up at once.
// Here that becomes: mounted once, updated at each change, destroyed once.

const SVG = "http://www.w3.org/2000/svg";

/**
 * What a component's module exports by default.
 *
 *   mount({ root, tell, signal }) -> state   once; `root` is where it stands, with its HTML if it has some
 *   update(state, data)                      with the first data, and with each that follows
 *   destroy(state)                           once: afterwards nothing of it runs or listens
 *
 * `tell.state(name, value)` and `tell.trigger(name, value)` speak to Python, once the server is there. Listeners that
 * are put on with `signal` go by themselves.
 */
export function component({ mount, update, destroy }) {
  const lives = new WeakMap(); // root -> one life; a component can stand in several places of a page
  return ({ parentElement: root, data, setStateValue, setTriggerValue }) => {
    const life = lives.get(root) ?? begin(root);
    const call = { before: life.call, over: false, heard() {
      life.call = call;
      Object.assign(life.python, { setStateValue, setTriggerValue }); // the newest: older ones know older values
      update(life.state, data);
    } };
    if (call.before) call.before.before = null; // one is enough to go back to
    call.heard();
    const finish = () => {
      lives.delete(root);
      life.end.abort();
      destroy?.(life.state);
    };
    return () => {
      call.over = true;
      if (call !== life.call || lives.get(root) !== life) return; // overtaken, or over already
      if (!root.isConnected || !call.before || call.before.over) return finish();
      call.before.heard(); // it stands on: that call came late
    };
  };

  function begin(root) {
    const [python, end] = [{}, new AbortController()];
    const say = speaker(end.signal);
    const tell = {
      state: (name, value) => say(name, () => python.setStateValue(name, value)),
      trigger: (name, value) => say(name, () => python.setTriggerValue(name, value)),
    };
    const life = { python, end, call: null, state: mount({ root, tell, signal: end.signal }) };
    lives.set(root, life);
    return life;
  }
}

// While the connection is lost Streamlit forgets what is said; here the newest under each name waits for the next one.
function speaker(signal) {
  const waiting = new Map(); // name -> what says it
  const app = () => document.querySelector('[data-testid="stApp"]');
  const away = () => (app()?.dataset.testConnectionState ?? "CONNECTED") !== "CONNECTED";
  const observer = new MutationObserver(() => {
    if (away()) return;
    observer.disconnect();
    for (const speak of waiting.values()) speak();
    waiting.clear();
  });
  signal.addEventListener("abort", () => observer.disconnect());
  return (name, speak) => {
    if (!away()) return speak();
    waiting.delete(name); // the newest comes last
    waiting.set(name, speak);
    observer.observe(app(), { attributes: true, attributeFilter: ["data-test-connection-state"] });
  };
}

/** The component in a module of this folder, as a function to be called as Streamlit calls one. */
export async function load(path, styled) {
  const [{ default: run }, sheet] = await Promise.all([import(`./${path}.js`), styled && style(`./${path}.css`)]);
  return (call) => {
    const { parentElement: root } = call;
    root.querySelector(".failure")?.remove(); // of an earlier try; see loader.js
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    return run(call);
  };
}

async function style(path) {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

/** A new HTML element at the end of `parent`. */
export function add(parent, tag, className = "", words = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return parent.appendChild(element);
}

/** A new SVG element at the end of `parent`. */
export function draw(parent, tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return parent.appendChild(element);
}

/** The colour of words that are told apart by it; dlplay/ui/legible.py says why. */
export function legible(colour) {
  return colour && `light-dark(oklch(from ${colour} min(l, 0.5) c h), oklch(from ${colour} max(l, 0.68) c h))`;
}

/** Words in an SVG; `anchor` is start, middle or end. */
export function text(parent, words, x, y, anchor = "start") {
  const element = draw(parent, "text", { x, y, "text-anchor": anchor });
  element.textContent = words;
  return element;
}
