// A button that copies the address bar, and one that shows it as a QR code, with what a teacher can add to it.

import { add, component, draw } from "./component.js";
import { offer } from "./class_link.js";
import { copied } from "./clipboard.js";
import { FrameworkRoles } from "./framework_roles.js";
import { FrameworkWords } from "./framework_words.js";
import { followPrinting } from "./paper_width.js";
import { print, show, stand } from "./qr_code.js";
import { Corners } from "./take_home/corner.js";
import { Kept } from "./take_home/kept.js";

const SAID = 2000; // milliseconds for which a button says that it has copied
const LINK = "M10 14a4.5 4.5 0 0 0 6.4 0l3.3-3.3a4.5 4.5 0 0 0-6.4-6.4l-1.2 1.2M14 10a4.5 4.5 0 0 0-6.4 0l-3.3 3.3a4.5 4.5 0 0 0 6.4 6.4l1.2-1.2";
const DONE = "M4 12.5l5 5L20 6.5";
const GLYPH = "M1 1h8v8H1zM3 3v4h4V3zM15 1h8v8h-8zM17 3v4h4V3zM1 15h8v8H1zM3 17v4h4v-4zM13 13h3v3h-3zM18 13h5v3h-5zM13 18h3v5h-3zM18 18h2v2h-2zM21 20h2v3h-2z";

export default component({
  mount({ root, signal }) {
    const row = add(root, "div", "both");
    const button = add(row, "button", "copy"), glyph = draw(draw(button, "svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }), "path", { d: LINK });
    const state = { root, button, glyph, label: add(button, "span"), open: add(row, "button", "open"), signal };
    Object.assign(state, { framework: new FrameworkWords(signal), roles: new FrameworkRoles(signal) });
    Object.assign(state, { corners: new Corners(signal), kept: new Kept(signal) });
    state.button.type = state.open.type = "button";
    draw(draw(state.open, "svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }), "path", { d: GLYPH, "fill-rule": "evenodd" });
    state.button.onclick = () => copy(state, state.label, window.location.href);
    state.open.onclick = () => open(state);
    followPrinting(signal);
    return state;
  },

  update(state, data) {
    state.data = data;
    state.label.textContent = data.copy;
    state.open.title = data.qr.open;
    state.open.setAttribute("aria-label", data.qr.open);
    document.documentElement.lang = data.language; // Streamlit writes English, whatever the words
    state.framework.speak(data.framework);
    state.corners.speak(data.pictures);
    state.kept.speak(data.pictures);
  },

  destroy({ timer }) {
    clearTimeout(timer);
  },
});

// The dialog is made anew each time: its words may have changed with the language
function open(state) {
  const { root, data: { qr, page } } = state, address = window.location.href;
  const dialog = add(root, "dialog");
  dialog.setAttribute("aria-label", qr.open);
  const head = add(dialog, "div", "head");
  add(head, "h2", "", document.title);
  press(head, qr.close, () => dialog.close());
  const sides = add(dialog, "div", "sides"), left = add(sides, "div", "left");
  const place = stand(left);
  if (qr.room) add(left, "p", "note", qr.room);
  const row = add(left, "div", "row");
  const button = press(row, state.data.copy, () => copy(state, button, place.text));
  press(row, qr.print, () => print(place, document.title));
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); }; // beside it
  dialog.onclose = () => dialog.remove();
  if (page) offer(sides, page, address, (link) => show(place, link, qr));
  show(place, address, qr);
  dialog.showModal();
}

function press(parent, words, act) {
  const button = add(parent, "button", "", words);
  button.type = "button";
  button.onclick = act;
  return button;
}

// `label` says that it has copied, and on a phone, which shows no label, the glyph
async function copy(state, label, link) {
  const { data, glyph, signal } = state;
  if (!(await copied(link, state.root.querySelector("dialog") ?? document.body))) {
    window.prompt(data.copy, link);
    return;
  }
  if (signal.aborted) return; // left while the browser was asking
  label.textContent = data.copied;
  glyph.setAttribute("d", DONE);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => {
    label.textContent = state.data.copy;
    glyph.setAttribute("d", LINK);
  }, SAID);
}
