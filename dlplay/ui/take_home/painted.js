// What a canvas shows, as a picture on white paper.

import { fromPaper } from "../on_paper.js";

const [LAYOUT, SCENE] = ["_fullLayout", "_scene"]; // where Plotly keeps a picture in space
const INK = [0.11, 0.16, 0.2, 1], LINE = [0.8, 0.8, 0.8, 1]; // red, green, blue, share
const SPACE = { tickColor: INK, labelColor: INK, lineColor: INK, lineTickColor: INK, gridColor: LINE, zeroLineColor: LINE };
const SIDES = 3;

/** As the address of a PNG. */
export function painted(canvas, paper) {
  const figure = canvas.closest(".js-plotly-plot"), name = canvas.closest("[id^=scene]")?.id;
  const scene = figure?.[LAYOUT]?.[name]?.[SCENE];
  return scene ? inSpace(scene) : fromPaper(canvas, paper, () => canvas.toDataURL("image/png"));
}

// A picture in space keeps nothing of what it painted, and is asked to paint again
function inSpace(scene) {
  const { axesOptions: look, glplot } = scene, screen = {};
  for (const [part, colour] of Object.entries(SPACE)) {
    screen[part] = look[part];
    look[part] = Array(SIDES).fill(colour);
  }
  try {
    glplot.axes.update(look);
    return scene.toImage("png");
  } finally {
    Object.assign(look, screen);
    glplot.axes.update(look);
    glplot.redraw();
  }
}
