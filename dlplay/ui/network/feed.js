// Pictures on their way to the board. While a run plays, those of now come here, and not with all that the board is
// given; a timeline that comes before its board waits here for it.

import { component } from "../component.js";

const boards = new Set();
let timeline = null; // the newest

/** Calls `receive` with every message that comes, until the signal. */
export function expectPictures(receive, signal) {
  boards.add(receive);
  signal.addEventListener("abort", () => boards.delete(receive));
}

/** The newest timeline, if it is one of the run `id`. */
export function waitingTimeline(id) {
  return timeline?.to === id ? timeline : null;
}

export default component({
  mount() {},

  update(_, message) {
    if (message.whole) timeline = message;
    for (const receive of boards) receive(message);
  },
});
