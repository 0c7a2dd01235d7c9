// What the digit page's browser says of readings: `node tell_readings.mjs readings.json`, one object for each
// { probabilities, verdict, words, language } as JSON to the standard output.

import { readFileSync } from "node:fs";
import { ranked } from "../../dlplay/ui/digits/live/classify.js";
import { told } from "../../dlplay/ui/digits/live/words.js";

const answers = JSON.parse(readFileSync(process.argv[2], "utf8")).map(({ probabilities, verdict, words, language }) => {
  const reading = { probabilities: Float32Array.from(probabilities), verdict };
  return told(reading, ranked(reading.probabilities), words, language);
});
process.stdout.write(JSON.stringify(answers));
