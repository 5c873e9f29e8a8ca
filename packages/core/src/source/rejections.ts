import type { Reject } from "./read-rows.js";
import type { RejectedRow } from "./records.js";

/** Rejected rows that are kept; the others are only counted. */
const LISTED = 1_000;

/** Rows that could not be read, counted by whoever read them. */
export interface Rejections {
  readonly rejectedCount: number;
  /** The first 1,000 of them. */
  readonly rejected: readonly RejectedRow[];
}

/** Counts rows that cannot be read and keeps the first of them. */
export class RejectionList implements Rejections {
  readonly #rejected: RejectedRow[] = [];
  #count = 0;

  get rejectedCount(): number {
    return this.#count;
  }

  get rejected(): readonly RejectedRow[] {
    return this.#rejected;
  }

  /** Takes rejections that were listed elsewhere. */
  take({ rejectedCount, rejected }: Rejections): void {
    this.#count += rejectedCount;
    this.#rejected.push(...rejected.slice(0, LISTED - this.#rejected.length));
  }

  /** Takes the rejections of one list or file. */
  of(source: string): Reject {
    return (record, column, reason) => {
      this.#count += 1;
      if (this.#rejected.length < LISTED) this.#rejected.push({ source, record, column, reason });
    };
  }
}
