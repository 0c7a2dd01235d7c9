// SHA-256 (NIST, "Secure Hash Standard", FIPS 180-4, 2015). The browser's own, `crypto.subtle`, is there on https
// and on localhost alone; a class that visits a laptop in the room has neither.

const BLOCK = 64; // bytes
const PRIMES = firstPrimes(64);
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fractionBits(Math.sqrt(prime)));
const ROUND = Int32Array.from(PRIMES, (prime) => fractionBits(Math.cbrt(prime)));

// The digest of some bytes (Uint8Array), as 64 hexadecimal digits.
export function sha256(bytes) {
  const hash = START.slice();
  const whole = bytes.length - (bytes.length % BLOCK);
  const end = lastBlocks(bytes.subarray(whole), bytes.length);
  for (let at = 0; at < whole; at += BLOCK) mix(hash, bytes, at);
  for (let at = 0; at < end.length; at += BLOCK) mix(hash, end, at);
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

// What is left over, then a single 1, zeros, and the whole length in bits in 64 bits.
function lastBlocks(rest, length) {
  const blocks = new Uint8Array(rest.length + 9 > BLOCK ? 2 * BLOCK : BLOCK);
  blocks.set(rest);
  blocks[rest.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(blocks.length - 4, (length * 8) >>> 0);
  return blocks;
}

const words = new Int32Array(BLOCK);

// Takes the 64 bytes from `at` on into the hash.
function mix(hash, bytes, at) {
  for (let t = 0; t < 16; t++) {
    const i = at + 4 * t;
    words[t] = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
  }
  for (let t = 16; t < 64; t++) {
    const x = words[t - 15], y = words[t - 2];
    const small = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const large = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    words[t] = (words[t - 16] + small + words[t - 7] + large) | 0;
  }
  let a = hash[0], b = hash[1], c = hash[2], d = hash[3];
  let e = hash[4], f = hash[5], g = hash[6], h = hash[7];
  for (let t = 0; t < 64; t++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUND[t] + words[t]) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    h = g; g = f; f = e; e = (d + first) | 0;
    d = c; c = b; b = a; a = (first + second) | 0;
  }
  hash[0] += a; hash[1] += b; hash[2] += c; hash[3] += d;
  hash[4] += e; hash[5] += f; hash[6] += g; hash[7] += h;
}

function turned(x, by) {
  return (x >>> by) | (x << (32 - by));
}

// The first 32 bits after the point.
function fractionBits(x) {
  return Math.floor((x % 1) * 2 ** 32);
}

function firstPrimes(count) {
  const primes = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  return primes;
}
