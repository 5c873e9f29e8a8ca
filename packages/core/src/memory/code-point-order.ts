/** Negative, 0 or positive as `a` stands before, with or after `b` by code points. */
export function compareCodePoints(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Sorts in place by code points. The platform's own order is by UTF-16 code units, which agrees below U+D800. */
export function sortByCodePoints(texts: string[]): string[] {
  return texts.some((text) => /[\uD800-\uFFFF]/.test(text)) ? texts.sort(compareCodePoints) : texts.sort();
}

/** Halves of surrogate pairs stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
