// What "Take home" opens: documents, each to be opened for printing or saved, and the pictures of the page. All of it is
// made here, when it is asked for.

import { add, component } from "../component.js";
import { saved } from "./corner.js";
import { pageReport, visitReport, worksheet } from "./documents.js";
import { drawn } from "./drawn.js";
import { formulas } from "./formulas.js";
import { kept, main } from "./kept.js";
import { page, pictures } from "./pictures.js";
import { LONG, save } from "./save.js";

const HTML = "text/html";
const LONGEST = { name: 80, sentence: 2000 };

const DOCUMENTS = {
  page_report: { file: () => `${page()}-report`, make: async (state) => pageReport(state.data, { ...(await whole(state)), formulas: formulas(), ...asIs(state) }) },
  visit_report: { file: () => "visit-report", make: async (state) => visitReport(state.data, { pictures: { ...kept(), ...(await now(state)) }, address: absolute, ...asIs(state) }) },
  worksheet: { asks: true, file: () => `${page()}-worksheet`, make: async (state) => worksheet(state.data, { picture: await first(state), link: window.location.href, answers: false }) },
  answers: { asks: true, file: () => `${page()}-answers`, make: async (state) => worksheet(state.data, { picture: await first(state), link: window.location.href, answers: true }) },
};

export default component({
  mount({ root }) {
    return { place: add(root, "div", "home"), mine: { name: "", sentence: "" } };
  },

  update(state, data) {
    Object.assign(state, { data });
    const { place } = state, { words } = data;
    place.replaceChildren();
    add(place, "p", "told", words.home_told);
    const said = add(place, "div", "mine");
    field(said, state, "name", words.my_name, "input");
    field(said, state, "sentence", words.sentence, "textarea");
    for (const name of Object.keys(DOCUMENTS)) {
      if (!DOCUMENTS[name].asks || data.questions.length) offer(place, state, name);
    }
    listed(place, state);
    state.note = add(place, "p", "note");
    state.note.setAttribute("role", "status");
  },

  destroy() {},
});

function field(parent, { mine }, name, label, tag) {
  const row = add(parent, "label", "", label), box = add(row, tag);
  Object.assign(box, { value: mine[name], maxLength: LONGEST[name], rows: 2 });
  box.oninput = () => { mine[name] = box.value; };
}

function offer(place, state, name) {
  const { words, visit } = state.data, row = add(place, "div", "row");
  const told = add(row, "span", "what");
  add(told, "b", "", words[name]);
  if (name === "visit_report") add(told, "span", "", ` ${words.visit_told.replace("{count}", visit.length)}`);
  press(row, words.open, words[name], () => open(state, name));
  press(row, words.save, words[name], () => take(state, name));
}

function press(row, label, what, act) {
  const button = add(row, "button", "", label);
  Object.assign(button, { type: "button", onclick: act });
  button.setAttribute("aria-label", `${label}: ${what}`);
}

async function take(state, name) {
  const { make, file } = DOCUMENTS[name];
  try {
    save(await make(state), `${file()}.html`, HTML);
  } catch (error) {
    failed(state, error);
  }
}

// In a window of its own: asked for at once, for browsers open none later
async function open(state, name) {
  const opened = window.open("about:blank");
  try {
    const address = URL.createObjectURL(new Blob([await DOCUMENTS[name].make(state)], { type: HTML }));
    if (opened) opened.location = address;
    setTimeout(() => URL.revokeObjectURL(address), LONG);
  } catch (error) {
    failed(state, error);
  }
}

function listed(place, state) {
  const { words, paper } = state.data, found = seen();
  if (!found.length) return;
  add(place, "h4", "", words.pictures);
  for (const picture of found) {
    const row = add(place, "div", "row");
    add(row, "span", "what", picture.name);
    for (const kind of ["png", "svg"]) {
      press(row, kind.toUpperCase(), picture.name, () => saved(picture, kind, paper).catch((error) => failed(state, error)));
    }
  }
}

function failed({ note, data }, error) {
  console.error(error);
  note.textContent = data.words.failed;
}

const seen = () => pictures(document.querySelector("h1")?.textContent ?? page());
const asIs = ({ mine, data }) => ({ mine, link: window.location.href, date: new Date().toLocaleDateString(data.language, { dateStyle: "long" }) });
const absolute = (address) => new URL(address, document.baseURI).href;
const draw = ({ data }, picture) => drawn(picture.element, { paper: data.paper, ...picture }).then(({ svg }) => ({ svg, name: picture.name, words: picture.words }));

async function whole(state) {
  return { pictures: await Promise.all(seen().map((one) => draw(state, one))) };
}

async function first(state) {
  const picture = main("");
  return picture && draw(state, picture);
}

async function now(state) {
  const picture = await first(state);
  return picture ? { [state.data.here.place]: picture } : {};
}
