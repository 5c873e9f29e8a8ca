// What stands in `audiencekit.js` in place of the parts of the memory adapter that the file does without.
import { refuse, type Capabilities } from "@audiencekit/core";

const once = "audiencekit.js takes rows once: it neither reads files, nor changes or saves.";

/** What the adapter in memory can do without these parts. */
export const capabilities: Capabilities = Object.freeze({
  engine: "memory",
  append: true,
  asOf: true,
  breakdown: true,
  change: once,
});

/** No WebAssembly: the kernels in plain JavaScript answer, which know no addresses to count by. */
export const wasmMemory = (): Promise<undefined> => Promise.resolve(undefined);
export { notHere as Counting };

/** No matcher: the service asks each audience for the customer. */
export const matcherOf = (): Promise<undefined> => Promise.resolve(undefined);

/** No slices of time: events are marked where they stand. */
export const whyNotSliced = (): string => "A page without a bundler keeps no slices of time.";
export { notHere as slicedMatches };
export const isListed = (): boolean => false;
export const listedNow = (): undefined => undefined;
export { listedNow as listedMatches };

/** No indexes: columns are scanned. */
export class ColumnIndexes {
  readonly policy = "none";

  of(): undefined {
    return undefined;
  }

  bytesOf(): number {
    return 0;
  }
}

/** Short sequences go the way of all others. */
export const shortSequence = (): undefined => undefined;
export const isQuickSequence = (): boolean => false;
export { notHere as shortMatches };

/** Ids stay the texts that rows bring. */
export const integerId = (): undefined => undefined;
export const isIntegerId = (): boolean => false;
export { notHere as IntegerIds };
export class IntegerSlots {
  readonly size = 0;
  readonly largest = 0;

  inOrder(): { readonly ids: readonly number[]; readonly slots: Int32Array } {
    return { ids: [], slots: new Int32Array(0) };
  }
}

/** Every definition is checked as a whole. */
export const isPlainlyRight = (): boolean => false;

export const savedBase = notHere;
export const tableCustomers = notHere;
export const tableEvents = notHere;
export const tableTags = notHere;
export const startLoadingThread = notHere;
export { notHere as Changes };

function notHere(): never {
  throw refuse("not_supported", "", once, "Import @audiencekit/core/memory as a module.");
}
