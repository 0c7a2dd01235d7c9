// Writes the numbers of a JSON file, [function, number, further arguments] each, as the pages' modules write them.

import { readFileSync } from "node:fs";

import { count, percent, plain, signed } from "../../dlplay/ui/numbers.js";

const functions = { count, percent, plain, signed };
const asked = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(asked.map(([name, x, ...told]) => functions[name](Number(x), ...told))));
