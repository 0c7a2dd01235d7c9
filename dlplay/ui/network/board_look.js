// Colours of the board, and pictures from bytes coloured by a table.

const SHADES = 25; // bytes for each class in the surface of several classes

function rgb(text) {
  const hex = text.trim().replace("#", "");
  if (/^[0-9a-f]{6}$/i.test(hex)) return [0, 2, 4].map((start) => parseInt(hex.slice(start, start + 2), 16));
  return (text.match(/[\d.]+/g) ?? [128, 128, 128]).slice(0, 3).map(Number);
}

export function mix(from, to, share) {
  return from.map((one, i) => Math.round(one + (to[i] - one) * share));
}

export function css(colour, alpha = 1) {
  return `rgba(${colour.join(",")},${alpha})`;
}

// 256 colours as the 32-bit numbers of an ImageData
function table(colourOf) {
  const colours = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const [r, g, b] = colourOf(i);
    colours[i] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return colours;
}

// What a byte of a picture stands for, in [-1, 1]
export function signedValue(byte) {
  const root = Math.max(-1, (byte - 128) / 127);
  return root * Math.abs(root);
}

/** `on` makes of a colour of the page that of what the board is painted for; see on_paper.js. */
export function palette(root, colours, on = (colour) => colour) {
  const style = getComputedStyle(root), own = (name) => rgb(on(style.getPropertyValue(`--st-${name}`)));
  const paper = own("background-color"), ink = own("text-color");
  const [low, high] = [rgb(colours.negative), rgb(colours.positive)];
  const classes = colours.classes.map(rgb);
  const signed = (most) => table((i) => {
    const share = signedValue(i);
    return mix(paper, share < 0 ? low : high, most * Math.abs(share) ** 0.85);
  });
  return {
    paper, ink, low, high, classes, picked: rgb(colours.picked), test: rgb(colours.test),
    font: style.fontFamily,
    line: own("border-color"),
    neurons: signed(1),
    surface: signed(0.64),
    // the class alone, or a number in halves
    rounded: table((i) => mix(paper, i < 128 ? low : high, 0.64)),
    halves: table((i) => mix(paper, i < 128 ? low : high, 0.64 * (Math.round(2 * Math.abs(signedValue(i))) / 2) ** 0.85)),
    sure: table((i) => mix(paper, classes[Math.min(Math.floor(i / SHADES), classes.length - 1)], 0.64)),
    one: classes.map((colour) => table((i) => mix(paper, colour, i / 255))),
    many: table((i) => {
      const colour = classes[Math.min(Math.floor(i / SHADES), classes.length - 1)];
      return mix(paper, colour, 0.1 + 0.54 * ((i % SHADES) / (SHADES - 1)));
    }),
  };
}

// Bytes (count pictures of side x side, the lowest row first) as one strip, coloured by a table for each
export function strip(canvas, bytes, count, side, tableOf) {
  canvas.width = Math.max(1, count * side);
  canvas.height = side;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, side);
  const pixels = new Uint32Array(image.data.buffer);
  for (let n = 0; n < count; n++) {
    const colours = tableOf(n);
    for (let y = 0; y < side; y++) {
      const source = (n * side + y) * side;
      const target = (side - 1 - y) * canvas.width + n * side;
      for (let x = 0; x < side; x++) pixels[target + x] = colours[bytes[source + x]];
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

export function tile(context, canvas, n, side, x, y, size) {
  context.drawImage(canvas, n * side + 0.5, 0.5, side - 1, side - 1, x, y, size, size);
}
