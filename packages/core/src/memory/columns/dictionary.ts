import { fold } from "../../definition/fold.js";

/** Texts as small whole numbers, in the order of their first coming. */
export class Dictionary {
  readonly #texts: string[];
  /** Made when a text is first looked up. */
  #codes: Map<string, number> | undefined;
  /** The first texts folded, as far as they were asked for. */
  readonly #folded: string[] = [];

  /** `texts` by code, empty where a code stands for none; the dictionary's own from now on. */
  constructor(texts: string[] = []) {
    this.#texts = texts;
  }

  get size(): number {
    return this.#texts.length;
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  /** The code of a text, given out now if it is new. */
  add(text: string): number {
    const codes = this.#codesByText();
    let code = codes.get(text);
    if (code === undefined) {
      code = this.#texts.length;
      codes.set(text, code);
      this.#texts.push(text);
    }
    return code;
  }

  /** Texts nobody has any more. Their codes are not given again. */
  forget(codes: Iterable<number>): void {
    for (const code of codes) {
      this.#codesByText().delete(this.textOf(code));
      this.#texts[code] = "";
      if (code < this.#folded.length) this.#folded[code] = "";
    }
  }

  find(text: string): number | undefined {
    return this.#codesByText().get(text);
  }

  textOf(code: number): string {
    return this.#texts[code] ?? "";
  }

  /** The text of a code as a search sees it. */
  foldedOf(code: number): string {
    for (let next = this.#folded.length; next <= code; next++) this.#folded.push(fold(this.textOf(next)));
    return this.#folded[code] ?? "";
  }

  /** By code: 1 for texts that meet the test. */
  flags(test: (text: string) => boolean): Uint8Array {
    return Uint8Array.from(this.#texts, (text) => (test(text) ? 1 : 0));
  }

  /** By code: 1 for these texts. */
  flagsOf(texts: Iterable<string>): Uint8Array {
    const flags = new Uint8Array(this.size);
    for (const text of texts) {
      const code = this.#codesByText().get(text);
      if (code !== undefined) flags[code] = 1;
    }
    return flags;
  }

  #codesByText(): Map<string, number> {
    if (this.#codes !== undefined) return this.#codes;
    const codes = new Map<string, number>();
    for (const [code, text] of this.#texts.entries()) if (text !== "") codes.set(text, code);
    this.#codes = codes;
    return codes;
  }
}
