// The network's picture, drawn by the server as SVG, and all steps of the walk as frames: here the step under the
// hand is filled in, and clicks on weights are sent back. Both shapes are there, and the style sheet shows the one
// that fits.

import { add, component } from "../component.js";
import { followButtons, followSlider } from "../slider_hand.js";

export default component({
  mount({ root, tell, signal }) {
    const place = add(root, "div", "graph"), graph = { place, frames: [], step: 0 };
    const choose = (event) => {
      const part = event.target.closest?.("[data-part]")?.dataset.part;
      if (part) tell.trigger("chosen", part);
      return part;
    };
    place.dataset.testid = "live";
    place.onclick = choose;
    place.onkeydown = (event) => {
      if ((event.key === "Enter" || event.key === " ") && choose(event)) event.preventDefault();
    };
    followButtons(() => graph.jumps, ({ to, by }) => stand(graph, to ?? graph.step + by), signal);
    return graph;
  },

  update(graph, { walk, hand: { slider, jumps } }) {
    const { place } = graph, held = place.getRootNode().activeElement?.dataset?.part;
    graph.jumps = jumps;
    if (graph.walk !== walk) {
      graph.walk = walk;
      const { wide, narrow, frames } = JSON.parse(walk);
      graph.frames = frames;
      place.innerHTML = wide + narrow; // no text of a person's is in it
      graph.slots = [...place.querySelectorAll("[data-slot]")];
      graph.edges = [...place.querySelectorAll("[data-edge]")];
    }
    stand(graph, graph.step);
    if (slider) graph.stop ??= followSlider(slider, (step) => stand(graph, step));
    if (!held) return;
    const again = [...place.querySelectorAll(`[data-part="${held}"]`)].find((one) => one.getClientRects().length);
    again?.focus({ preventScroll: true });
  },

  destroy({ stop }) {
    stop?.();
  },
});

function stand(graph, step) {
  const { frames } = graph;
  if (!frames.length) return;
  graph.step = Math.min(Math.max(step, 0), frames.length - 1);
  const { slots, edges } = frames[graph.step];
  for (const slot of graph.slots) {
    const [number, looks] = slots[slot.dataset.slot];
    const kind = slot.classList.contains("slope") ? "slope" : "value";
    slot.setAttribute("class", `slot ${kind} ${looks}`);
    slot.querySelector(".number").textContent = number;
  }
  for (const edge of graph.edges) {
    const [width, way] = edges[edge.dataset.edge];
    if (edge.classList.contains("flow")) edge.setAttribute("class", `flow ${way}`);
    else edge.setAttribute("stroke-width", width);
  }
}
