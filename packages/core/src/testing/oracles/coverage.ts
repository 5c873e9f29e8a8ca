import type { Definition, Measure, Node, PropertyFilter, Window } from "../../definition/language.js";
import { measures, operatorsByType, windowsFor } from "../../definition/operators.js";

const kinds: readonly Node["kind"][] = ["group", "attribute", "tag", "event", "sequence", "audience", "sample"];

/** Counts how often each word of the language comes up in definitions. */
export class Coverage {
  readonly #counts = new Map<string, number>();

  constructor() {
    const operators = new Set(Object.values(operatorsByType).flatMap((rules) => rules.map(({ operator }) => operator)));
    for (const kind of kinds) this.#counts.set(`kind ${kind}`, 0);
    for (const operator of operators) this.#counts.set(`operator ${operator}`, 0);
    for (const { of } of measures) this.#counts.set(`measure ${of}`, 0);
    for (const { kind } of windowsFor("datetime")) this.#counts.set(`window ${kind}`, 0);
  }

  add({ root }: Definition): void {
    this.#node(root);
  }

  /** Each word with its count, the rarest first. */
  table(): readonly (readonly [word: string, count: number])[] {
    return [...this.#counts].sort(([, a], [, b]) => a - b);
  }

  #node(node: Node): void {
    this.#count(`kind ${node.kind}`);
    switch (node.kind) {
      case "group":
        for (const condition of node.conditions) this.#node(condition);
        break;
      case "attribute":
        this.#comparison(node);
        break;
      case "event":
        this.#measure(node.measure);
        this.#comparison(node);
        this.#where(node.where);
        this.#window(node.window);
        break;
      case "tag":
        this.#count(`operator ${node.operator}`);
        this.#window(node.window);
        break;
      case "sequence":
        for (const step of node.steps) this.#where(step.where);
        this.#window(node.window);
        break;
      case "audience":
      case "sample":
        break;
    }
  }

  #where(filters: readonly PropertyFilter[] = []): void {
    for (const filter of filters) this.#comparison(filter);
  }

  #comparison({ operator, value }: Pick<PropertyFilter, "operator" | "value">): void {
    this.#count(`operator ${operator}`);
    if (typeof value === "object" && !("length" in value)) this.#window(value);
  }

  #measure({ of }: Measure): void {
    this.#count(`measure ${of}`);
  }

  #window(window: Window | undefined): void {
    if (window === undefined) return;
    const named = windowsFor("datetime").find(({ kind }) => kind in window);
    this.#count(`window ${named?.kind ?? "fixed"}`);
  }

  #count(word: string): void {
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }
}
