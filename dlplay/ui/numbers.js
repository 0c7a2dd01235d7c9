// Numbers as people read them, where the browser writes them: the style of `dlplay/numbers.py`, equal to it by test.

const LEAST_POWER = -4, GREATEST_POWER = 5; // of ten: the leading digit of a number that is written out
const SHARPEST = 3; // decimals beyond which a small number gets significant digits instead
const HALF_UP = 1 + 2 ** -52; // takes 0.285, which doubles hold a little below, past the half
const EXACT = 1e15;
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 1,234.5, −0.05, 1.2·10⁻⁵, ∞ or NaN, with so many significant digits, or with so many decimals; – for no number. */
export function plain(x, digits = 4, decimals = null) {
  if (x === null || x === undefined) return "–";
  if (Number.isNaN(x)) return "NaN";
  return (x < 0 ? "−" : "") + written(Math.abs(x), digits, decimals);
}

function written(size, digits, decimals) {
  if (size === Infinity) return "∞";
  const up = size < EXACT ? size * HALF_UP : size;
  if (decimals === null) return significant(up, digits);
  const told = size >= 10 ** -Math.min(decimals, SHARPEST) && size < 10 ** (GREATEST_POWER + 1);
  if (told || size === 0) return grouped(up.toFixed(decimals));
  return significant(up, size > 1 ? 4 : Math.max(decimals - 1, 1));
}

function significant(size, digits) {
  const [mantissa, exponent] = size.toExponential(digits - 1).split("e"), power = Number(exponent);
  if (power >= LEAST_POWER && power <= Math.max(GREATEST_POWER, digits - 1)) {
    return grouped(trimmed(size.toFixed(Math.max(digits - 1 - power, 0))));
  }
  const factor = trimmed(mantissa);
  return `${factor === "1" ? "" : `${factor}·`}${tenTo(power)}`;
}

/** A change or a part of a sum: its sign always shown; 0 has none. */
export function signed(x, digits = 4, decimals = null) {
  return `${x > 0 ? "+" : ""}${plain(x, digits, decimals)}`;
}

/** A power of ten: 10⁻⁵. */
export function tenTo(power) {
  return `10${power < 0 ? "⁻" : ""}${[...String(Math.abs(power))].map((digit) => RAISED[digit]).join("")}`;
}

/** A whole number with all its digits. */
export function count(n) {
  return n === null ? "–" : grouped(String(n));
}

/** 97.3 %, in Chinese 97.3%; never rounded to 0 or 100 when it is neither. With so many significant digits, if told. */
export function percent(share, language, decimals = 1, digits = null) {
  if (share === null || share === undefined) return "–";
  const space = language === "zh" ? "" : "\u00a0", x = 100 * share, least = 10 ** -decimals;
  const text = (value) => `${plain(value, 4, decimals)}${space}%`;
  if (digits === null && x > 0 && x < least) return `<${space}${text(least)}`;
  if (x > 100 - least && x < 100) return `>${space}${text(100 - least)}`;
  return digits === null ? text(x) : `${plain(x, digits)}${space}%`;
}

const grouped = (text) => text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",").replace("-", "−"));

const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

