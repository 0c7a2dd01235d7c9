// The arrays of a picture out of its message (arrays.py), and what becomes of a mark at the hand's values.

import { said } from "./words.js";

const PAPER = 12; // decimals: 0.1 + 0.2 - 0.3 is 0, as `settled` of dlplay/numbers.py says
const TYPES = { f4: Float32Array, f8: Float64Array, u1: Uint8Array };

// The same with every packed array as a typed array that knows its shape
export function unpacked(given) {
  if (given?.bdata !== undefined) return array(given);
  if (Array.isArray(given)) return given.map(unpacked);
  if (given === null || typeof given !== "object") return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, unpacked(value)]));
}

// The fields of mark `name` at the values of `hand`, a map from a slider's key: the newest is the last to speak.
export function standing(sweeps, name, mark, hand) {
  const fields = { ...mark };
  for (const [key, value] of hand) {
    for (const sweep of sweeps) {
      if (sweep.key !== key || !sweep.marks[name]) continue;
      const i = placeOf(sweep, value);
      for (const [field, given] of Object.entries(sweep.marks[name])) fields[field] = at(given, i, sweep.count);
    }
  }
  for (const [field, given] of Object.entries(fields)) fields[field] = said(given);
  return fields;
}

export const placeOf = (sweep, value) =>
  Math.min(Math.max(Math.round((value - sweep.low) / sweep.step), 0), sweep.count - 1);

export const valueAt = (sweep, i) => sweep.low + i * sweep.step;

// What stands at place i of the `count` values of a slider: of a list, of an array (count, ...) whose numbers become
// arrays of one, of words with numbers in them or among a few, of what is linear and known at both ends, of what is
// coarse and comes as bytes between two bounds
export function at(given, i, count) {
  if (given.template !== undefined) return { ...given, numbers: exactly(given.numbers, i, count) };
  if (given.among) return { ...given, places: part(given.places, i) };
  if (given.ends) return shaped(Float32Array.from(exactly(given, i, count)), given.ends.shape.slice(1));
  if (given.places) return spread(part(given.places, i), given);
  return given.shape ? part(given, i) : given[i];
}

function exactly(numbers, i, count) {
  if (!numbers.ends) return part(numbers, i);
  const from = part(numbers.ends, 0), to = part(numbers.ends, 1), share = count > 1 ? i / (count - 1) : 0;
  return shaped(from.map((start, k) => Number((start * (1 - share) + to[k] * share).toFixed(PAPER))), from.shape);
}

const spread = (places, { low, high }) =>
  shaped(Float32Array.from(places, (place) => low + (place / 255) * (high - low)), places.shape);

function part(all, i) {
  const size = all.length / all.shape[0];
  return shaped(all.subarray(i * size, (i + 1) * size), all.shape.slice(1));
}

const shaped = (numbers, shape) => Object.assign(numbers, { shape });

function array({ dtype, bdata, shape }) {
  const bytes = Uint8Array.from(atob(bdata), (letter) => letter.charCodeAt(0));
  if (dtype !== "b1") return shaped(new TYPES[dtype](bytes.buffer), shape);
  const count = shape.reduce((all, one) => all * one, 1);
  return shaped(Uint8Array.from({ length: count }, (_, i) => (bytes[i >> 3] >> (i & 7)) & 1), shape);
}
