import type { Plan, PlanAttribute, PlanNode, StoredColumn, ValueTest } from "../../plan/plan.js";
import type { Zone } from "../../plan/zone.js";
import type { Column, ListColumn, NumericColumn } from "../columns/columns.js";
import { unfit } from "../columns/predicate.js";
import { leafKey } from "../planner/leaf-key.js";
import { AnsweredLookup, ItemLookup } from "./flag-lookup.js";
import { joinFormulas, negatedFactor, type Factor, type Formula } from "./formula.js";
import type { Lookup } from "./lookup.js";
import { MonthDayLookup, NumberLookup } from "./number-lookup.js";
import { TextLookup } from "./text-lookup.js";
import type { Answered, LeafAnswers } from "./leaves.js";

/** The lookups of one stored attribute, each with its place among all. */
export interface AttributeLookups {
  readonly name: string;
  readonly column: Column;
  readonly texts: Placed<TextLookup>[];
  readonly numbers: Placed<NumberLookup>[];
  readonly monthDays: Placed<MonthDayLookup>[];
  readonly items: Placed<ItemLookup>[];
}

export interface Placed<L extends Lookup> {
  readonly place: number;
  readonly lookup: L;
}

/** Makes formulas of plans. What two plans ask alike is one question of one lookup. */
export class Compiler {
  readonly lookups: Lookup[] = [];
  readonly attributes = new Map<string, AttributeLookups>();
  readonly answered: Placed<AnsweredLookup>[] = [];
  readonly #answers: LeafAnswers;
  readonly #columnOf: (column: StoredColumn, path: string) => Promise<Column>;
  readonly #formulas = new Map<string, Formula>();
  readonly #negatives = new Map<Factor, Factor>();

  constructor(answers: LeafAnswers, columnOf: (column: StoredColumn, path: string) => Promise<Column>) {
    this.#answers = answers;
    this.#columnOf = columnOf;
  }

  async formulaOf(plan: Plan): Promise<Formula> {
    return this.#node(plan.root, plan);
  }

  async #node(node: PlanNode, plan: Plan): Promise<Formula> {
    const plain = await this.#plain(node, plan);
    return node.exclude ? this.#negated(plain) : plain;
  }

  async #plain(node: PlanNode, plan: Plan): Promise<Formula> {
    if (node.kind === "group") {
      const parts: Formula[] = [];
      for (const condition of node.conditions) parts.push(await this.#node(condition, plan));
      return joinFormulas(node.match, parts);
    }
    if (node.kind === "audience") {
      const audience = plan.audiences[node.index];
      if (audience?.kind === "definition") return this.#node(audience.root, plan);
      const list = { kind: "list" as const, ids: audience?.ids ?? [] };
      return this.#kept(JSON.stringify(list), () => this.#answer(list));
    }
    const { path } = node;
    const key = leafKey(node, plan.asOf);
    if (node.kind === "attribute" && node.column.kind === "stored") {
      const stored = node.column;
      return this.#kept(key, () => this.#attribute(node, stored, path));
    }
    const leaf = { kind: "leaf" as const, node: { ...node, exclude: false }, asOf: plan.asOf };
    return this.#kept(key, () => this.#answer(leaf));
  }

  async #kept(key: string, make: () => Promise<Formula>): Promise<Formula> {
    const known = this.#formulas.get(key) ?? (await make());
    this.#formulas.set(key, known);
    return known;
  }

  /** What holds where the formula does not. */
  #negated(formula: Formula): Formula {
    if (formula.kind === "joined") {
      const parts = formula.parts.map((part) => this.#negated(part));
      return joinFormulas(formula.match === "all" ? "any" : "all", parts);
    }
    const known = this.#negatives.get(formula) ?? negatedFactor(formula);
    this.#negatives.set(formula, known);
    return known;
  }

  async #answer(asked: Answered): Promise<Factor> {
    const answer = await this.#answers.add(asked);
    let placed = this.answered.at(-1);
    if (placed === undefined || placed.lookup.full) {
      placed = this.#placed(new AnsweredLookup(this.#answers.stored));
      this.answered.push(placed);
    }
    return placed.lookup.test(placed.place, answer);
  }

  async #attribute({ test }: PlanAttribute, stored: StoredColumn, path: string): Promise<Formula> {
    const known = await this.#lookupsOf(stored, path);
    const { column } = known;
    if (column.kind === "average") throw unfit(column, test);
    if (column.kind === "list") return this.#list(known, column, test);
    if (column.kind === "text") {
      const text = this.#one(known.texts, () => new TextLookup(column));
      return factor(text.place, text.lookup.test(test));
    }
    if (test.test === "anniversary") {
      const day = this.#monthDays(known, test.zone, () => new MonthDayLookup(column, test.zone));
      return factor(day.place, day.lookup.test(test));
    }
    return this.#number(known, column, test);
  }

  #number(known: AttributeLookups, column: NumericColumn | ListColumn, test: ValueTest): Factor {
    const number = this.#one(known.numbers, () => new NumberLookup(column));
    return factor(number.place, number.lookup.test(test));
  }

  #list(known: AttributeLookups, column: ListColumn, test: ValueTest): Formula {
    switch (test.test) {
      case "hasValue":
      case "never":
      case "listCount":
        return this.#number(known, column, test);
      case "listAny":
        return this.#items(known, column, test.values, true);
      case "listAll":
        return joinFormulas(
          "all",
          test.values.map((value) => this.#items(known, column, [value], true)),
        );
      case "listOnly":
        return joinFormulas("all", [
          this.#number(known, column, { test: "hasValue" }),
          this.#negated(this.#items(known, column, test.values, false)),
        ]);
      default:
        throw unfit(column, test);
    }
  }

  /** Whether any item is one of these, or is none of them. */
  #items(known: AttributeLookups, column: ListColumn, values: readonly string[], among: boolean): Formula {
    const key = JSON.stringify([known.name, values, among]);
    const same = this.#formulas.get(key);
    if (same !== undefined) return same;
    let placed = known.items.at(-1);
    if (placed === undefined || placed.lookup.full) {
      placed = this.#placed(new ItemLookup(column));
      known.items.push(placed);
    }
    const wanted = new Set(values);
    const made = placed.lookup.test(placed.place, (item) => wanted.has(item) === among);
    this.#formulas.set(key, made);
    return made;
  }

  async #lookupsOf(stored: StoredColumn, path: string): Promise<AttributeLookups> {
    const known = this.attributes.get(stored.name);
    if (known !== undefined) return known;
    const column = await this.#columnOf(stored, path);
    const made = { name: stored.name, column, texts: [], numbers: [], monthDays: [], items: [] };
    this.attributes.set(stored.name, made);
    return made;
  }

  #one<L extends Lookup>(placed: Placed<L>[], make: () => L): Placed<L> {
    const [known] = placed;
    if (known !== undefined) return known;
    const made = this.#placed(make());
    placed.push(made);
    return made;
  }

  #monthDays({ monthDays }: AttributeLookups, zone: Zone, make: () => MonthDayLookup): Placed<MonthDayLookup> {
    const known = monthDays.find(({ lookup }) => lookup.zone.id === zone.id);
    if (known !== undefined) return known;
    const made = this.#placed(make());
    monthDays.push(made);
    return made;
  }

  #placed<L extends Lookup>(lookup: L): Placed<L> {
    return { place: this.lookups.push(lookup) - 1, lookup };
  }
}

function factor(lookup: number, meets: Factor["meets"]): Factor {
  return { kind: "factor", lookup, meets };
}
