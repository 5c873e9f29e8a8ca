import { refuse } from "../../issue/issue.js";
import type { PlanAudience, PlanColumn, PlanGroup, PlanNode, PlanTag } from "../../plan/plan.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Column } from "../columns/columns.js";
import { measureColumn } from "../events/measures.js";
import type { Pacer } from "../pacer.js";
import type { Population } from "../population.js";
import { predicateOf, type Predicate } from "../columns/predicate.js";
import { rfmColumns, type RfmColumns } from "../events/rfm.js";
import { sampleOf } from "./sample.js";
import { sequenceMatches } from "../events/sequence.js";
import { TagReader } from "../events/tags.js";

/** Rows between two turns given to others. */
const BLOCK = 65_536;

/** One evaluation: a population as of an instant. Columns that have to be made are made once for all that ask. */
export class Evaluation {
  readonly population: Population;
  readonly asOf: number;
  readonly pacer: Pacer;
  readonly #measured = new Map<string, Column>();
  readonly #audiences: Bitmap[] = [];
  #rfm: RfmColumns | undefined;

  constructor(population: Population, asOf: number, pacer: Pacer) {
    this.population = population;
    this.asOf = asOf;
    this.pacer = pacer;
  }

  get rows(): number {
    return this.population.roster.rows;
  }

  /** Evaluates the audiences that audience conditions stand for, dependencies first. */
  async prepare(audiences: readonly PlanAudience[]): Promise<void> {
    for (const audience of audiences) {
      this.#audiences.push(
        audience.kind === "static" ? this.rowsOf(audience.ids) : await this.matches(audience.root, () => undefined),
      );
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

  /** The customers a node matches, `exclude` applied; `told` hears of the node and of every one below it. */
  async matches(node: PlanNode, told: (node: PlanNode, matches: Bitmap) => void): Promise<Bitmap> {
    await this.pacer.breathe();
    const plain = await this.#plainMatches(node, told);
    const matches = node.exclude ? this.population.roster.base.without(plain) : plain;
    told(node, matches);
    return matches;
  }

  async #plainMatches(node: PlanNode, told: (node: PlanNode, matches: Bitmap) => void): Promise<Bitmap> {
    switch (node.kind) {
      case "group":
        return this.#group(node, told);
      case "attribute":
        return this.#scan(predicateOf(await this.column(node.column, node.path), node.test));
      case "event": {
        const measured = await this.#measure(node);
        return this.#scan(predicateOf(measured, node.test));
      }
      case "tag":
        return this.#tags(node);
      case "sequence":
        return sequenceMatches({ rows: this.rows, events: this.population.events }, node, this.asOf, this.pacer);
      case "sample":
        return sampleOf(this.population.roster, node, this.pacer);
      case "audience": {
        const members = this.#audiences[node.index];
        if (members === undefined)
          throw refuse("unknown_audience", node.path, `There is no audience "${node.audience}".`);
        return members;
      }
    }
  }

  async #group(group: PlanGroup, told: (node: PlanNode, matches: Bitmap) => void): Promise<Bitmap> {
    const parts: Bitmap[] = [];
    for (const condition of group.conditions) parts.push(await this.matches(condition, told));
    return combine(group.match, parts, this.population.roster.base);
  }

  async #tags(node: PlanTag): Promise<Bitmap> {
    const reader = new TagReader(this.population, this.asOf, this.pacer);
    const parts: Bitmap[] = [];
    for (const tag of node.tags) parts.push(await reader.carriers(tag, node.window));
    return combine(node.match, parts, this.population.roster.base);
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
        const made = this.#measured.get(column.name) ?? (await this.#measure(column));
        this.#measured.set(column.name, made);
        return made;
      }
      case "rfm":
        this.#rfm ??= await rfmColumns({ rows: this.rows, events: this.population.events }, column.rfm, this.pacer);
        return this.#rfm[column.field];
    }
  }

  #measure({
    selection,
    measure,
  }: Pick<Extract<PlanNode, { kind: "event" }>, "selection" | "measure">): Promise<Column> {
    return measureColumn({ rows: this.rows, events: this.population.events }, selection, measure, this.pacer);
  }

  /** The rows that meet a predicate. */
  async #scan(meets: Predicate): Promise<Bitmap> {
    const matches = new Bitmap(this.rows);
    for (let start = 0; start < this.rows; start += BLOCK) {
      scanBlock(matches, meets, start, Math.min(start + BLOCK, this.rows));
      await this.pacer.breathe();
    }
    return matches;
  }
}

/** All of nothing is everybody, any of nothing nobody. */
export function combine(match: "all" | "any", parts: readonly Bitmap[], base: Bitmap): Bitmap {
  const [first, ...rest] = parts;
  if (first === undefined) return match === "all" ? base : new Bitmap(base.length);
  return rest.reduce((combined, part) => (match === "all" ? combined.and(part) : combined.or(part)), first);
}

/** `start` is a multiple of 32. */
function scanBlock(matches: Bitmap, meets: Predicate, start: number, end: number): void {
  for (let first = start; first < end; first += 32) {
    const last = Math.min(first + 32, end);
    let word = 0;
    for (let row = first; row < last; row++) if (meets(row)) word |= 1 << (row & 31);
    matches.words[first >>> 5] = word;
  }
}
