// Words out of numbers: a template with holes, or places among a few words, as arrays.py describes them.

import { plain, signed } from "../numbers.js";

const HOLE = /\{(\+?)(?:\.(\d))?\}/g;

// The text, or one for each row of numbers (k, holes) and each place; what is neither stays as it is
export function said(words) {
  if (words?.among) {
    const all = Array.from(words.places, (place) => words.among[place]);
    return words.places.shape.length ? all : all[0];
  }
  if (words?.template === undefined) return words;
  const { template, numbers } = words, holes = numbers.shape.at(-1);
  const text = (row) => {
    let i = row * holes;
    return template.replace(HOLE, (_, sign, decimals) => (sign ? signed : plain)(numbers[i++], 4, decimals === undefined ? null : Number(decimals)));
  };
  return numbers.shape.length === 1 ? text(0) : Array.from({ length: numbers.shape[0] }, (_, row) => text(row));
}
