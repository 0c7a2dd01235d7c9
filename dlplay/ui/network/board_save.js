// The network and the plane side by side, as a picture to take home.

import { css } from "./board_look.js";

const MARGIN = 10; // CSS pixels

export function save(board) {
  const { part: { net, plane }, look } = board;
  const margin = MARGIN * (window.devicePixelRatio || 1);
  const picture = document.createElement("canvas");
  picture.width = net.width + plane.width + 2 * margin;
  picture.height = Math.max(net.height, plane.height) + 2 * margin;
  const context = picture.getContext("2d");
  context.fillStyle = css(look.paper);
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(net, 0, margin);
  context.drawImage(plane, net.width + margin, margin);
  picture.toBlob((blob) => {
    forget(board);
    board.saved = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href: board.saved, download: "network.png" }).click();
  });
}

/** Lets go of the picture that was saved last. */
export function forget(board) {
  if (board.saved) URL.revokeObjectURL(board.saved);
}
