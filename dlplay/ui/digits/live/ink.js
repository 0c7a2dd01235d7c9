// Which pixels of a drawing are ink, and how much: `dlplay/digits/ink.py` for a canvas whose paper is known.
// Notation here and in the files beside it: an ink picture is { height, width, values }, with `values` a
// Float32Array row by row, 0 without ink and 1 with full ink.
// Left out: paper of an unknown colour, and pictures of more than 1,024 pixels a side; no canvas has either.

const VISIBLE = 8; // of 255: a picture without a stronger difference from its paper is blank
const NOISE_SHARE = 0.1; // more pixels with an invisible difference are noise, fewer are the edges of strokes
const FULL = 0.9; // ink at least this strong is taken as it is; fainter ink is stretched to full contrast
const TRANSPARENT_SHARE = 0.005;

// How far each pixel is from the paper. `pixels`: RGBA bytes of height x width; `paper`: its grey level, 0 to 255.
export function findInk(pixels, height, width, paper) {
  const distance = isTransparent(pixels) ? opacity(pixels) : distances(onWhite(pixels), paper);
  return { height, width, values: cleaned(distance) };
}

// Lightness in [0, 1] without any thought of ink: the mean of the colours, on white where transparent.
export function grey(pixels, height, width) {
  const rgb = onWhite(pixels);
  const values = new Float32Array(height * width);
  for (let i = 0, at = 0; i < values.length; i++, at += 4) values[i] = (rgb[at] + rgb[at + 1] + rgb[at + 2]) / 765;
  return { height, width, values };
}

// Whether the background is see-through, so that the opacity alone tells what is drawn.
function isTransparent(pixels) {
  let seen = 0;
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at]) seen++;
  return seen < (1 - TRANSPARENT_SHARE) * (pixels.length / 4);
}

function opacity(pixels) {
  const distance = new Uint8Array(pixels.length / 4);
  for (let i = 0; i < distance.length; i++) distance[i] = pixels[4 * i + 3];
  return distance;
}

function onWhite(pixels) {
  let covered = true;
  for (let at = 3; at < pixels.length && covered; at += 4) covered = pixels[at] === 255;
  if (covered) return pixels;
  const result = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3];
    for (let c = at; c < at + 3; c++) result[c] = Math.floor((pixels[c] * alpha + 255 * (255 - alpha)) / 255);
  }
  return result;
}

function distances(rgb, paper) {
  const distance = new Uint8Array(rgb.length / 4);
  for (let i = 0, at = 0; i < distance.length; i++, at += 4) {
    const red = Math.abs(rgb[at] - paper);
    const green = Math.abs(rgb[at + 1] - paper);
    const blue = Math.abs(rgb[at + 2] - paper);
    distance[i] = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
  }
  return distance;
}

// Distances 0..255 -> ink: noise cleared, and faint ink stretched.
function cleaned(distance) {
  let strongest = 0;
  let faint = 0;
  for (let i = 0; i < distance.length; i++) {
    if (distance[i] > strongest) strongest = distance[i];
    if (distance[i] && distance[i] <= VISIBLE) faint++;
  }
  const values = new Float32Array(distance.length);
  if (strongest <= VISIBLE) return values;
  const noisy = faint > NOISE_SHARE * distance.length;
  const full = strongest >= FULL * 255 ? 255 : strongest;
  for (let i = 0; i < distance.length; i++) if (!noisy || distance[i] > VISIBLE) values[i] = distance[i] / full;
  return values;
}
