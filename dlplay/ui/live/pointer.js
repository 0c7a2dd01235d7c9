// A pointer in a panel: it reads the curves' values, drags a point, chooses a place.

import { written } from "./axes.js";
import { at, valueAt } from "./arrays.js";
import { isFixed } from "../slider_hand.js";

const SLACK = 8; // pixels: a finger that moves farther scrolls, and chooses nothing
const NEAR = 24; // pixels from a point that still mean the point

// `picture` answers: fields(name) as a mark stands now, sweeps, hold(key, value), move(name, x, y), tell(place)
export function listen(panel, number, picture) {
  const { svg } = panel;
  let down = null;
  const here = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const drag = (event) => {
    const [a, b] = here(event), { x, y, left, right, top, bottom } = panel.place;
    const place = [x.back(Math.min(Math.max(a, left), right)), y.back(Math.min(Math.max(b, top), bottom))];
    down.told = down.drag === "free" ? free(picture, down.name, place) : along(picture, down, panel.place, [a, b]);
  };

  svg.onpointerdown = (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    const start = here(event), grip = grabbed(panel, picture, start);
    down = { start, ...grip };
    if (!grip) return read(panel, picture, start);
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  // what is dragged with a finger does not scroll the page
  svg.addEventListener("touchstart", (event) => { if (down?.drag) event.preventDefault(); }, { passive: false });
  svg.onpointermove = (event) => {
    if (down?.drag) drag(event);
    else read(panel, picture, here(event));
  };
  svg.onpointerup = (event) => {
    const [a, b] = here(event), { x, y } = panel.place;
    if (down?.told) picture.tell({ panel: number, mark: down.name, ...down.told });
    else if (down && !down.drag && panel.described.place && inside(panel, a, b) && Math.hypot(a - down.start[0], b - down.start[1]) <= SLACK) {
      picture.tell({ panel: number, mark: nearest(panel, picture, [a, b])?.name ?? null, x: x.back(a), y: y.back(b), value: null });
    }
    down = null;
  };
  svg.onpointercancel = () => { down = null; };
  svg.onpointerleave = (event) => { if (event.pointerType === "mouse" && !down?.drag) forget(panel); };
}

// The draggable mark under the pointer
function grabbed(panel, picture, [a, b]) {
  for (const [name, { drag, sliders }] of Object.entries(panel.described.marks)) {
    if (!drag || [drag, ...(sliders ?? [])].some(isFixed)) continue;
    const { x, y } = picture.fields(name);
    if (x.length && Math.hypot(panel.place.x(x[0]) - a, panel.place.y(y[0]) - b) <= NEAR) return { name, drag };
  }
  return null;
}

function free(picture, name, [x, y]) {
  picture.move(name, x, y);
  return { x, y, value: null };
}

// The value of the slider whose sweep brings the mark nearest to the pointer, as far as x tells or in the plane
function along(picture, { name, drag: key }, { x, y }, [a, b]) {
  const sweep = picture.sweeps.find((one) => one.key === key && one.marks[name]?.x);
  if (!sweep) return null;
  const { x: xs, y: ys } = sweep.marks[name], place = (given, i) => at(given, i, sweep.count)[0];
  let best = 0;
  const inPlane = ys && picture.fields(name).by === "place";
  const away = (i) => Math.hypot(x(place(xs, i)) - a, inPlane ? y(place(ys, i)) - b : 0);
  for (let i = 1; i < sweep.count; i++) if (away(i) < away(best)) best = i;
  const value = valueAt(sweep, best);
  picture.hold(key, value);
  return { x: place(xs, best), y: ys ? place(ys, best) : picture.fields(name).y[0], value };
}

// The point with words nearest to the pointer
function nearest(panel, picture, [a, b]) {
  let best = null, distance = NEAR;
  for (const name of Object.keys(panel.described.marks)) {
    const mark = picture.fields(name);
    if (mark.kind !== "points" || !mark.words) continue;
    for (let i = 0; i < mark.x.length; i++) {
      const away = Math.hypot(panel.place.x(mark.x[i]) - a, panel.place.y(mark.y[i]) - b);
      if (away < distance) [best, distance] = [{ name, i, mark }, away];
    }
  }
  return best;
}

function read(panel, picture, [a, b]) {
  if (!inside(panel, a, b)) return forget(panel);
  const { x, y } = panel.place;
  for (const [name, cell] of panel.values) {
    const line = picture.fields(name);
    cell.textContent = written(valueUnder(line, x.back(a)), panel.described.y);
  }
  if (panel.values.size) {
    panel.guide.setAttribute("visibility", "visible");
    panel.guide.setAttribute("x1", a);
    panel.guide.setAttribute("x2", a);
  }
  const found = nearest(panel, picture, [a, b]);
  panel.tip.hidden = !found;
  if (!found) return;
  panel.tip.textContent = found.mark.words[found.i];
  const [left, top] = [x(found.mark.x[found.i]), y(found.mark.y[found.i])];
  const over = left > panel.svg.clientWidth / 2; // beside the point, on the side that has room
  panel.tip.style.cssText = `top:${top}px;${over ? `right:${panel.frame.clientWidth - left + 14}px` : `left:${left + 14}px`}`;
}

function forget(panel) {
  for (const cell of panel.values.values()) cell.textContent = "";
  panel.guide?.setAttribute("visibility", "hidden");
  panel.tip.hidden = true;
}

// The value of a line whose x ascends, at its point nearest to x
export function valueUnder({ x: xs, y: ys }, x) {
  let low = 0, high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  return ys[x - xs[low] < xs[high] - x ? low : high];
}

function inside({ place: { left, right, top, bottom } }, a, b) {
  return a >= left && a <= right && b >= top && b <= bottom;
}
