// Waiting for what a test relies on; the test's own time limit ends what never comes.

import { setImmediate as turn } from "node:timers/promises";

/** Until `holds()`. */
export async function until(holds) {
  while (!holds()) await turn();
}

/** Until all that waits for promises alone has had its turn. */
export async function settled() {
  for (let n = 0; n < 20; n++) await turn();
}
