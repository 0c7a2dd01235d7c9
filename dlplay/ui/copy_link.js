// A button that copies the address bar.

import { add, component } from "./component.js";
import { FrameworkWords } from "./framework_words.js";
import { Corners } from "./take_home/corner.js";

const SAID = 2000; // milliseconds for which the button says that it has copied

export default component({
  mount({ root, signal }) {
    const button = add(root, "button");
    button.type = "button";
    const state = { button, signal, framework: new FrameworkWords(signal), corners: new Corners(signal) };
    button.onclick = () => copy(state);
    return state;
  },

  update(state, data) {
    state.data = data;
    state.button.textContent = data.copy;
    document.documentElement.lang = data.language; // Streamlit writes English, whatever the words
    state.framework.speak(data.framework);
    state.corners.speak(data.pictures);
  },

  destroy({ timer }) {
    clearTimeout(timer);
  },
});

async function copy(state) {
  const { button, data, signal } = state;
  const link = window.location.href;
  if (!(await copied(link))) {
    window.prompt(data.copy, link);
    return;
  }
  if (signal.aborted) return; // left while the browser was asking
  button.textContent = data.copied;
  clearTimeout(state.timer);
  state.timer = setTimeout(() => { button.textContent = state.data.copy; }, SAID);
}

// Without a secure context (a plain http:// address in a classroom) browsers offer no clipboard API; the older
// way, a selected text field and execCommand, works there.
async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const field = add(document.body, "textarea");
    field.value = words;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
