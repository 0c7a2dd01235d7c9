// A picture of numbers, one pixel a number, to be drawn as large as there is room.

const BLUE = [26, 128, 191], ORANGE = [230, 159, 0], BORDER = [70, 84, 120];

/**
 * Of an array (rows, columns): ink white on black, as a network gets it; else blue below 0 and orange above.
 * `top` is the size of a number in full colour, `border` the rows and columns before and after that are no part of it.
 */
export function shaded({ values, ink = false, top, border = [0, 0] }) {
  const [rows, columns] = values.shape, canvas = document.createElement("canvas");
  Object.assign(canvas, { width: columns, height: rows });
  const context = canvas.getContext("2d"), picture = context.createImageData(columns, rows);
  values.forEach((value, place) => {
    const y = Math.floor(place / columns), x = place % columns;
    const outside = y < border[0] || x < border[0] || y >= rows - border[1] || x >= columns - border[1];
    picture.data.set(outside ? [...BORDER, 255] : colour(value / top, ink), 4 * place);
  });
  context.putImageData(picture, 0, 0);
  return canvas;
}

function colour(share, ink) {
  const strength = Math.round(255 * Math.min(Math.abs(share), 1));
  return ink ? [strength, strength, strength, 255] : [...(share < 0 ? BLUE : ORANGE), strength];
}
