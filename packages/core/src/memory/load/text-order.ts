import { compareCodePoints, sortByCodePoints } from "../../adapter/code-point-order.js";

/** Characters that a key holds, of 7 bits each. */
const KEY = 7;
/** Fewer texts than this are sorted by comparing them. */
const MANY = 10_000;
const DIGIT_BITS = 13;
const PASSES = 4;

/**
 * Texts in code-point order. Many texts of one-byte characters are sorted by numbers made of the characters after those
 * they all begin with; only texts that agree in these are compared.
 */
export function sortedTexts(texts: string[]): readonly string[] {
  if (texts.length < MANY) return sortByCodePoints(texts);
  const start = commonStart(texts);
  const keys = new Float64Array(texts.length);
  for (const [index, text] of texts.entries()) {
    let key = 0;
    for (let at = start; at < start + KEY; at++) {
      const character = at < text.length ? text.charCodeAt(at) : 0;
      if (character > 127) return sortByCodePoints(texts);
      key = key * 128 + character;
    }
    keys[index] = key;
  }
  const order = orderOf(keys);
  const sorted = Array.from(order, (index) => texts[index] ?? "");
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && keys[order[to] ?? 0] === keys[order[from] ?? 0]) to++;
    if (to - from > 1) {
      const run = sorted.slice(from, to).sort(compareCodePoints);
      for (const [index, text] of run.entries()) sorted[from + index] = text;
    }
    from = to;
  }
  return sorted;
}

/** The number of characters that all texts begin with. */
function commonStart(texts: readonly string[]): number {
  const first = texts[0] ?? "";
  let length = first.length;
  for (const text of texts) {
    let at = 0;
    while (at < length && text.charCodeAt(at) === first.charCodeAt(at)) at++;
    length = at;
  }
  return length;
}

/** Places by their keys of up to 52 bits, 13 bits at a time from the lowest. */
function orderOf(keys: Float64Array): Int32Array {
  let order = Int32Array.from(keys, (_, index) => index);
  for (let pass = 0; pass < PASSES; pass++) {
    const unit = 2 ** (pass * DIGIT_BITS);
    const mask = 2 ** DIGIT_BITS - 1;
    const digits = new Uint16Array(keys.length);
    const next = new Int32Array(mask + 2);
    for (let index = 0; index < keys.length; index++) {
      const shifted = Math.floor((keys[index] ?? 0) / unit);
      const digit = shifted - Math.floor(shifted / (mask + 1)) * (mask + 1);
      digits[index] = digit;
      next[digit + 1] = (next[digit + 1] ?? 0) + 1;
    }
    for (let digit = 0; digit <= mask; digit++) next[digit + 1] = (next[digit + 1] ?? 0) + (next[digit] ?? 0);
    const sorted = new Int32Array(order.length);
    for (let at = 0; at < order.length; at++) {
      const index = order[at] ?? 0;
      const digit = digits[index] ?? 0;
      const place = next[digit] ?? 0;
      next[digit] = place + 1;
      sorted[place] = index;
    }
    order = sorted;
  }
  return order;
}
