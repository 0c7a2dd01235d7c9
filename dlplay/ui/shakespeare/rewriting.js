// A text at every temperature of a slider (rewriting.py): the one under the hand is shown, at once and without the
// server. Texts that are not here yet are asked for, at leisure. Text is only ever set as text.

import { add, component } from "../component.js";
import { followRoom, isPhone, below } from "../room.js";
import { followSlider } from "../slider_hand.js";

const PAUSE = 50; // milliseconds before the next question, and at least:
const LEISURE = 2; // times as long as the last answer took, so that a full class is not kept waiting
const LEAST = 240; // pixels of the text that are always seen
const LOST = 10_000; // milliseconds after which no answer will come any more

export default component({
  mount({ root, tell, signal }) {
    const caption = add(root, "p", "caption");
    const page = add(root, "div", "page");
    const prompt = add(page, "span", "prompt");
    const written = add(page, "span", "written");
    page.dataset.testid = "page";
    page.dataset.picture = ""; // what the page is about: take_home/pictures.js
    page.setAttribute("tabindex", "0"); // what is longer than its place is scrolled by keyboard
    written.dataset.testid = "written";
    const fit = () => { page.style.maxHeight = isPhone() ? "" : `${Math.max(LEAST, below(page))}px`; };
    followRoom(page, fit, signal);
    fit();
    return { tell, caption, page, prompt, written, number: 0, asked: 0 };
  },

  update(state, data) {
    if (state.data?.series !== data.series) state.texts = {};
    state.data = data;
    Object.assign(state.texts, data.texts);
    state.page.dataset.texts = Object.keys(state.texts).length;
    state.prompt.textContent = data.prompt;
    state.stop ??= followSlider(data.slider, (value) => {
      state.value = value;
      show(state);
    });
    show(state);
    askOn(state);
  },

  destroy({ stop, timer }) {
    stop();
    clearTimeout(timer);
  },
});

function show({ data, texts, value, caption, page, written }) {
  const place = value === undefined ? data.place : Math.round((value - data.low) / data.step);
  const shown = nearest(texts, place, data.of);
  const [text, words] = texts[shown];
  const waits = shown !== place;
  written.textContent = text;
  caption.textContent = waits ? waiting(data, place, shown) : words;
  page.classList.toggle("waits", waits);
}

// The place of a text that is here; of two that are equally near the colder one
function nearest(texts, place, of) {
  for (let away = 0; away <= of; away++) {
    if (texts[place - away]) return place - away;
    if (texts[place + away]) return place + away;
  }
}

function waiting({ nearest: words, low, step }, hand, shown) {
  const temperature = (place) => String(+(low + place * step).toFixed(2));
  return words.replace("{hand}", temperature(hand)).replace("{shown}", temperature(shown));
}

// One question at a time, while a text is missing
function askOn(state) {
  const answered = state.data.answers === state.number;
  const took = answered ? performance.now() - state.asked : 0;
  clearTimeout(state.timer);
  if (Object.keys(state.texts).length === state.data.of) return;
  const ask = () => {
    state.number += 1;
    state.asked = performance.now();
    const there = Array.from({ length: state.data.of }, (_, place) => (state.texts[place] ? "1" : "0")).join("");
    state.timer = setTimeout(ask, LOST);
    state.tell.trigger("more", { number: state.number, series: state.data.series, there });
  };
  state.timer = setTimeout(ask, Math.max(PAUSE, LEISURE * took));
}
