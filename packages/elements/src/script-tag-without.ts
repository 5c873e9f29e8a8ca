// What stands in `audiencekit.js` where the memory adapter loads a part of itself that the file does without.
import { refuse } from "@audiencekit/core";

/** No WebAssembly: the kernels in plain JavaScript answer. */
export const wasmMemory = (): Promise<undefined> => Promise.resolve(undefined);

/** No matcher: the service asks each audience for the customer. */
export const matcherOf = (): Promise<undefined> => Promise.resolve(undefined);

export const savedBase = notHere;
export const tableCustomers = notHere;
export const tableEvents = notHere;
export const tableTags = notHere;
export { notHere as Changes };

function notHere(): never {
  const hint = "Import @audiencekit/core/memory as a module.";
  throw refuse(
    "not_supported",
    "",
    "audiencekit.js takes rows once: it neither reads files, nor changes or saves.",
    hint,
  );
}
