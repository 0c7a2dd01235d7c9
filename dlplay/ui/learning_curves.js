// Curves that grow while a network learns. They are drawn here, so that a new point moves nothing but the line:
// no flicker, text of the same size at every width, and the values under the pointer.

import { add, component, draw, text } from "./component.js";
import { marked, ticks, written } from "./live/axes.js";
import { plain } from "./numbers.js";
import { followRoom, isPhone, share, stand } from "./room.js";
import { askMoment, hearMoment } from "./timeline.js";

const HEIGHT = 250, WORDS = 56; // pixels of a panel's axes, and of the words above them
const WINDOW = 800; // pixels: in a higher one the panels are higher
const LEFT = 56, RIGHT = 14, TOP = 12, BOTTOM = 42;

export default component({
  mount({ root, signal }) {
    const place = add(root, "div", "curves");
    place.setAttribute("data-testid", "curves");
    const curves = { root: place, fitted: "" };
    hearMoment((of, x) => {
      if (of !== curves.data.timeline || x === curves.moment) return;
      curves.moment = x;
      drawAll(curves);
    }, signal);
    curves.observer = new ResizeObserver(() => fit(curves));
    curves.observer.observe(place);
    followRoom(place, () => fit(curves), signal);
    return curves;
  },

  update(curves, data) {
    curves.data = data;
    curves.fitted = "";
    fit(curves);
    if (data.timeline && curves.moment === undefined) askMoment(data.timeline, null);
  },

  destroy({ observer }) {
    observer.disconnect();
  },
});

function fit(curves) {
  const { root, fitted } = curves, place = stand(root);
  curves.fitted = JSON.stringify([root.clientWidth, place]);
  if (curves.fitted === fitted) return;
  curves.height = isPhone() ? HEIGHT : Math.round(HEIGHT * share(place, HEIGHT, WORDS, Math.max(1, place.window / WINDOW)));
  drawAll(curves);
}

function drawAll({ root, data, moment, height }) {
  root.replaceChildren();
  const sections = data.panels.map(() => add(root, "section", "panel")); // all first: they share the width
  sections.forEach((section, i) => drawPanel(section, data.panels[i], data, moment, height));
}

function drawPanel(section, panel, data, moment, height) {
  add(section, "h4", "", panel.title);
  const legend = add(section, "div", "legend");
  const readings = panel.series.map((series) => {
    const item = add(legend, "span", "item");
    add(item, "i", series.dots ? "dot" : "").style.background = series.colour;
    item.append(series.name);
    return add(item, "b");
  });
  for (const guide of panel.guides) {
    const item = add(legend, "span", "item");
    add(item, "i", "dashed");
    item.append(guide.name);
  }
  const width = Math.max(240, section.clientWidth);
  const picture = draw(section, "svg", { width, height, role: "img" });
  const scale = (log) => (log ? (v) => Math.log10(Math.max(v, 1e-12)) : (v) => v);
  const place = (low, high, from, to, log) => {
    const f = scale(log);
    return (v) => from + ((f(v) - f(low)) / (f(high) - f(low) || 1)) * (to - from);
  };
  const x = place(0, data.xEnd, LEFT, width - RIGHT, false);
  const y = place(panel.low, panel.high, height - BOTTOM, TOP, panel.log);
  axes(picture, panel, data, x, y, width, height);
  for (const series of panel.series) curve(picture, series, x, y, panel);
  if (data.timeline && moment !== undefined) {
    const at = x(Math.min(moment, data.xEnd));
    draw(picture, "line", { x1: at, x2: at, y1: TOP, y2: height - BOTTOM, class: "axis moment" });
  }
  hover(picture, panel, data, x, y, width, height, readings);
  readings.forEach((reading, i) => { reading.textContent = written(last(panel.series[i].y), panel); });
  const told = panel.series.map((series, i) => `${series.name} ${readings[i].textContent}`);
  picture.setAttribute("aria-label", [panel.title, ...told, ...panel.guides.map((guide) => guide.name)].join("; "));
}

function axes(picture, panel, data, x, y, width, height) {
  const bottom = height - BOTTOM;
  for (const [tick, words] of marked(panel, 5)) {
    draw(picture, "line", { x1: LEFT, x2: width - RIGHT, y1: y(tick), y2: y(tick), class: "grid" });
    text(picture, words, LEFT - 8, y(tick) + 5, "end");
  }
  for (const tick of ticks(0, data.xEnd, width < 420 ? 5 : 8)) {
    draw(picture, "line", { x1: x(tick), x2: x(tick), y1: bottom, y2: bottom + 5, class: "axis" });
    text(picture, plain(tick), x(tick), bottom + 20, "middle");
  }
  draw(picture, "line", { x1: LEFT, x2: width - RIGHT, y1: bottom, y2: bottom, class: "axis" });
  text(picture, data.xTitle, (LEFT + width - RIGHT) / 2, height - 4, "middle");
  for (const guide of panel.guides) {
    const at = y(guide.y);
    draw(picture, "line", { x1: LEFT, x2: width - RIGHT, y1: at, y2: at, class: "guide" });
  }
}

function curve(picture, series, x, y, panel) {
  const seen = series.x.map((v, i) => [v, series.y[i]]).filter(([, v]) => v !== null);
  const inside = (v) => Math.min(Math.max(v, panel.low), panel.high);
  const points = seen.map(([a, b]) => [x(a).toFixed(1), y(inside(b)).toFixed(1)]);
  const style = { stroke: series.colour, class: series.pale ? "line pale" : "line" };
  draw(picture, "polyline", { points: points.map((p) => p.join()).join(" "), ...style });
  if (!series.dots) return;
  for (const [a, b] of points) draw(picture, "circle", { cx: a, cy: b, r: 4.5, fill: series.colour, class: "mark" });
}

function hover(picture, panel, data, x, y, width, height, readings) {
  const line = draw(picture, "line", { y1: TOP, y2: height - BOTTOM, class: "axis", visibility: "hidden" });
  const under = (event) =>
    ((event.clientX - picture.getBoundingClientRect().left - LEFT) / (width - LEFT - RIGHT)) * data.xEnd;
  const show = (event) => {
    const at = under(event);
    line.setAttribute("visibility", "visible");
    const clipped = x(Math.min(Math.max(at, 0), data.xEnd));
    line.setAttribute("x1", clipped);
    line.setAttribute("x2", clipped);
    panel.series.forEach((series, i) => { readings[i].textContent = written(nearest(series, at), panel); });
  };
  picture.onpointermove = picture.onpointerdown = show;
  if (data.timeline) {
    picture.style.cursor = "pointer";
    picture.onclick = (event) => askMoment(data.timeline, under(event));
  }
  picture.onpointerleave = () => {
    line.setAttribute("visibility", "hidden");
    panel.series.forEach((series, i) => { readings[i].textContent = written(last(series.y), panel); });
  };
}

function nearest(series, at) {
  let best = NaN, distance = Infinity;
  series.x.forEach((v, i) => {
    if (series.y[i] !== null && Math.abs(v - at) < distance) [best, distance] = [series.y[i], Math.abs(v - at)];
  });
  return best;
}

const last = (values) => values.findLast((v) => v !== null) ?? NaN;
