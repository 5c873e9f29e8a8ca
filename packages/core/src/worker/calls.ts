import type {
  Breakdown,
  Capabilities,
  ChangeReport,
  Comparison,
  Composition,
  ExplainedNode,
  Histogram,
  Overlap,
  ValueCounts,
  ValueCountsOptions,
} from "../adapter/adapter.js";
import type { Attribute, Catalog } from "../catalog/catalog.js";
import type { ReferencedAudience } from "../definition/references.js";
import type { MemoryReport } from "../memory/answers/memory-report.js";
import type { MemoryAdapterOptions } from "../memory/load/memory-adapter.js";
import type { DataFolderOptions } from "../memory/load/open-data-folder.js";
import type { OpenSavedOptions } from "../memory/saved/open-saved-base.js";
import type { SaveOptions } from "../memory/saved/save.js";
import type { CompositionPlan, Plan, PlanColumn } from "../plan/plan.js";
import type { LoadProgress, LoadReport } from "../source/records.js";
import type { ColumnMapping } from "../source/table-source.js";

/** Raised with every change of what the two sides say to each other: an engine of another build is not talked to. */
export const PROTOCOL = 2;

/** What one side may ask of the other, by name. */
export type Calls = Record<string, { readonly input: unknown; readonly output: unknown }>;

interface Call<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

/** Methods of an adapter that not every engine has. */
export const optionalMethods = ["append", "upsert", "erase", "addEvents", "addTags", "explainPlan", "matcher"] as const;
export type OptionalMethod = (typeof optionalMethods)[number];

/** What the page keeps of a base, for what it answers at once. */
export interface BaseState {
  readonly capabilities: Capabilities;
  readonly catalog: Catalog;
  readonly report: LoadReport;
  readonly revision: number | undefined;
}

/** A base the engine holds, by its number. */
export interface OpenedBase {
  readonly base: number;
  readonly state: BaseState;
  readonly methods: readonly OptionalMethod[];
}

/** A membership the engine holds, by its number. */
export interface HeldMembership {
  readonly members: number;
  readonly size: number;
}

/** What became of a change, and what is to be told of the base since, where that is something else. */
export interface Changed<Report> {
  readonly report: Report;
  readonly state: BaseState | undefined;
}

/** Items of a stream that are there; `done` with the last of them. */
export interface Batch {
  readonly items: readonly unknown[];
  readonly done: boolean;
}

/** Streams, which either side may hold for the other. They move when the other side asks. */
export type StreamCalls = {
  readonly next: Call<{ readonly stream: number }, Batch>;
  readonly leave: Call<{ readonly stream: number }, void>;
};

/** Rows a host loads: a stream of them or of the pieces of an Arrow file, or a file the page opens by their stage. */
export type GivenRows =
  | { readonly kind: "rows"; readonly stream: number }
  | { readonly kind: "pieces"; readonly stream: number; readonly mapping: ColumnMapping }
  | { readonly kind: "file"; readonly format: "arrow" | "parquet"; readonly mapping: ColumnMapping };

/** Options of the memory adapter go along as they are. */
export interface RowsToLoad {
  readonly options: Omit<MemoryAdapterOptions, "customers" | "events" | "tags" | "onProgress" | "signal">;
  readonly folder: number;
  readonly customers: GivenRows;
  readonly events: GivenRows;
  readonly tags: GivenRows;
}

/** How far something is: a load, or the opening of a saved base. */
export type Progress = LoadProgress | { readonly bytes: number; readonly share: number };

interface OfBase {
  readonly base: number;
}

interface Asked extends OfBase {
  readonly options: Omit<ValueCountsOptions, "signal">;
}

interface OfPlan extends OfBase {
  readonly plan: Plan;
}

interface OfStream extends OfBase {
  readonly stream: number;
}

interface OfMembers extends OfBase {
  readonly members: number;
}

interface OfMatcher extends OfBase {
  readonly matcher: number;
}

/** What the page asks of the engine. */
export type EngineCalls = StreamCalls & {
  readonly loadRows: Call<RowsToLoad, OpenedBase>;
  readonly loadFolder: Call<
    { readonly options: Omit<DataFolderOptions, "open" | "saved" | "onProgress" | "signal">; readonly folder: number },
    OpenedBase & { readonly audiences: readonly ReferencedAudience[] }
  >;
  readonly loadNamed: Call<{ readonly name: string; readonly input: unknown }, OpenedBase>;
  /** The pieces of a saved base as a stream, or the only file of the folder. */
  readonly loadSaved: Call<
    {
      readonly options: Omit<OpenSavedOptions, "onProgress" | "signal">;
      readonly folder: number;
      readonly pieces: number | undefined;
    },
    OpenedBase
  >;
  readonly closeBase: Call<OfBase, void>;
  readonly baseSize: Call<OfBase, number>;
  readonly dataUntil: Call<OfBase, number | undefined>;
  readonly evaluate: Call<OfPlan, HeldMembership>;
  readonly breakdown: Call<OfPlan, Breakdown>;
  readonly compose: Call<OfMembers & { readonly composition: CompositionPlan }, Composition>;
  readonly everybody: Call<OfBase, HeldMembership>;
  readonly membershipOf: Call<OfStream, HeldMembership>;
  readonly valueCounts: Call<Asked & { readonly column: PlanColumn }, ValueCounts>;
  readonly propertyCounts: Call<Asked & { readonly types: readonly string[]; readonly property: string }, ValueCounts>;
  readonly tagCounts: Call<Asked & { readonly asOf: number }, ValueCounts>;
  readonly histogram: Call<OfBase & { readonly column: PlanColumn; readonly bins: number }, Histogram>;
  readonly overlap: Call<OfBase & { readonly sets: readonly number[]; readonly regions: boolean }, Overlap>;
  readonly compare: Call<OfPlan & { readonly against: Plan }, Comparison>;
  readonly memory: Call<OfBase, MemoryReport>;
  /** Opens a stream of bytes. */
  readonly save: Call<OfBase & { readonly options: Omit<SaveOptions, "signal"> }, number>;
  readonly explainPlan: Call<OfPlan, readonly ExplainedNode[]>;
  readonly append: Call<OfStream & { readonly attributes: readonly Omit<Attribute, "source">[] }, Changed<LoadReport>>;
  readonly upsert: Call<OfStream, Changed<ChangeReport>>;
  readonly addEvents: Call<OfStream, Changed<ChangeReport>>;
  readonly addTags: Call<OfStream, Changed<ChangeReport>>;
  readonly erase: Call<OfStream, Changed<number>>;
  readonly has: Call<OfMembers & { readonly id: string }, boolean>;
  readonly combine: Call<
    OfMembers & { readonly how: "and" | "or" | "without"; readonly other: number },
    HeldMembership
  >;
  /** Opens a stream of ids. */
  readonly ids: Call<OfMembers, number>;
  /** Holds a matcher, and tells its number. */
  readonly matcher: Call<OfBase & { readonly plans: readonly Plan[] }, number>;
  readonly audiencesOf: Call<OfMatcher & { readonly id: string }, readonly number[] | undefined>;
  readonly audiencesOfProfile: Call<OfMatcher & { readonly profile: unknown }, readonly number[]>;
  /** Of a membership or a matcher. */
  readonly release: Call<OfBase & { readonly held: number }, void>;
};

/** A file of a folder as the engine gets it: whole, or in pieces the page is asked for. */
export type FileOverThreads =
  | { readonly kind: "blob"; readonly blob: Blob }
  | { readonly kind: "bytes"; readonly bytes: ArrayBuffer | Uint8Array }
  | { readonly kind: "pieces"; readonly file: number; readonly size: number };

/** What the engine asks of the page while it loads. */
export type PageCalls = StreamCalls & {
  readonly openFile: Call<{ readonly folder: number; readonly name: string }, FileOverThreads | undefined>;
  readonly readPiece: Call<
    { readonly folder: number; readonly file: number; readonly start: number; readonly end: number },
    ArrayBuffer
  >;
};
