// The QR code of an address, as the server draws it (codes.py), on the screen and on paper.

import { add } from "./component.js";

const ROUTE = new URL("../../../qr", import.meta.url); // this module is files/<digest>/dlplay/ui/qr_code.js
const SHORT = 60; // characters that stand in large type
const OWN = /^https?:\/\/(localhost|127\.|\[::1\])/;

/** Where a code, its address and a note on it stand. */
export function stand(parent) {
  const place = { code: add(parent, "div", "code"), address: add(parent, "p", "address"), note: add(parent, "p", "note"), asked: "", text: "" };
  place.note.setAttribute("role", "status");
  return place;
}

/** Show the code of an address; of several asked for in a row the last one stays. */
export async function show(place, address, words) {
  if (place.asked === address) return;
  place.asked = place.text = address;
  write(place, address);
  const found = await fetched(address);
  if (place.asked !== address) return;
  place.code.innerHTML = found.svg ?? ""; // drawn by our server: two paths
  place.text = found.text ?? address;
  write(place, place.text);
  place.note.textContent = noteOn(found, address, words);
  if (found.failed) place.asked = ""; // the next time it is asked again
}

function write({ address }, text) {
  address.textContent = text;
  address.classList.toggle("short", text.length <= SHORT);
}

async function fetched(address) {
  try {
    const answer = await fetch(`${ROUTE}?text=${encodeURIComponent(address)}`);
    if (answer.ok || answer.status === 413) return await answer.json();
  } catch { /* told below: no connection */ }
  return { failed: true };
}

function noteOn({ failed, most, text, far }, address, words) {
  if (failed) return words.failed;
  if (most) return words.long;
  if (text !== address) return words.network;
  if (OWN.test(address)) return words.local;
  return far ? "" : words.near;
}

/** Print the code alone: in a frame of its own, since the page around would be printed too. */
export function print({ code, text }, title) {
  const frame = add(document.body, "iframe");
  frame.style.cssText = "position:fixed;width:0;height:0;border:0";
  frame.onload = () => {
    const { body } = frame.contentDocument;
    body.style.cssText = "margin:1cm;text-align:center;font:16pt sans-serif;color:#000;overflow-wrap:anywhere";
    add(body, "h1", "", title);
    const sheet = add(body, "div");
    sheet.style.cssText = "width:15cm;margin:1cm auto";
    sheet.innerHTML = code.innerHTML;
    add(body, "p", "", text);
    frame.contentWindow.onafterprint = () => frame.remove();
    frame.contentWindow.print();
  };
  frame.srcdoc = "<!doctype html>";
}
