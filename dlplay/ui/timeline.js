// A training's timeline and the curves beside it are components of their own: they talk through the window, each of
// them naming the timeline that it means.

const MOVED = "dlplay-moment", ASKED = "dlplay-moment-asked";

/** Tells the curves that a timeline stands at x. */
export function tellMoment(of, x) {
  window.dispatchEvent(new CustomEvent(MOVED, { detail: { of, x } }));
}

/** Calls `moved(of, x)` when a timeline tells where it stands. */
export function hearMoment(moved, signal) {
  window.addEventListener(MOVED, ({ detail }) => moved(detail.of, detail.x), { signal });
}

/** Asks a timeline to go to x, or with null to tell where it stands. */
export function askMoment(of, x) {
  window.dispatchEvent(new CustomEvent(ASKED, { detail: { of, x } }));
}

/** Calls `asked(of, x)` when a timeline is asked. */
export function hearAsked(asked, signal) {
  window.addEventListener(ASKED, ({ detail }) => asked(detail.of, detail.x), { signal });
}

/** The place of the moment that is nearest to an epoch. */
export function nearest(moments, epoch) {
  const distances = moments.map((moment) => Math.abs(moment.epoch - epoch));
  return distances.indexOf(Math.min(...distances));
}
