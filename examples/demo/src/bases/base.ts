import type { Definition } from "@audiencekit/core";
import type { DataAdapter, LoadProgress } from "@audiencekit/core/adapter";

/** An audience the demo starts with. */
export interface Seed {
  readonly name: string;
  /** Of the users the demo knows. */
  readonly by: "Maren Holt" | "Tomás Rivera" | "Aiko Tanaka";
  /** Days before the demo's clock starts. */
  readonly createdDaysAgo: number;
  readonly live: boolean;
  readonly definition: Definition;
}

/** A set of customers the demo can be opened over. */
export interface Base {
  readonly id: string;
  readonly label: string;
  /** One sentence on where the data comes from, shown on the page. */
  readonly provenance: string;
  /** ISO instant: the end of the data, where the demo's clock starts. */
  readonly clockStart: string;
  readonly timeZone: string;
  /** Nights whose runs exist when the demo is first opened. */
  readonly backfilledNights: number;
  readonly seeds: readonly Seed[];
  load(onProgress: (progress: LoadProgress) => void): Promise<DataAdapter>;
}

/** Finds a prepared data file by its name. */
export type ReadFile = (name: string) => Promise<Blob>;
