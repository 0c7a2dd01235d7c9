// Writes every document that is taken home, with the words of a JSON file in every place where words can stand.

import { readFileSync } from "node:fs";

import { pageReport, visitReport, worksheet } from "../../dlplay/ui/take_home/documents.js";

const NAMES = [
  "answers", "arithmetic", "asked", "at_start", "date", "empty", "link", "mine", "name", "no_settings", "numbers", "others", "outcome", "page_report",
  "pictures", "prediction", "questions", "room", "run_1", "run_2", "setting", "value", "visit_report", "worksheet", "your_turn",
];

function documents(said) {
  const picture = { svg: `<svg xmlns="http://www.w3.org/2000/svg"><title>t</title></svg>`, name: said, words: said };
  const here = { title: said, promise: said, place: "p/", address: said, settings: [[said, said]] };
  const words = Object.fromEntries(NAMES.map((name) => [name, said]));
  const given = { words, here, language: "en", questions: [[[["strong", said]], [["", said]]]], visit: [here], predictions: [[[["", said]], [["code", said]], [["script", said]]]] };
  const own = { link: said, mine: { name: said, sentence: said }, date: said };
  return [
    pageReport(given, { pictures: [picture], formulas: [{ math: said, share: 0.5 }], ...own }),
    visitReport(given, { pictures: { "p/": picture }, address: (one) => one, ...own }),
    worksheet(given, { picture, link: said, answers: false }),
    worksheet(given, { picture, link: said, answers: true }),
  ];
}

console.log(JSON.stringify(JSON.parse(readFileSync(process.argv[2], "utf8")).map(documents)));
