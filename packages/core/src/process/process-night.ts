import type { Audience } from "../audience/audience.js";
import { processAudience, type Night, type NightOutcome, type Processing } from "./process-audience.js";

/** How many audiences came to what in one night. */
export type NightTally = Readonly<Record<NightOutcome, number>>;

/**
 * Processes audiences for one night, all as of the same instant. Order does not matter, as every definition has those
 * it refers to evaluated with it; one that fails holds up none.
 */
export async function processNight(
  processing: Processing,
  audiences: readonly Audience[],
  night: Night,
): Promise<NightTally> {
  const tally = { published: 0, failed: 0, unchanged: 0 };
  for (const audience of audiences) tally[await processAudience(processing, audience, night)]++;
  return tally;
}
