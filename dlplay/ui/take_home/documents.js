// Documents to take home, as HTML that stands alone: reports, the worksheet, the teacher's sheet. No script is in them and
// none could run; whatever people wrote is text.

import { element } from "./xml.js";

const RULES = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
// without quotes, > and &, which element() would write as HTML does
const STYLE = `
:root { color-scheme: light; font-family: Source Sans, Segoe UI, Helvetica Neue, Arial, Noto Sans, Noto Sans CJK SC, sans-serif; line-height: 1.45; }
:lang(zh) { font-family: PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1d2a33; background: #fff; }
h1 { font-size: 1.7rem; margin: 0 0 0.3rem; } h2 { font-size: 1.25rem; margin: 2rem 0 0.4rem; } h3 { font-size: 1rem; margin: 1.2rem 0 0.3rem; }
p, ol { margin: 0.4rem 0; } a { color: #0b6e99; overflow-wrap: anywhere; } code { font-size: 0.92em; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #d5d1c6; padding: 0.25rem 0.6rem; text-align: left; height: 1.6rem; overflow-wrap: anywhere; }
th { background: #f0eee8; } figure { margin: 0.8rem 0; } figure img { max-width: 100%; height: auto; } figcaption { font-size: 0.85rem; color: #46535c; white-space: pre-line; }
.line { border-bottom: 1px solid #46535c; min-height: 1.9rem; } .who { display: flex; flex-wrap: wrap; gap: 0.4rem 2rem; } .who span { flex: 1 1 14rem; border-bottom: 1px solid #46535c; min-height: 1.9rem; }
li { margin: 0.9rem 0; } .answer { border-left: 4px solid #0b6e99; padding: 0.1rem 0.8rem; } .mine { white-space: pre-wrap; } math { font-size: 1.05em; overflow-x: auto; max-width: 100%; } .small { font-size: 0.85rem; color: #46535c; }
@page { margin: 16mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } figure, li, tr, .answer, math, .together { break-inside: avoid; } figure img { max-height: 20cm; } h1, h2, h3 { break-after: avoid; } section.seen { break-inside: avoid-page; } a { color: inherit; } }
`;

/** A whole document. */
export function whole({ language, title }, ...body) {
  const head = element("head", {},
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: RULES }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("title", {}, title),
    element("style", {}, STYLE));
  return `<!doctype html>\n${element("html", { lang: language }, head, element("body", {}, element("main", {}, body)))}\n`;
}

/** The page as it stands: its pictures, settings, arithmetic, and what the visitor wrote. */
export function pageReport(given, { pictures, formulas, link, mine, date }) {
  const { words, here } = given;
  return whole({ language: given.language, title: `${words.page_report}: ${here.title}` },
    head(words, here.title, mine, date),
    element("p", {}, here.promise),
    linked(words, link),
    settings(words, here.settings),
    pictures.length > 0 && headed(words.pictures, pictures.map((one) => figure(one))),
    formulas.length > 0 && headed(words.arithmetic, formulas.map(({ math, share }) => element("p", { style: share < 1 ? `font-size: ${share}em` : null }, math))),
    own(words, mine));
}

/** All that the visit looked at: each with its picture where the browser has kept it. */
export function visitReport(given, { pictures, address, mine, date }) {
  const { words, visit, predictions = [] } = given;
  return whole({ language: given.language, title: words.visit_report },
    head(words, words.visit_report, mine, date),
    visit.length ? null : element("p", {}, words.empty),
    visit.map((one) => element("section", { class: "seen" },
      element("h2", {}, one.title),
      element("p", {}, one.promise),
      pictures[one.place] && figure(pictures[one.place]),
      settings(words, one.settings),
      linked(words, address(one.address)))),
    predicted(words, predictions),
    own(words, mine));
}

/** The page's questions with room for a prediction and an outcome, or with the answers for the teacher. */
export function worksheet(given, { picture, link, answers }) {
  const { words, here, questions } = given;
  const blank = (label) => [element("p", { class: "small" }, label), element("div", { class: "line" })];
  const asked = questions.map(([question, answer]) => element("li", {}, element("div", {}, marked(question)),
    answers ? element("div", { class: "answer" }, marked(answer)) : [blank(words.prediction), blank(words.outcome)]));
  const rows = Array.from({ length: Math.max(4, here.settings.length + 2) }, (_, i) => row("td", [...(here.settings[i] ?? ["", ""]), "", ""]));
  const table = element("table", {},
    row("th", [words.setting, words.value, words.run_1, words.run_2]),
    rows,
    element("tr", {}, element("th", {}, words.numbers), element("td"), element("td"), element("td")));
  return whole({ language: given.language, title: `${answers ? words.answers : words.worksheet}: ${here.title}` },
    element("h1", {}, here.title),
    element("p", { class: "small" }, answers ? words.answers : words.worksheet),
    answers ? null : element("p", { class: "who" }, element("span", {}, words.name), element("span", {}, words.date)),
    element("p", {}, here.promise),
    linked(words, link),
    picture && figure(picture, false),
    element("h2", {}, words.questions), element("ol", {}, asked),
    answers ? null : [headed(words.room, [table]), headed(words.your_turn, [lines(4)])]);
}

const head = (words, title, mine, date) => [
  element("h1", {}, title),
  mine.name ? element("p", {}, `${words.name} ${mine.name} · ${date}`) : element("p", { class: "who" }, element("span", {}, words.name), element("span", {}, `${words.date} ${date}`)),
];

const linked = (words, link) => element("p", {}, `${words.link} `, element("a", { href: /^https?:/.test(link) ? link : null }, link));

function settings(words, told) {
  if (!told.length) return element("p", { class: "small" }, words.no_settings);
  const rows = [...told, [words.others, words.at_start]].map((cells) => row("td", cells));
  return element("table", {}, row("th", [words.setting, words.value]), rows);
}

const row = (cell, words) => element("tr", {}, words.map((one) => element(cell, {}, one)));

function figure({ svg, name, words }, told = true) {
  const bytes = new TextEncoder().encode(svg), letters = Array.from(bytes, (one) => String.fromCharCode(one)).join("");
  return element("figure", {}, element("img", { src: `data:image/svg+xml;base64,${btoa(letters)}`, alt: words || name }), told && words && element("figcaption", {}, words));
}

// With what comes first, so that no heading stands alone at the end of a page
const headed = (heading, [first, ...others]) => [element("div", { class: "together" }, element("h2", {}, heading), first), others];

const own = (words, mine) => headed(words.mine, [mine.sentence ? element("p", { class: "mine" }, mine.sentence) : lines(3)]);
const lines = (count) => Array.from({ length: count }, () => element("div", { class: "line" }));

function predicted(words, predictions) {
  if (!predictions.length) return null;
  const rows = predictions.map((cells) => row("td", cells.map(marked)));
  return [element("h2", {}, words.questions), element("table", {}, row("th", [words.asked, words.prediction, words.outcome]), rows)];
}

const TAGS = new Set(["strong", "em", "code"]);
const marked = (pieces) => pieces.map(([tag, words]) => (TAGS.has(tag) ? element(tag, {}, words) : words));
