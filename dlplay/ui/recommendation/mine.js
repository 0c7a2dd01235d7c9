// One's own ratings (mine.py): a row a thing with five stars; where one has not rated, what would be said is beside it.
// A star that is pressed again is taken back.

import { add, component } from "../component.js";

const STARS = 5;
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

export default component({
  mount({ root, tell }) {
    const list = add(root, "div", "ratings");
    return { list, rows: [], rated: (thing, stars) => tell.trigger("rated", [thing, stars]) };
  },

  update(state, { label, rows, star, guess }) {
    state.list.setAttribute("role", "group");
    state.list.setAttribute("aria-label", label);
    while (state.rows.length > rows.length) state.rows.pop().row.remove();
    while (state.rows.length < rows.length) state.rows.push(made(state, state.rows.length));
    rows.forEach((given, i) => Object.assign(state.rows[i], { given, star, guess }));
    state.rows.forEach((one) => fill(one, one.given.stars));
  },

  destroy() {},
});

function made({ list, rated }, thing) {
  const row = add(list, "div", "row"), name = add(row, "span", "name"), stars = add(row, "div", "stars");
  const one = { row, name, stars, guessed: add(row, "span", "guess"), buttons: [] };
  stars.setAttribute("role", "group");
  for (let count = 1; count <= STARS; count++) {
    const button = Object.assign(add(stars, "button", "", "★"), { type: "button" });
    button.onclick = () => {
      const given = one.shown === count ? 0 : count;
      fill(one, given);
      rated(thing, given);
    };
    button.onkeydown = (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      one.buttons[Math.min(Math.max(count - 1 + step, 0), STARS - 1)].focus();
    };
    one.buttons.push(button);
  }
  return one;
}

function fill(one, shown) {
  const { name, stars, guessed, buttons, given, star, guess } = one;
  one.shown = shown;
  name.textContent = given.name;
  stars.setAttribute("aria-label", given.name);
  const here = Math.max(shown, 1) - 1;
  buttons.forEach((button, i) => {
    button.setAttribute("aria-label", star.replace("{count}", i + 1));
    button.setAttribute("aria-pressed", shown === i + 1);
    button.classList.toggle("full", i < shown);
    button.tabIndex = i === here ? 0 : -1;
  });
  guessed.textContent = shown ? "" : given.guess;
  guessed.title = shown ? "" : guess;
  guessed.classList.toggle("best", !shown && given.best);
}
