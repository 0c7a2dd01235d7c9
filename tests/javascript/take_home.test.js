// What is taken home: drawings that stand alone, in which the looks of the page are written, and text that is only text.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { open } from "./page.js";

const { colour } = await import("../../dlplay/ui/take_home/look.js");
const { copied } = await import("../../dlplay/ui/take_home/drawn_svg.js");
const { element } = await import("../../dlplay/ui/take_home/xml.js");

const LOOKS = { fill: "rgb(0, 0, 0)", "fill-opacity": "1", stroke: "none", "stroke-opacity": "1", opacity: "1", display: "inline" };

// As a browser would resolve it: what an element's `looks` say, and around it those of its parents
function resolved(one) {
  const around = one.parentNode?.looks ? resolved(one.parentNode).all : LOOKS;
  const all = { ...around, opacity: LOOKS.opacity, display: LOOKS.display, ...one.looks };
  return { all, getPropertyValue: (name) => all[name] ?? "" };
}

function shape(parent, tag, attributes = {}, looks = {}) {
  const one = document.createElementNS("", tag);
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  parent?.append(one);
  return Object.assign(one, { looks });
}

const sheet = () => ({ paper: { "#e9eef1": "#1d2a33" }, asked: [], picture(address) { this.asked.push(address); return "data:image/png;base64,AA=="; } });
const written = (one, to = sheet()) => String(copied(one, to)).toLowerCase();

beforeEach(() => {
  open();
  globalThis.getComputedStyle = resolved;
});

test("words in a colour, which the page writes in Oklch, are on paper as dark as on a light page", () => {
  assert.deepEqual(colour("oklch(0.452014 0.313214 264.052)"), ["#0000ff", 1]); // sRGB's blue, as CSS Color 4 has it
  assert.deepEqual(colour("oklch(0.5 0 0)"), ["#636363", 1]);
  assert.deepEqual(colour("oklch(0.9 0 0 / 0.5)"), ["#636363", 0.5]);
});

test("colours are read in every way that browsers write them, and those of the page become those of paper", () => {
  assert.deepEqual(colour("rgb(213, 94, 0)"), ["#d55e00", 1]);
  assert.deepEqual(colour("rgba(213, 94, 0, 0.25)"), ["#d55e00", 0.25]);
  assert.deepEqual(colour("rgb(213 94 0 / 50%)"), ["#d55e00", 0.5]);
  assert.deepEqual(colour("color(srgb 1 0.5 0 / 0.1)"), ["#ff8000", 0.1]);
  assert.deepEqual(colour("rgb(233, 238, 241)", { "#e9eef1": "#1d2a33" }), ["#1d2a33", 1]);
  for (const nothing of ["transparent", "rgba(0, 0, 0, 0)", "none", "", undefined]) assert.deepEqual(colour(nothing), ["none", 1]);
  assert.deepEqual(colour("url(#fade)"), ["url(#fade)", 1]);
});

test("what the page's style sheets say of a shape is written at it, once", () => {
  const svg = shape(null, "svg"), group = shape(svg, "g", {}, { fill: "rgba(233, 238, 241, 0.5)" });
  shape(group, "circle", { cx: 3, cy: 4, r: 5, class: "mark", onclick: "alert(1)", style: "fill: red" });
  assert.equal(written(group), '<g fill="#1d2a33" fill-opacity="0.5"><circle cx="3" cy="4" r="5"></circle></g>');
});

test("a shape's own share of a colour is not that of the shapes around it", () => {
  const group = shape(null, "g", {}, { fill: "rgb(0, 0, 255)", "fill-opacity": "0.5" });
  shape(group, "rect", { width: 1 }, { "fill-opacity": "1" });
  assert.equal(written(group), '<g fill="#0000ff" fill-opacity="0.5"><rect width="1" fill="#0000ff" fill-opacity="1"></rect></g>');
});

test("what is not seen, scripts and style sheets are left out, what others refer to stays", () => {
  const group = shape(null, "g");
  shape(group, "line", {}, { display: "none" });
  shape(group, "line", {}, { opacity: "0" });
  for (const tag of ["script", "style", "foreignObject"]) shape(group, tag).append("alert(1)");
  const clip = shape(shape(group, "defs", {}, { display: "none" }), "clipPath", { id: "inside-3" });
  shape(clip, "rect", { width: 9 });
  shape(group, "path", { d: "M0 0L1 1" }, { "clip-path": 'url("http://playground/neuron?w=1#inside-3")' });
  assert.equal(written(group), '<g><defs><clippath id="inside-3"><rect width="9"></rect></clippath></defs><path d="m0 0l1 1" clip-path="url(#inside-3)"></path></g>');
});

test("a picture within a drawing is taken along, a link is not", () => {
  const to = sheet(), link = shape(null, "a", { href: "javascript:alert(1)" });
  shape(link, "image", { "xlink:href": "files/1/maps/bowl.jpg", width: 2 });
  assert.equal(written(link, to), '<g><image href="data:image/png;base64,aa==" width="2"></image></g>');
  assert.deepEqual(to.asked, ["files/1/maps/bowl.jpg"]);
});

test("words are words, whatever stands in them", () => {
  assert.equal(String(element("text", { x: '"><script>' }, "</text><script>alert('x' & 1)</script>")),
    "<text x=\"&quot;&gt;&lt;script&gt;\">&lt;/text&gt;&lt;script&gt;alert(&#39;x&#39; &amp; 1)&lt;/script&gt;</text>");
  assert.equal(String(element("p", { hidden: false, title: null }, ["a", element("b", {}, "<"), null, 3])), "<p>a<b>&lt;</b>3</p>");
  assert.equal(String(element("p", {}, "\u0000\ud800 \u{1f600}")), "<p>\ufffd\ufffd \u{1f600}</p>");
});
