// Connected pieces of ink: pixels that touch at a side or a corner belong together.

// The pieces of the pixels darker than `threshold`, in the order in which their first pixels stand, row by row:
// { area, top, bottom, left, right }, where bottom and right are the first pixels outside.
export function components({ height, width, values }, threshold) {
  const waiting = values.map((value) => value > threshold);
  const pieces = [];
  for (let first = 0; first < values.length; first++) {
    if (waiting[first]) pieces.push(piece(waiting, height, width, first));
  }
  return pieces;
}

// Walks over the piece that the pixel `first` belongs to, and takes it out of those that wait.
function piece(waiting, height, width, first) {
  const found = { area: 0, top: height, bottom: 0, left: width, right: 0 };
  const next = [first];
  waiting[first] = 0;
  while (next.length) {
    const at = next.pop();
    const y = Math.floor(at / width), x = at % width;
    found.area++;
    found.top = Math.min(found.top, y);
    found.bottom = Math.max(found.bottom, y + 1);
    found.left = Math.min(found.left, x);
    found.right = Math.max(found.right, x + 1);
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        const neighbour = row * width + column;
        if (waiting[neighbour]) {
          waiting[neighbour] = 0;
          next.push(neighbour);
        }
      }
    }
  }
  return found;
}
