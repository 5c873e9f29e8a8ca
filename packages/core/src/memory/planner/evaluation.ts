import type { ExplainedNode } from "../../adapter/adapter.js";
import { refuse } from "../../issue/issue.js";
import type {
  PlanAttribute,
  PlanAudience,
  PlanColumn,
  PlanGroup,
  PlanNode,
  PlanSample,
  PlanTag,
  ValueTest,
} from "../../plan/plan.js";
import type { ColumnScan } from "../columns/column-scan.js";
import type { Column } from "../columns/columns.js";
import { predicateOf, type Predicate } from "../columns/predicate.js";
import type { CustomerEvents } from "../events/event-walk.js";
import { measureColumn } from "../events/measures.js";
import { rfmColumns, type RfmColumns } from "../events/rfm.js";
import { TagReader } from "../events/tags.js";
import type { IndexedColumn } from "../index/column-indexes.js";
import type { RoughSet, RowSet } from "../index/row-set.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { SetGroup } from "../kernels/kernels.js";
import type { Pacer } from "../pacer.js";
import type { Population } from "../population.js";
import { wayOfLeaf } from "../threads/leaf-matches.js";
import { isJoining, Joining } from "./joining.js";
import { leafKey } from "./leaf-key.js";
import { joinStep, leafStep, Programme, type Step } from "./programme.js";
import { rowsMeeting } from "./rows-meeting.js";
import { termOf, type PlannedTerm, type Term } from "./terms.js";

/** Told of a node and of every one below it with what they match, `exclude` applied. */
export type Told = (node: PlanNode, matches: Bitmap) => void;

/**
 * One evaluation: a population as of an instant. Columns that have to be made are made once for all that ask. What it
 * borrows it holds until `release`.
 */
export class Evaluation {
  readonly population: Population;
  readonly asOf: number;
  readonly pacer: Pacer;
  readonly #measured = new Map<string, Column>();
  readonly #audiences: Bitmap[] = [];
  readonly #held: Int32Array[] = [];
  readonly #scans: ColumnScan[] = [];
  #rfm: RfmColumns | undefined;
  /** Whether a condition had to be evaluated for which there is nothing ready-made. */
  #costly = false;

  constructor(population: Population, asOf: number, pacer: Pacer) {
    this.population = population;
    this.asOf = asOf;
    this.pacer = pacer;
    population.derived.registers.resize(this.rows);
  }

  get rows(): number {
    return this.population.roster.rows;
  }

  /** Gives back what was borrowed; the evaluation and its bitmaps are of no further use, but for those that were kept. */
  release(): void {
    for (const register of this.#held.splice(0)) this.population.derived.registers.giveBack(register);
    for (const scan of this.#scans.splice(0)) scan.free();
  }

  /** Evaluates the audiences that audience conditions of the next plan stand for, dependencies first. */
  async prepare(audiences: readonly PlanAudience[]): Promise<void> {
    this.#audiences.length = 0;
    for (const audience of audiences) {
      this.#audiences.push(audience.kind === "static" ? this.rowsOf(audience.ids) : await this.members(audience.root));
    }
  }

  /** Those of the ids that are in the base. */
  rowsOf(ids: Iterable<string>): Bitmap {
    const rows = new Bitmap(this.rows);
    for (const id of ids) {
      const row = this.population.roster.find(id);
      if (row !== undefined) rows.add(row);
    }
    return rows;
  }

  /**
   * The number of customers a node matches; and who they are, unless ready-made sets alone told the number and can tell
   * the rest as fast when it is asked.
   */
  async counted(node: PlanNode): Promise<{ readonly size: number; readonly rows: Bitmap | undefined }> {
    const step = await this.#step(node, false);
    if (isJoining(step) && !this.#costly) return { size: await this.#membersOf(step), rows: undefined };
    const words = this.#hold();
    const size = await this.#membersOf(step, words);
    return { size, rows: new Bitmap(this.rows, words.slice()) };
  }

  /** The customers a node matches, told apart from the evaluation: they stay when it is released. */
  async audience(node: PlanNode): Promise<Bitmap> {
    return new Bitmap(this.rows, (await this.members(node)).words.slice());
  }

  /** The customers a node matches, `exclude` applied. */
  async members(node: PlanNode): Promise<Bitmap> {
    return this.#run(await this.#step(node, false));
  }

  /** The same, telling of every node on the way. */
  async matches(node: PlanNode, told: Told): Promise<Bitmap> {
    const { base } = this.population.roster;
    const plain = node.kind === "group" ? await this.#group(node, told) : await this.#leafMembers(node);
    const matches = node.exclude ? base.without(plain) : plain;
    told(node, matches);
    return matches;
  }

  /** How each node would be answered, root first. */
  async explain(node: PlanNode): Promise<readonly ExplainedNode[]> {
    const { path } = node;
    if (node.kind !== "group") return [{ path, ...(await this.#wayOf(node)) }];
    const conditions = await Promise.all(node.conditions.map((condition) => this.explain(condition)));
    const why = `${node.conditions.length} sets are joined block by block.`;
    return [{ path, way: "sets", why }, ...conditions.flat()];
  }

  /** The values of a column by row. @throws AudienceError `attribute_missing` */
  async column(column: PlanColumn, path = ""): Promise<Column> {
    switch (column.kind) {
      case "stored": {
        const stored = this.population.columns.get(column.name);
        if (stored?.type === column.type) return stored;
        throw refuse(
          "attribute_missing",
          path,
          `The customers have no attribute "${column.name}" of type ${column.type}.`,
        );
      }
      case "computed": {
        const made =
          this.#measured.get(column.name) ??
          (await measureColumn(this.#customerEvents, column.selection, column.measure, this.pacer));
        this.#measured.set(column.name, made);
        return made;
      }
      case "rfm":
        this.#rfm ??= await rfmColumns(this.#customerEvents, column.rfm, this.pacer);
        return this.#rfm[column.field];
    }
  }

  async #group(group: PlanGroup, told: Told): Promise<Bitmap> {
    const parts: Bitmap[] = [];
    for (const condition of group.conditions) parts.push(await this.matches(condition, told));
    return combine(group.match, parts, this.population.roster.base);
  }

  /** What is left out is pushed down: not all of them is any of them not. */
  async #step(node: PlanNode, negated: boolean): Promise<Step> {
    const turned = negated !== node.exclude;
    if (node.kind !== "group") return leafStep(await this.#term(node), turned, this.rows);
    const parts: Step[] = [];
    for (const condition of node.conditions) parts.push(await this.#step(condition, turned));
    return joinStep((node.match === "all") === turned ? "any" : "all", parts);
  }

  async #leafMembers(node: Exclude<PlanNode, PlanGroup>): Promise<Bitmap> {
    return this.#run(leafStep(await this.#term(node), false, this.rows));
  }

  async #run(step: Step): Promise<Bitmap> {
    const { space, roster } = this.population;
    const words = this.#hold();
    await this.#membersOf(step, words);
    return new Bitmap(roster.rows, words, space.kernels);
  }

  /** The number of members of a step; they are written to `out` where it is given. */
  async #membersOf(step: Step, out?: Int32Array): Promise<number> {
    const { space, roster, derived } = this.population;
    const base = derived.baseOf(roster);
    if (isJoining(step)) return new Joining(space.kernels, base, roster.whole, () => this.#hold()).run(step, out);
    return new Programme(space.kernels, base, derived.registers).run(step, out ?? this.#hold(), this.pacer);
  }

  #hold(): Int32Array {
    const register = this.population.derived.registers.take();
    this.#held.push(register);
    return register;
  }

  get #customerEvents(): CustomerEvents {
    const { events, space, roster } = this.population;
    return { rows: this.rows, base: roster.base, events, space };
  }

  /** Where the customers of a condition are found, `exclude` aside. */
  async #term(node: Exclude<PlanNode, PlanGroup>): Promise<Term> {
    await this.pacer.breathe();
    switch (node.kind) {
      case "attribute":
        return this.#attribute(node);
      case "tag":
        return this.#tags(node);
      case "event":
      case "sequence":
        return this.#kept(node, async () => {
          const { eventLeaves } = this.population.derived;
          const matches = await eventLeaves.matches(this.#customerEvents, node, this.asOf, this.pacer);
          return matches.words;
        });
      case "sample":
        return this.#sample(node);
      case "audience": {
        const members = this.#audiences[node.index];
        if (members === undefined)
          throw refuse("unknown_audience", node.path, `There is no audience "${node.audience}".`);
        return bits(members.words, this.rows);
      }
    }
  }

  async #attribute(node: PlanAttribute): Promise<Term> {
    const { column: place, test } = node;
    if (place.kind !== "stored")
      return this.#kept(node, async () => this.#scan(await this.column(place, node.path), node));
    const column = await this.column(place, node.path);
    const planned = this.#planned(node, column);
    if (planned === undefined) return this.#kept(node, () => this.#scan(column, node));
    const { term } = planned;
    if (term.kind === "scan") return term;
    const mended = { ...term, sets: term.sets.map((set) => this.#mended(set)) };
    const changed = this.#indexed(node, column)?.changed;
    if (planned.way !== "index" || changed === undefined || changed.size === 0) return mended;
    const words = this.#hold();
    await this.#membersOf(leafStep(mended, false, this.rows), words);
    return bits(corrected(words, changed, predicateOf(column, test)), this.rows);
  }

  #indexed(node: PlanAttribute, column: Column): IndexedColumn | undefined {
    return this.population.derived.indexes.of(node.column.name, column, this.rows);
  }

  #planned(node: PlanAttribute, column: Column): PlannedTerm | undefined {
    return this.#termOf(column, node.test, this.#indexed(node, column));
  }

  async #scan(column: Column, { test }: PlanAttribute): Promise<Int32Array> {
    const planned = this.#termOf(column, test, undefined);
    const words = this.population.derived.registers.take();
    if (planned?.term.kind === "scan") {
      await this.#membersOf(leafStep(planned.term, false, this.rows), words);
    } else await rowsMeeting(predicateOf(column, test), this.rows, words, this.pacer);
    return words;
  }

  #termOf(column: Column, test: ValueTest, indexed: IndexedColumn | undefined): PlannedTerm | undefined {
    const planned = termOf(column, test, indexed, this.population.space, this.rows);
    if (planned?.term.kind === "scan") this.#scans.push(planned.term.scan);
    return planned;
  }

  #mended(set: RowSet | RoughSet): RowSet {
    if (set.kind !== "rough") return set;
    const { kernels } = this.population.space;
    const words = this.#hold();
    if (set.upper === undefined) words.fill(0);
    else kernels.join(between(set.upper, set.lower), words.length, words);
    for (const { add, rows, from, to } of set.patches) kernels[add ? "setBits" : "clearBits"](words, rows, from, to);
    return { kind: "bits", words, size: set.size };
  }

  async #tags(node: PlanTag): Promise<Term> {
    const reader = new TagReader(this.population, this.asOf, this.pacer);
    const sets: RowSet[] = [];
    for (const tag of node.tags) {
      const ready = node.window === undefined && !reader.byRule(tag) ? this.#tagSet(tag) : undefined;
      sets.push(ready ?? { kind: "bits", words: (await reader.carriers(tag, node.window)).words, size: this.rows });
    }
    return { kind: "sets", match: node.match, sets };
  }

  /** Everybody who ever carried a tag, where nothing of it lies after the as-of. */
  #tagSet(tag: string): RowSet | undefined {
    const postings = this.population.tags.get(tag);
    if (postings === undefined) return { kind: "none" };
    const { set, latest } = this.population.derived.tagSets.of(tag, postings, this.rows);
    return latest <= this.asOf ? set : undefined;
  }

  async #sample({ salt, from, to }: PlanSample): Promise<Term> {
    const { roster, derived, space } = this.population;
    const buckets = await derived.samples.of(salt, roster, this.pacer);
    const base = derived.baseOf(roster);
    const [low, high] = [from - 2 ** 31, to - 1 - 2 ** 31];
    const scan: ColumnScan = {
      scan(out, row, rows) {
        space.kernels.range32(buckets, low, high, out, row, rows);
        space.kernels.and(out, row >>> 5, base, row >>> 5, rows >>> 5);
      },
      width: buckets.BYTES_PER_ELEMENT,
      free: () => undefined,
    };
    return { kind: "scan", scan };
  }

  /** The result of a costly condition, from before if it is still known. */
  async #kept(node: PlanNode, make: () => Promise<Int32Array>): Promise<Term> {
    const { leaves } = this.population.derived;
    const key = leafKey(node, this.asOf);
    this.#costly = true;
    const known = leaves.get(key);
    if (known !== undefined) return bits(known, this.rows);
    const words = await make();
    leaves.put(key, words);
    return bits(words, this.rows);
  }

  async #wayOf(node: Exclude<PlanNode, PlanGroup>): Promise<Pick<ExplainedNode, "way" | "why">> {
    const walk = { way: "walk", why: "No kernel fits the test: each customer is looked at." } as const;
    if (this.population.derived.leaves.get(leafKey(node, this.asOf)) !== undefined) {
      return { way: "cache", why: "It was asked before and nothing has changed since." };
    }
    switch (node.kind) {
      case "attribute": {
        if (node.column.kind !== "stored")
          return { way: "walk", why: "The attribute is made from events, then scanned." };
        const { way, why } = this.#planned(node, await this.column(node.column, node.path)) ?? walk;
        return { way, why };
      }
      case "event":
      case "sequence": {
        const { way, why } = wayOfLeaf(node, this.population.events, this.asOf);
        const threads = await this.population.derived.eventLeaves.explain(this.#customerEvents, node);
        return { way, why: threads === "" ? why : `${why} ${threads}` };
      }
      case "tag":
        return node.window === undefined
          ? { way: "index", why: "The carriers of a tag are kept as a set." }
          : { way: "walk", why: "The times a tag was dropped are looked through." };
      case "sample":
        return { way: "scan", why: "A kernel reads the buckets kept for the salt." };
      case "audience":
        return { way: "sets", why: "The audience is evaluated by itself, once." };
    }
  }
}

/** All of nothing is everybody, any of nothing nobody. */
export function combine(match: "all" | "any", parts: readonly Bitmap[], base: Bitmap): Bitmap {
  const [first, ...rest] = parts;
  if (first === undefined) return match === "all" ? base : new Bitmap(base.length);
  return rest.reduce((combined, part) => (match === "all" ? combined.and(part) : combined.or(part)), first);
}

function bits(words: Int32Array, size: number): Term {
  return { kind: "sets", match: "any", sets: [{ kind: "bits", words, size }] };
}

function between(upper: Int32Array, lower: Int32Array | undefined): readonly SetGroup[] {
  const within = { sets: [upper], leftOut: false };
  return lower === undefined ? [within] : [within, { sets: [lower], leftOut: true }];
}

/** Rows an index does not know, told by their values. */
function corrected(words: Int32Array, changed: ReadonlySet<number>, meets: Predicate): Int32Array {
  for (const row of changed) {
    const bit = 1 << (row & 31);
    const word = words[row >>> 5] ?? 0;
    words[row >>> 5] = meets(row) ? word | bit : word & ~bit;
  }
  return words;
}
