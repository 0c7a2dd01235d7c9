// The moments of a training as the server packed them: weights, neurons' pictures, surfaces, each as differences.

export async function unpack(part, shape) {
  const packed = Uint8Array.from(atob(part.blob), (one) => one.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let start = 0;
  const next = (length) => bytes.subarray(start, (start += length));
  const many = part.count * shape.weights;
  const [low, high] = [next(many), next(many)];
  const numbers = Int16Array.from(low, (one, i) => one | (high[i] << 8));
  for (let i = shape.weights; i < many; i++) numbers[i] += numbers[i - shape.weights];
  const tiles = summed(next(part.count * shape.tiles * shape.side ** 2), shape.tiles * shape.side ** 2, shape.side);
  const surfaces = summed(next(part.count * shape.surface ** 2), shape.surface ** 2, shape.surface);
  return Array.from({ length: part.count }, (_, n) => ({
    weights: Float32Array.from(
      numbers.subarray(n * shape.weights, (n + 1) * shape.weights), (one) => (one / 32767) * part.tops[n]
    ),
    scales: part.scales?.[n] ?? [],
    tiles: tiles.subarray(n * shape.tiles * shape.side ** 2, (n + 1) * shape.tiles * shape.side ** 2),
    surface: surfaces.subarray(n * shape.surface ** 2, (n + 1) * shape.surface ** 2),
  }));
}

// Bytes from their differences to the left neighbour and to the moment before; a byte wraps around at 256
function summed(bytes, moment, row) {
  for (let i = 0; i < bytes.length; i++) if (i % row) bytes[i] += bytes[i - 1];
  for (let i = moment; i < bytes.length; i++) bytes[i] += bytes[i - moment];
  return bytes;
}
