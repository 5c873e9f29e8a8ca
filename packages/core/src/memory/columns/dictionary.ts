/** Texts as small whole numbers, in the order of their first coming. */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];

  get size(): number {
    return this.#texts.length;
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  /** The code of a text, given out now if it is new. */
  add(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.#texts.length;
      this.#codes.set(text, code);
      this.#texts.push(text);
    }
    return code;
  }

  find(text: string): number | undefined {
    return this.#codes.get(text);
  }

  textOf(code: number): string {
    return this.#texts[code] ?? "";
  }

  /** By code: 1 for texts that meet the test. */
  flags(test: (text: string) => boolean): Uint8Array {
    return Uint8Array.from(this.#texts, (text) => (test(text) ? 1 : 0));
  }

  /** By code: 1 for these texts. */
  flagsOf(texts: Iterable<string>): Uint8Array {
    const flags = new Uint8Array(this.size);
    for (const text of texts) {
      const code = this.#codes.get(text);
      if (code !== undefined) flags[code] = 1;
    }
    return flags;
  }
}
