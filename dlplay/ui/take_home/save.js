// Files out of the page: made where they are asked for, without a server.

const FINE = 2; // pixels of a PNG for each of the screen
export const LONG = 60_000; // milliseconds until a browser has surely taken a file

/** Lets the visitor save `content`. */
export function save(content, file, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), LONG);
}

/** A drawing as PNG. */
export async function png({ svg, width, height }) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const picture = new Image(width, height);
    picture.src = address;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: FINE * width, height: FINE * height });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
