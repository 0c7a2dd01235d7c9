// The room that the window leaves below the top of a picture before anyone scrolls. Pictures fit into it, so that the
// hand sees all of what it moves, and grow with the window; those further down are as high as a part of it.

const MARGIN = 16; // pixels below the picture
const FOLD = 0.6; // of the window: what begins further down is not seen at first
const LOWER = 0.6; // of the window: the height of a picture down there
const [LEAST, MOST] = [0.55, 1.7]; // times a picture's own height
const COLUMN = ".st-key-stage [data-testid=stColumn]:not([data-testid=stColumn] *)"; // see style.css
const LOOK = 300; // milliseconds
const PHONE = 640; // pixels of a window in which everything stands below each other

const fitted = new WeakMap(); // element -> where it began when somebody last asked, to fit it

/** How high the window is and where in it the picture begins, in pixels, before anyone scrolls. */
export function stand(element) {
  const place = placeOf(element);
  fitted.set(element, place.top);
  return place;
}

function placeOf(element) {
  const page = pageOf(element);
  const top = Math.round(topOf(element) - held(element) + (page?.scrollTop ?? 0));
  return { top, window: window.innerHeight };
}

// How far a column that stays in sight stands below where it begins
function held(element) {
  const column = element.getRootNode().host?.closest(COLUMN);
  return column && !isPhone() ? topOf(column) - topOf(column.parentElement) : 0;
}

const topOf = (element) => element.getBoundingClientRect().top;

/** How many pixels of the window are left below the top of an element. */
export function below(element) {
  const { top, window } = stand(element);
  return window - top - MARGIN;
}

/** How many times its own height a picture may have, of `natural` pixels that grow with it and `fixed` ones. */
export function share({ top, window }, natural, fixed, most = MOST) {
  const begins = top < FOLD * window;
  const room = begins ? window - top - MARGIN : LOWER * window;
  return Math.min(Math.max((room - fixed) / natural, begins ? LEAST : 1), most);
}

/** Whether everything stands below each other. */
export const isPhone = () => window.innerWidth <= PHONE;

/** Calls `moved` whenever the window has changed, or the place of the picture in it. */
export function followRoom(element, moved, signal) {
  window.addEventListener("resize", moved, { signal });
  // What stands above can move it while the page stays as high as it was, and no event tells of that
  const look = setInterval(() => {
    const before = fitted.get(element);
    if (stand(element).top !== before) moved();
  }, LOOK);
  signal.addEventListener("abort", () => clearInterval(look));
  const page = pageOf(element)?.querySelector("[data-testid=stVerticalBlock]");
  if (!page) return;
  const observer = new ResizeObserver(moved); // at once, before it is painted
  observer.observe(page);
  signal.addEventListener("abort", () => observer.disconnect());
}

const pageOf = (element) => element.getRootNode().host?.closest("[data-testid=stMain]");
