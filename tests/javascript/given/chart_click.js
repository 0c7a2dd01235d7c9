import { add } from "../../../dlplay/ui/component.js";
import { gesture } from "../page.js";

export const data = () => ({ chart: "surface" });

// The chart stands elsewhere on the page
function click(slip) {
  const chart = add(document.body, "div", "st-key-surface");
  const area = add(chart, "rect", "nsewdrag");
  area.setAttribute("data-subplot", "xy");
  gesture(area, "pointerover");
  gesture(area, "pointerdown", { x: 30, y: 20 });
  gesture(area, "pointerup", { x: 30 + slip, y: 20 });
}

export const gestures = [
  { name: "a click into the chart", act: () => click(0), messages: 1 },
  { name: "a finger that scrolls", act: () => click(40), messages: 0 },
];
