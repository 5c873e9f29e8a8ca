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
import { predicateOf } from "../columns/predicate.js";
import type { CustomerEvents } from "../events/event-walk.js";
import type { RfmColumns } from "../events/rfm.js";
import { TagReader } from "../events/tags.js";
import { sizeOf, type RoughSet, type RowSet } from "../index/row-set.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Pacer } from "../pacer.js";
import type { Population } from "../population.js";
import { wayOfLeaf } from "../threads/leaf-matches.js";
import type { LeafSet } from "./leaf-cache.js";
import { leafKey } from "./leaf-key.js";
import { Programme, weighed } from "./programme.js";
import { ReadySets } from "./ready-sets.js";
import { rowsMeeting } from "./rows-meeting.js";
import { isJoining, joinStep, leafStep, stepOf, type PlanLeaf, type Step } from "./steps.js";
import { anyOf, bitsTerm, readyTerm, scanTerm, whyReady, type Term } from "./terms.js";

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
  readonly #sets: ReadySets;
  readonly #scans: ColumnScan[] = [];
  #rfm: RfmColumns | undefined;
  /** Whether a condition had to be evaluated of which nothing is kept. */
  #costly = false;

  constructor(population: Population, asOf: number, pacer: Pacer) {
    this.population = population;
    this.asOf = asOf;
    this.pacer = pacer;
    this.#sets = new ReadySets(population, asOf);
  }

  get rows(): number {
    return this.population.roster.rows;
  }

  /** Gives back what was borrowed; the evaluation and its bitmaps are of no further use, but for those that were kept. */
  release(): void {
    this.#sets.release();
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
    const step = await this.#step(node);
    if (isJoining(step) && !this.#costly) return { size: this.#sets.join(step), rows: undefined };
    const words = this.#sets.hold();
    const size = await this.#membersOf(step, words);
    return { size, rows: new Bitmap(this.rows, words.slice()) };
  }

  /** The customers a node matches, told apart from the evaluation: they stay when it is released. */
  async audience(node: PlanNode): Promise<Bitmap> {
    return new Bitmap(this.rows, (await this.members(node)).words.slice());
  }

  /** The customers a node matches, `exclude` applied. */
  async members(node: PlanNode): Promise<Bitmap> {
    return this.#run(await this.#step(node));
  }

  /** The same, telling of every node on the way. */
  async matches(node: PlanNode, told: Told): Promise<Bitmap> {
    const step = node.kind === "group" ? await this.#group(node, told) : leafStep(await this.#term(node));
    const plain = await this.#run(step);
    const matches = node.exclude ? await this.#run(this.#known(plain, true)) : plain;
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
      case "stored":
        return this.#sets.column(column, path);
      case "computed": {
        const made =
          this.#measured.get(column.name) ??
          (await this.population.derived.made.measured(this.#customerEvents, column, this.pacer));
        this.#measured.set(column.name, made);
        return made;
      }
      case "rfm":
        this.#rfm ??= await this.population.derived.made.rfm(this.#customerEvents, column.rfm, this.pacer);
        return this.#rfm[column.field];
    }
  }

  async #group({ match, conditions }: PlanGroup, told: Told): Promise<Step> {
    const parts: Step[] = [];
    for (const condition of conditions) parts.push(this.#known(await this.matches(condition, told), false));
    return joinStep(match, parts);
  }

  #known({ words }: Bitmap, negated: boolean): Step {
    return leafStep(bitsTerm(words, this.rows), negated);
  }

  async #step(node: PlanNode): Promise<Step> {
    const terms = new Map<PlanLeaf, Term>();
    await this.#findTerms(node, terms);
    const step = stepOf(node, false, (leaf) => terms.get(leaf));
    if (step === undefined) throw refuse("internal", node.path, "A condition was not looked at.");
    return step;
  }

  async #findTerms(node: PlanNode, terms: Map<PlanLeaf, Term>): Promise<void> {
    if (node.kind !== "group") terms.set(node, await this.#term(node));
    else for (const condition of node.conditions) await this.#findTerms(condition, terms);
  }

  async #run(step: Step): Promise<Bitmap> {
    const words = this.#sets.hold();
    await this.#membersOf(step, words);
    return new Bitmap(this.rows, words, this.population.space.kernels);
  }

  /** Writes the members of a step and gives their number. */
  async #membersOf(step: Step, out: Int32Array): Promise<number> {
    if (isJoining(step)) return this.#sets.join(step, out);
    const { space, roster, derived } = this.population;
    const mend = (set: RowSet | RoughSet): RowSet =>
      set.kind === "rough" || set.kind === "loose"
        ? { kind: "bits", words: this.#sets.joining.wordsOf(set), size: sizeOf(set) }
        : set;
    const programme = new Programme(space.kernels, derived.baseOf(roster), derived.registers);
    return programme.run(weighed(step, this.rows, mend), out, this.pacer);
  }

  get #customerEvents(): CustomerEvents {
    const { events, space, roster, derived } = this.population;
    return { rows: this.rows, base: new Bitmap(this.rows, derived.baseOf(roster), space.kernels), events, space };
  }

  /** Where the customers of a condition are found, `exclude` aside. */
  async #term(node: PlanLeaf): Promise<Term> {
    await this.pacer.breathe();
    const ready = this.#sets.termOf(node);
    if (ready !== undefined) return ready;
    switch (node.kind) {
      case "attribute":
        return this.#attribute(node);
      case "tag":
        return this.#tags(node);
      case "event":
      case "sequence":
        return this.#kept(node, () =>
          this.population.derived.eventLeaves.matches(this.#customerEvents, node, this.asOf, this.pacer),
        );
      case "sample":
        return this.#sample(node);
      case "audience": {
        const members = this.#audiences[node.index];
        if (members === undefined)
          throw refuse("unknown_audience", node.path, `There is no audience "${node.audience}".`);
        return bitsTerm(members.words, this.rows);
      }
    }
  }

  async #attribute(node: PlanAttribute): Promise<Term> {
    const column = await this.column(node.column, node.path);
    const scan = node.column.kind === "stored" ? this.#scanOf(column, node.test) : undefined;
    return scan ?? this.#kept(node, () => this.#scan(column, node));
  }

  async #scan(column: Column, { test }: PlanAttribute): Promise<LeafSet> {
    const words = this.population.derived.registers.take();
    const scan = this.#scanOf(column, test);
    if (scan !== undefined) await this.#membersOf(leafStep(scan), words);
    else await rowsMeeting(predicateOf(column, test), this.rows, words, this.pacer);
    return { kind: "bits", words, size: this.rows };
  }

  #scanOf(column: Column, test: ValueTest): Term | undefined {
    const term = scanTerm(column, test, this.population.space, this.rows);
    if (term !== undefined) this.#scans.push(term.scan);
    return term;
  }

  async #tags(node: PlanTag): Promise<Term> {
    const reader = new TagReader(this.population, this.asOf, this.pacer);
    const sets: RowSet[] = [];
    for (const tag of node.tags) {
      const ready = node.window === undefined ? this.#sets.tagSet(tag) : undefined;
      sets.push(ready ?? { kind: "bits", words: (await reader.carriers(tag, node.window)).words, size: this.rows });
    }
    return { kind: "sets", match: node.match, sets };
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
  async #kept(node: PlanNode, make: () => Promise<LeafSet>): Promise<Term> {
    const { leaves } = this.population.derived;
    const key = leafKey(node, this.asOf);
    const known = leaves.get(key);
    if (known !== undefined) return anyOf([known]);
    const set = await make();
    if (!leaves.put(key, set)) this.#costly = true;
    return anyOf([set]);
  }

  async #wayOf(node: PlanLeaf): Promise<Pick<ExplainedNode, "way" | "why">> {
    const walk = { way: "walk", why: "No kernel fits the test: each customer is looked at." } as const;
    if (this.population.derived.leaves.get(leafKey(node, this.asOf)) !== undefined) {
      return { way: "cache", why: "It was asked before and nothing has changed since." };
    }
    switch (node.kind) {
      case "attribute": {
        if (node.column.kind !== "stored")
          return { way: "walk", why: "The attribute is made from events, then scanned." };
        const column = this.#sets.column(node.column, node.path);
        const ready = readyTerm(column, node.test, this.#sets.indexOf(node.column.name, column), this.rows);
        if (ready !== undefined) return { way: "index", why: whyReady(column, node.test, ready) };
        if (this.#scanOf(column, node.test) === undefined) return walk;
        return { way: "scan", why: "A kernel reads the attribute's column." };
      }
      case "event":
      case "sequence": {
        const { way, why } = await wayOfLeaf(this.#customerEvents, node, this.asOf);
        const threads = await this.population.derived.eventLeaves.explain(this.#customerEvents, node, this.asOf);
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
