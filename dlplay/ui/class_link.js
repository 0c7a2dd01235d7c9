// What a teacher adds to a link: the language, what is fixed, hidden and offered, large type (guidance.py).

import { add } from "./component.js";
import { named } from "./slider_hand.js";

const FREE = "free", LOCK = "lock", HIDE = "hide";
const GIVEN = ["lang", LOCK, HIDE, "views", "lesson"]; // parameters that are written anew

/** The address with what was chosen: { language, large, views, states }; `states` says of a setting lock or hide. */
export function classLink(address, { language, large, views, states }) {
  const url = new URL(address);
  for (const name of GIVEN) url.searchParams.delete(name);
  const names = (wanted) => Object.keys(states).filter((name) => states[name] === wanted).join(".");
  const said = { lang: language, [LOCK]: names(LOCK), [HIDE]: names(HIDE), views: views.join("."), lesson: large ? "on" : "" };
  for (const [name, value] of Object.entries(said)) if (value) url.searchParams.set(name, value);
  return url.href;
}

/** What an address says already. */
export function chosenIn(address, { titles, views }) {
  const query = new URL(address).searchParams;
  const listed = (name) => (query.get(name) ?? "").split(".");
  const states = {};
  for (const state of [LOCK, HIDE]) for (const name of listed(state)) if (name in titles) states[name] = state;
  return { large: query.get("lesson") === "on", views: listed("views").filter((one) => one in views), states };
}

/** The choices, folded away; `changed` hears the new address of each, and of none when they are folded again. */
export function offer(parent, page, address, changed) {
  const { words } = page, chosen = { language: page.language, ...chosenIn(address, page) };
  const place = add(parent, "details", "class");
  add(place, "summary", "", words.head);
  add(place, "p", "", words.note);
  const tell = () => changed(place.open ? classLink(address, chosen) : address);
  place.ontoggle = tell;
  const change = (name, value) => { chosen[name] = value; tell(); };

  choice(line(place, words.language), page.languages, chosen.language, (code) => change("language", code));
  tick(place, words.large, chosen.large, (on) => change("large", on));
  if (Object.keys(page.views).length) {
    const group = add(place, "fieldset");
    add(group, "legend", "", words.views);
    const all = Object.keys(page.views), offered = new Set(chosen.views.length ? chosen.views : all);
    for (const [view, title] of Object.entries(page.views)) {
      tick(group, title, offered.has(view), (on) => {
        offered[on ? "add" : "delete"](view);
        change("views", offered.size === all.length ? [] : all.filter((one) => offered.has(one)));
      });
    }
  }
  const group = add(place, "fieldset"), drawn = Object.entries(page.titles).filter(([name]) => stands(page.name, name));
  add(group, "legend", "", drawn.length ? words.controls : words.none);
  for (const [name, title] of drawn) {
    choice(line(group, title), { [FREE]: words.free, [LOCK]: words.lock, [HIDE]: words.hide }, chosen.states[name] ?? FREE, (state) => {
      change("states", { ...chosen.states, [name]: state });
    });
  }
}

// Whether a setting has a control on the page now; a hidden one counts
function stands(page, name) {
  const own = named(`${page}.${name}`);
  return Boolean(document.querySelector(own) ?? document.querySelector(`[class*="${own.slice(1)}-"]`));
}

function line(parent, words) {
  const label = add(parent, "label", "line");
  add(label, "span", "", words);
  return label;
}

function choice(parent, options, value, changed) {
  const list = add(parent, "select");
  for (const [key, words] of Object.entries(options)) add(list, "option", "", words).value = key;
  list.value = value;
  list.onchange = () => changed(list.value);
}

function tick(parent, words, on, changed) {
  const label = add(parent, "label", "tick"), box = add(label, "input");
  box.type = "checkbox";
  box.checked = on;
  box.onchange = () => changed(box.checked);
  add(label, "span", "", words);
}
