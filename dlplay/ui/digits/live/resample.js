// Cutting out and scaling an ink picture: the parts of `dlplay/digits/reading.py` that change its size.
// Sums are rounded to 32 bits as numpy's are, so that both fall on the same side of a threshold.

export const ROUNDING = 1e-6; // less than this of a pixel is an error of arithmetic

// The first and last row and column that have ink; the whole picture where there is none.
export function inkBox({ height, width, values }) {
  let top = height, bottom = -1, left = width, right = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!values[y * width + x]) continue;
      if (y < top) top = y;
      bottom = y;
      if (x < left) left = x;
      if (x > right) right = x;
    }
  }
  return bottom < 0 ? { top: 0, bottom: height - 1, left: 0, right: width - 1 } : { top, bottom, left, right };
}

// What lies in the ink's box.
export function crop(ink) {
  const { top, bottom, left, right } = inkBox(ink);
  return cut(ink, top, left, bottom - top + 1, right - left + 1);
}

// `height` x `width` pixels of a picture from row `top` and column `left` on; empty where it has none.
export function cut(ink, top, left, height, width, outside = 0) {
  const values = new Float32Array(height * width).fill(outside);
  const from = Math.max(0, -left), to = Math.min(width, ink.width - left);
  if (from >= to) return { height, width, values };
  for (let y = Math.max(0, -top); y < Math.min(height, ink.height - top); y++) {
    const start = (y + top) * ink.width + left;
    values.set(ink.values.subarray(start + from, start + to), y * width + from);
  }
  return { height, width, values };
}

// Height and width, not whole, with the longer side scaled to `longerSide`.
export function scaledShape({ height, width }, longerSide) {
  const scale = longerSide / Math.max(height, width);
  return [Math.max(1, height * scale), Math.max(1, width * scale)];
}

// Scale to `height` x `width` by averaging areas: sum_ij Y[r, i] ink[i, j] X[c, j]. The picture begins at `top`
// and `left`, in [0, 1), of the first new row and column; else it lies in the middle of as few as hold it.
export function resample(ink, height, width, top = null, left = null) {
  const rows = overlap(ink.height, height, top);
  const columns = overlap(ink.width, width, left);
  const squashed = new Float32Array(rows.count * ink.width); // Y ink
  for (let r = 0; r < rows.count; r++) {
    for (let i = rows.first[r]; i <= rows.last[r]; i++) {
      const share = rows.shares[r * ink.height + i];
      if (!share) continue;
      for (let x = 0; x < ink.width; x++) squashed[r * ink.width + x] += share * ink.values[i * ink.width + x];
    }
  }
  const values = new Float32Array(rows.count * columns.count);
  for (let r = 0; r < rows.count; r++) {
    for (let c = 0; c < columns.count; c++) {
      let sum = 0;
      for (let j = columns.first[c]; j <= columns.last[c]; j++) {
        sum = Math.fround(sum + columns.shares[c * ink.width + j] * squashed[r * ink.width + j]);
      }
      values[r * columns.count + c] = sum;
    }
  }
  return { height: rows.count, width: columns.count, values };
}

// shares[r, i]: how much of new pixel r old pixel i covers, when `old` pixels become `length` new ones; all that
// is not zero lies from first[r] to last[r].
function overlap(old, length, start) {
  const begin = start ?? (Math.ceil(length - ROUNDING) - length) / 2;
  const edge = (i) => begin + i * (length / old);
  const count = Math.ceil(edge(old) - ROUNDING);
  const first = new Int32Array(count).fill(old);
  const last = new Int32Array(count).fill(-1);
  const shares = new Float32Array(count * old);
  for (let i = 0; i < old; i++) {
    for (let r = Math.floor(edge(i)); r <= Math.min(edge(i + 1), count - 1); r++) {
      shares[r * old + i] = before(edge(i + 1), r) - before(edge(i), r);
      if (i < first[r]) first[r] = i;
      last[r] = i;
    }
  }
  return { count, first, last, shares };
}

// The share of new pixel r that lies before an edge.
function before(edge, r) {
  return Math.fround(Math.min(1, Math.max(0, edge - r)));
}
