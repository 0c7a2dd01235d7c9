// Where a hand is on a picture made of places, rows and columns of them: it drags, or it steps by the arrow keys.

export const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// Calls `go` with the place under the hand (`under` tells it of an event; null for none), and `stepped` with the
// rows and columns of a step. `begin` comes before either, `rest` when the hand lets go; `hand.held` tells of a drag.
export function followPlaces(hand, canvas, { under, begin, go, stepped, rest }) {
  const follow = (event) => {
    const place = under(event);
    if (place) go(place);
  };
  canvas.onpointerdown = (event) => {
    if (event.button) return;
    begin?.();
    hand.held = true;
    canvas.setPointerCapture(event.pointerId);
    follow(event);
  };
  canvas.onpointermove = (event) => { if (hand.held) follow(event); };
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (!hand.held) return;
    hand.held = false;
    rest();
  };
  canvas.onkeydown = (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault(); // the page would scroll
    begin?.();
    stepped(step);
  };
  canvas.onkeyup = (event) => { if (STEPS[event.key]) rest(); };
}
