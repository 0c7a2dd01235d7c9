// The arrays of a picture out of its message (picture.py), and what becomes of a mark at the hand's values.

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
      for (const [field, given] of Object.entries(sweep.marks[name])) fields[field] = at(given, i);
    }
  }
  return fields;
}

export const placeOf = (sweep, value) =>
  Math.min(Math.max(Math.round((value - sweep.low) / sweep.step), 0), sweep.count - 1);

export const valueAt = (sweep, i) => sweep.low + i * sweep.step;

// What stands at place i of a list, or of an array of shape (count, ...): numbers become arrays of one
export function at(given, i) {
  if (!given.shape) return given[i];
  const size = given.length / given.shape[0];
  const part = given.subarray(i * size, (i + 1) * size);
  part.shape = given.shape.slice(1);
  return part;
}

function array({ dtype, bdata, shape }) {
  const bytes = Uint8Array.from(atob(bdata), (letter) => letter.charCodeAt(0));
  const numbers = dtype === "f4" ? new Float32Array(bytes.buffer) : bytes;
  numbers.shape = shape;
  return numbers;
}
