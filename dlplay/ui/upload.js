// Says in the visitor's language what the framework's file uploader says in English (upload.py); and below it, why it
// has refused a file by itself.

import { add, component } from "./component.js";

const AGAIN = 100; // milliseconds: the uploader draws itself anew whenever a file comes or goes
const TOO_LARGE = "or smaller"; // in the framework's own words

export default component({
  mount({ root }) {
    const sentence = add(root, "p");
    sentence.setAttribute("role", "alert");
    const state = { sentence, key: "", words: {} };
    state.timer = setInterval(() => reword(state), AGAIN);
    return state;
  },

  update(state, { key, words }) {
    Object.assign(state, { key, words });
    reword(state);
  },

  destroy({ timer }) {
    clearInterval(timer);
  },
});

function reword({ sentence, key, words }) {
  const here = (part) => document.querySelectorAll(`.st-key-${key} ${part}`);
  const errors = [...here("[data-testid=stFileChip] [role=alert]")];
  if (errors.length) errors.push(...document.querySelectorAll("[data-testid=stTooltipErrorContent]"));
  for (const error of errors) {
    const own = [words.large, words.failed].includes(error.textContent);
    if (!own) error.textContent = error.textContent.includes(TOO_LARGE) ? words.large : words.failed;
  }
  write(sentence, errors[0]?.textContent ?? "");
  for (const button of here("[data-testid=stBaseButton-secondary] p")) write(button, words.choose);
  for (const limit of here("[data-testid=stFileUploaderDropzoneInstructions] span")) write(limit, words.limit);
  for (const one of here("[data-testid=stFileUploaderDropzoneInput]")) name(one, words.choose);
  for (const one of here("[data-testid=stBaseButton-borderlessIcon]")) name(one, words.choose);
  for (const one of here("[data-testid=stFileChipDeleteBtn] button")) name(one, words.remove);
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function name(element, words) {
  if (element.getAttribute("aria-label") !== words) element.setAttribute("aria-label", words);
}
