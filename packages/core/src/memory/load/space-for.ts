import type { EngineOptions } from "../derived.js";
import { Space } from "../kernels/space.js";
import { canShareMemory } from "../threads/event-leaves.js";

/** A smaller base is answered in no time anyhow. */
const WORTH_IT = 16_384;

/** Rows of a base, about to be laid out. */
export interface BaseExtent {
  readonly customers: number;
  readonly attributes: number;
  readonly events: number;
  readonly tags: number;
}

/**
 * A space for a base, its indexes and what grows while it runs. What stays unused is address space only, so that the
 * guess is generous.
 */
export function spaceFor(
  { customers, attributes, events, tags }: BaseExtent,
  engine: EngineOptions,
  shared = (engine.threads ?? 1) !== 1 && canShareMemory(),
): Promise<Space> {
  const wasm = engine.wasm ?? customers + events > WORTH_IT;
  if (!wasm) return Promise.resolve(Space.heap());
  const bytes = 2 ** 25 + customers * (128 + attributes * 48) + events * 40 + tags * 16;
  return Space.create({ bytes, shared });
}
