// What the convolution and the pooling make of a picture, as dlplay/layers.py computes it: so 32 maps three times need
// not travel, only the picture and nine weights a filter.

export const [MAP, POOLED] = [26, 13]; // pixels of a side
const KERNEL = 3, SIDE = 28;

/** Of ink (28, 28), kernels (32, 9) and biases (32): for each filter its sums, its map after ReLU, its pooled map. */
export function mapsOf({ ink, kernels, biases }) {
  const found = { sums: [], maps: [], pooled: [] };
  biases.forEach((bias, number) => {
    const kernel = kernels.subarray(9 * number, 9 * number + 9);
    const sums = filled(MAP, (row, column) => patch(ink, row, column).reduce((all, one, i) => all + one * kernel[i], bias));
    const map = filled(MAP, (row, column) => Math.max(sums[row * MAP + column], 0));
    found.sums.push(sums);
    found.maps.push(map);
    found.pooled.push(filled(POOLED, (row, column) => Math.max(...pair(map, row, column))));
  });
  return found;
}

/** The nine pixels below the window, row by row. */
export function patch(ink, row, column) {
  return Array.from({ length: KERNEL * KERNEL }, (_, i) => ink[(row + Math.floor(i / KERNEL)) * SIDE + column + (i % KERNEL)]);
}

/** The two by two numbers of a map that one number of the pooled map is chosen from. */
export function pair(map, row, column) {
  const first = 2 * row * MAP + 2 * column;
  return [map[first], map[first + 1], map[first + MAP], map[first + MAP + 1]];
}

function filled(side, value) {
  const numbers = new Float64Array(side * side);
  for (let i = 0; i < numbers.length; i++) numbers[i] = value(Math.floor(i / side), i % side);
  return Object.assign(numbers, { shape: [side, side] });
}
