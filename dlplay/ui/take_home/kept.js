// The main picture of each experiment as it was left, for the report of the visit. The browser's tab alone keeps them,
// a few megabytes at most, and they end with it.

import { drawn } from "./drawn.js";
import { page, pictures } from "./pictures.js";

const KEY = "dlplay.pictures";
const MOST = 30, LARGEST = 400_000, ROOM = 2_500_000; // pictures; characters of one, of all
const LEAVES = "a[href], [class*='-view'] [data-testid=stButtonGroup] button, [class*='-view'][data-testid=stElementContainer] button";

export class Kept {
  constructor(signal) {
    const leave = () => keep(this.paper).catch(console.error);
    document.addEventListener("click", ({ target }) => { if (target.closest?.(LEAVES)) leave(); }, { capture: true, signal });
  }

  speak({ paper }) {
    this.paper = paper;
  }
}

/** Page and view, as visited.py knows them. */
export const place = () => `${page()}/${new URLSearchParams(window.location.search).get("view") ?? ""}`;

/** The picture that a page is about; null where it has none. */
export function main(title) {
  const all = pictures(title).filter(({ pad }) => !pad), onStage = all.filter(({ element }) => element.closest(".st-key-stage"));
  const among = onStage.length ? onStage : all;
  return among.find(({ words }) => words) ?? among[0] ?? null; // a table is told by no words but its own
}

/** What was kept, by place: { name, words, svg }. */
export function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch { // no storage, or somebody else's
    return {};
  }
}

async function keep(paper) {
  const where = place(), picture = main("");
  if (!picture || picture.element.querySelector(".gl-container canvas")) return; // one in space takes a second to paint
  const { svg } = await drawn(picture.element, { paper, ...picture });
  if (svg.length > LARGEST) return;
  const all = Object.entries(kept()).filter(([other]) => other !== where);
  all.push([where, { name: picture.name, words: picture.words, svg }]);
  while (all.length > MOST || all.reduce((sum, [, one]) => sum + one.svg.length, 0) > ROOM) all.shift();
  try {
    sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(all)));
  } catch { /* no room: then this one is not in the report */ }
}
