import fc from "fast-check";

/** Settings of a property test, from the environment of the run. */
export interface Runs {
  readonly seed: number;
  readonly runs: number;
}

/** A thousand runs of a property; the seed is printed, so that any failure can be run again. */
export async function check<Value>(
  name: string,
  { seed, runs }: Runs,
  values: fc.Arbitrary<Value>,
  property: (value: Value) => Promise<void>,
): Promise<void> {
  console.log(`${name}: ${runs} runs, AUDIENCEKIT_SEED=${seed}`);
  await fc.assert(fc.asyncProperty(values, property), { seed, numRuns: runs });
}

/** AUDIENCEKIT_SEED and AUDIENCEKIT_RUNS, else any seed and a thousand runs. */
export function runsOf(environment: Readonly<Record<string, string | undefined>>, anySeed: number): Runs {
  return {
    seed: Number(environment.AUDIENCEKIT_SEED ?? anySeed),
    runs: Number(environment.AUDIENCEKIT_RUNS ?? 1000),
  };
}
