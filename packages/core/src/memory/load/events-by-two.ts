import type { Catalog } from "../../catalog/catalog.js";
import { arrowPieces, type ArrowPiece } from "../../source/arrow.js";
import type { DataFile, DirectFile } from "../../source/data-file.js";
import { ReadBuffers } from "../../source/read-buffers.js";
import { RejectionList, type Rejections } from "../../source/rejections.js";
import type { ColumnMapping } from "../../source/table-source.js";
import type { WrittenEvents } from "../events/arriving-events.js";
import type { LoadingThread } from "./loading-thread.js";

/** A table of events that two threads read, piece by piece. */
export interface EventsToRead {
  readonly source: Uint8Array | DataFile | DirectFile;
  readonly mapping: ColumnMapping;
  readonly name: string;
  readonly catalog: Catalog;
}

/** Takes a piece in, in this thread. */
export type TakePiece = (piece: ArrowPiece, place: number, rejections: RejectionList) => Promise<void>;

/**
 * Two threads that read the pieces of one table: each takes the next one when it is free. The second one begins at once.
 */
export class EventsByTwo {
  /** Rows of all pieces so far. */
  rows = 0;
  readonly #thread: LoadingThread;
  readonly #buffers = new ReadBuffers(true);
  readonly #pieces: AsyncGenerator<ArrowPiece>;
  readonly #begun: Promise<unknown>;
  /** What the second thread read; undefined where something went wrong: then all have to be read again. */
  readonly there: Promise<WrittenEvents | undefined>;
  readonly #rejections = new Map<number, Rejections>();
  #next = 0;
  #isOver = false;

  constructor(thread: LoadingThread, { source, ...asked }: EventsToRead) {
    this.#thread = thread;
    this.#pieces = arrowPieces(source, asked.name, this.#buffers);
    this.#begun = thread.ask({ step: "begin", ...asked });
    this.there = this.#there();
  }

  /** Settles when the second thread has started, or never will. */
  get begun(): Promise<unknown> {
    return this.#begun;
  }

  /** Takes pieces in as long as there are some. @throws AudienceError as `arrowTable`, and what `take` throws */
  async here(take: TakePiece): Promise<void> {
    for (let next = await this.#nextPiece(); next !== undefined; next = await this.#nextPiece()) {
      const rejections = new RejectionList();
      this.#rejections.set(next.place, rejections);
      await take(next.piece, next.place, rejections);
      this.#buffers.give(next.piece.own);
    }
  }

  /** Nothing of it is wanted any more. */
  giveUp(): void {
    this.#isOver = true;
  }

  async #there(): Promise<WrittenEvents | undefined> {
    try {
      if ((await this.#begun) === undefined) return undefined;
      let before: Promise<boolean> = Promise.resolve(true);
      for (let next = await this.#nextPiece(); next !== undefined; next = await this.#nextPiece()) {
        // The next one lies ready there when it has done with the one before.
        const told = this.#tell(next.piece, next.place);
        if (!(await before)) return undefined;
        before = told;
      }
      if (!(await before) || this.#next === 0) return undefined;
      return (await this.#thread.ask({ step: "read" }))?.events;
    } catch {
      // Whoever reads again finds out what is wrong.
      return undefined;
    }
  }

  /** Tells of all rows that could not be read, those of earlier pieces first. */
  tell(rejections: RejectionList): void {
    for (const [, own] of [...this.#rejections].sort(([a], [b]) => a - b)) rejections.take(own);
  }

  async #tell(piece: ArrowPiece, place: number): Promise<boolean> {
    const answer = await this.#thread.ask({ step: "piece", place, piece }, piece.own.filter(isOfOneThread));
    this.#buffers.give(piece.own);
    if (answer?.rejections !== undefined) this.#rejections.set(place, answer.rejections);
    return answer !== undefined;
  }

  async #nextPiece(): Promise<{ readonly piece: ArrowPiece; readonly place: number } | undefined> {
    const next = await this.#pieces.next();
    if (next.done === true || this.#isOver) return undefined;
    this.rows += next.value.rows;
    return { piece: next.value, place: this.#next++ };
  }
}

function isOfOneThread(buffer: ArrayBufferLike): buffer is ArrayBuffer {
  return buffer instanceof ArrayBuffer;
}
