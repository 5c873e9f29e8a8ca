import type { ValueTest } from "../../plan/plan.js";
import type { TextColumn } from "../columns/columns.js";
import { textMatcher, unfit } from "../columns/predicate.js";
import type { Factor } from "./formula.js";
import type { Keys, Lookup } from "./lookup.js";

const MISSING = 0;

/** A text: its code and one, 0 where it is missing. */
export class TextLookup implements Lookup {
  readonly popular = true;
  /** The key of a text the column does not hold: the one last asked for. */
  static readonly STRANGE = -1;
  readonly keys: number;
  readonly #column: TextColumn;
  /** By code, as they were when the lookup was made. */
  readonly #texts: readonly string[];
  #strange = "";

  constructor(column: TextColumn) {
    this.#column = column;
    this.#texts = [...column.dictionary.texts];
    this.keys = this.#texts.length + 1;
  }

  test(test: ValueTest): Factor["meets"] {
    const meets = this.#textTest(test);
    return (key) => {
      if (key === MISSING) return false;
      return meets(key === TextLookup.STRANGE ? this.#strange : (this.#texts[key - 1] ?? ""));
    };
  }

  keyOf(text: string | undefined): number {
    if (text === undefined) return MISSING;
    const code = this.#column.dictionary.find(text);
    if (code !== undefined && code + 1 < this.keys) return code + 1;
    this.#strange = text;
    return TextLookup.STRANGE;
  }

  fill(from: number, to: number, out: Keys, at: number, step: number): void {
    const { codes, valid } = this.#column;
    for (let row = from; row < to; row++, at += step) out[at] = valid.has(row) ? (codes[row] ?? 0) + 1 : MISSING;
  }

  #textTest(test: ValueTest): (text: string) => boolean {
    switch (test.test) {
      case "hasValue":
        return () => true;
      case "never":
        return () => false;
      case "textIn": {
        const values = new Set(test.values);
        return (text) => values.has(text);
      }
      case "textMatch":
        return textMatcher(test);
      default:
        throw unfit(this.#column, test);
    }
  }
}
