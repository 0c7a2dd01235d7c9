// Says in the visitor's language what the framework itself says in English: labels, titles, placeholders, tooltips.
// What it writes anew is said anew; of a label that is a picture in Markdown only the words are said, and an icon
// beside words, which has an English name in every language, is not said at all.

const NAMES = ["aria-label", "placeholder", "title"];
const LABELLED = NAMES.map((name) => `[${name}]`).join();
const TEXTS = "a, [role=dialog] *, [role=tooltip] *, [data-testid=stTooltipContent] *, [role=listbox] *";
const ICONS = '[role="img"][translate="no"]'; // those within a text; others the framework hides itself
const PICTURE = /!\[[^\]]*\]\([^)]*\)\s*/g;

export class FrameworkWords {
  constructor(signal) {
    this.english = new WeakMap(); // what the framework wrote, by element: a page can go back to English
    this.observer = new MutationObserver((changes) => changes.forEach((change) => this.hear(change)));
    this.observer.observe(document.body, { subtree: true, childList: true, attributeFilter: NAMES });
    signal.addEventListener("abort", () => this.observer.disconnect());
  }

  /** `words`: by the framework's own, in which {x} stands for a name. */
  speak(words) {
    const same = JSON.stringify(words);
    if (same === this.same) return;
    this.same = same;
    this.words = new Map();
    this.patterns = [];
    for (const [english, own] of Object.entries(words)) {
      const [before, after] = english.split("{x}");
      if (after === undefined) this.words.set(english, own);
      else this.patterns.push({ before, after, own });
    }
    this.reword(document.body);
  }

  hear({ type, target, attributeName, addedNodes }) {
    if (!this.words) return;
    if (type === "attributes") this.name(target, attributeName);
    else for (const node of addedNodes) if (node.nodeType === 1) this.reword(node);
  }

  reword(root) {
    for (const one of [root, ...root.querySelectorAll(LABELLED)]) for (const name of NAMES) this.name(one, name);
    for (const icon of [root, ...root.querySelectorAll(ICONS)]) if (icon.matches(ICONS)) icon.setAttribute("aria-hidden", "true");
    for (const one of root.querySelectorAll(TEXTS)) {
      if (!one.children.length) this.say(one, "text", one.textContent, (words) => { one.textContent = words; });
    }
  }

  name(element, name) {
    const value = element.getAttribute(name);
    if (value) this.say(element, name, value, (words) => element.setAttribute(name, words));
  }

  say(element, place, value, write) {
    const known = this.english.get(element) ?? {};
    const english = known[place]?.said === value ? known[place].english : value;
    const said = this.translated(english.replace(PICTURE, ""));
    if (said === english) delete known[place];
    else this.english.set(element, Object.assign(known, { [place]: { english, said } }));
    if (said !== value) write(said);
  }

  translated(english) {
    if (this.words.has(english)) return this.words.get(english);
    for (const { before, after, own } of this.patterns) {
      if (english.startsWith(before) && english.endsWith(after) && english.length > before.length + after.length) {
        return own.replace("{x}", english.slice(before.length, english.length - after.length));
      }
    }
    return english;
  }
}
