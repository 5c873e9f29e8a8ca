/** Texts one behind the other, in UTF-8. */
export interface EncodedTexts {
  readonly bytes: Uint8Array;
  /** Where each text begins, and behind the last one where it ends. */
  readonly starts: Int32Array;
}

/** Texts that are put together before they are encoded or after they were. */
const MANY = 65_536;

/** A text's header and the word that points to it. */
const TEXT_OVERHEAD = 16;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** `texts` have no half of a surrogate pair. @throws RangeError where their bytes are 2^31 or more */
export function encodedTexts(texts: readonly string[]): EncodedTexts {
  const starts = new Int32Array(texts.length + 1);
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let first = 0; first < texts.length; first += MANY) {
    const part = texts.slice(first, first + MANY);
    const bytes = encoder.encode(part.join(""));
    let at = 0;
    for (const [index, text] of part.entries()) {
      for (let units = 0; units < text.length; at++) units += unitsAt(bytes[at] ?? 0);
      while (isWithinCharacter(bytes[at])) at++;
      starts[first + index + 1] = total + at;
    }
    parts.push(bytes);
    total += bytes.length;
  }
  if (total > 0x7fffffff) throw new RangeError("These texts are too long to be held together.");
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, starts };
}

/** The texts from one up to, not including, another. */
export function decodedTexts({ bytes, starts }: EncodedTexts, from = 0, to = starts.length - 1): string[] {
  const texts: string[] = [];
  for (let first = from; first < to; first += MANY) decodeInto(texts, bytes, starts, first, Math.min(first + MANY, to));
  return texts;
}

function decodeInto(texts: string[], bytes: Uint8Array, starts: Int32Array, from: number, to: number): void {
  const origin = starts[from] ?? 0;
  // A copy, as memory that is shared cannot be decoded.
  const part = bytes.slice(origin, starts[to]);
  const text = decoder.decode(part);
  if (text.length === part.length) {
    for (let index = from; index < to; index++) {
      texts.push(text.slice((starts[index] ?? 0) - origin, (starts[index + 1] ?? 0) - origin));
    }
    return;
  }
  for (let index = from, at = 0, unit = 0; index < to; index++) {
    const first = unit;
    for (const end = (starts[index + 1] ?? 0) - origin; at < end; at++) unit += unitsAt(part[at] ?? 0);
    texts.push(text.slice(first, unit));
  }
}

/** The UTF-16 units of the character that begins with this byte; 0 of one that does not begin a character. */
function unitsAt(byte: number): number {
  if (isWithinCharacter(byte)) return 0;
  return byte < 0xf0 ? 1 : 2;
}

function isWithinCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** About what texts of the heap take. */
export function bytesOfTexts(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + TEXT_OVERHEAD + length, 0);
}
