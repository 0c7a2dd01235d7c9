// Words out of numbers: a template with holes, as arrays.py describes it.

import { plain, signed } from "../numbers.js";

const HOLE = /\{(\+?)(?:\.(\d))?\}/g;

// The text, or one for each row of numbers (k, holes); what is no template stays as it is
export function said(words) {
  if (words?.template === undefined) return words;
  const { template, numbers } = words, holes = numbers.shape.at(-1);
  const text = (row) => {
    let i = row * holes;
    return template.replace(HOLE, (_, sign, decimals) => (sign ? signed : plain)(numbers[i++], 4, decimals === undefined ? null : Number(decimals)));
  };
  return numbers.shape.length === 1 ? text(0) : Array.from({ length: numbers.shape[0] }, (_, row) => text(row));
}
