import type { Attribute } from "../../catalog/catalog.js";
import { refuse } from "../../issue/issue.js";
import type { Zone } from "../../plan/zone.js";
import { readText, UnreadableValue } from "../../source/cells.js";
import type { StoredValue } from "../../source/records.js";
import { readValue } from "../../source/values.js";
import type { AttributeLookups } from "./compile.js";
import { TextMemory } from "./lookup.js";
import type { Slots } from "./slots.js";

/** Multiples of 10^-scale up to this are told from their neighbours by a double. */
const SURE = 1e15;

/** One attribute of customers who are told: reads the value in the forms of a host's rows and closes slots by it. */
export class ToldAttribute {
  readonly name: string;
  readonly #attribute: Attribute;
  readonly #lookups: AttributeLookups;
  readonly #zone: Zone;
  readonly #slots: Slots;
  /** Of a text as it was told the row of each lookup, of an item its keys. */
  readonly #rows = new TextMemory<Int32Array>();
  readonly #places: Int32Array;
  readonly #factor: number;
  readonly #keys: Int32Array;

  constructor(attribute: Attribute, lookups: AttributeLookups, zone: Zone, slots: Slots) {
    this.name = attribute.name;
    this.#attribute = attribute;
    this.#lookups = lookups;
    this.#zone = zone;
    this.#slots = slots;
    this.#factor = 10 ** (attribute.scale ?? 0);
    const { texts, numbers, monthDays, items } = lookups;
    this.#keys = new Int32Array(items.length);
    this.#places = Int32Array.from([...texts, ...numbers, ...monthDays], ({ place }) => place);
  }

  /** @throws AudienceError `bad_row` for a value that cannot be read */
  close(told: unknown): void {
    try {
      if (this.#attribute.type === "list") this.#closeList(told);
      else if (typeof told === "string") this.#closeText(told);
      else this.#closeValue(this.#plainNumber(told) ?? readValue(told, this.#attribute, this.#zone));
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      throw refuse("bad_row", `/attributes/${this.name}`, `${this.name} ${error.message}.`);
    }
  }

  /** A number that needs no reading; undefined for anything else. */
  #plainNumber(told: unknown): number | undefined {
    if (typeof told !== "number" || this.#attribute.type !== "number") return undefined;
    if (this.#attribute.scale === undefined) return Number.isFinite(told) ? told + 0 : undefined;
    const whole = Math.round(told * this.#factor);
    return Math.abs(whole) < SURE && whole / this.#factor === told ? whole + 0 : undefined;
  }

  #closeText(told: string): void {
    let rows = this.#rows.get(told);
    if (rows === undefined) {
      const value = readValue(told, this.#attribute, this.#zone);
      rows = Int32Array.from(this.#places, (place, at) => this.#slots.rowOf(place, this.#keyAt(at, value)));
      this.#rows.set(told, rows);
    }
    for (let at = 0; at < rows.length; at++) this.#slots.closeAt(this.#places[at] ?? 0, rows[at] ?? 0);
  }

  #closeValue(value: StoredValue): void {
    for (let at = 0; at < this.#places.length; at++) this.#slots.close(this.#places[at] ?? 0, this.#keyAt(at, value));
  }

  #keyAt(at: number, value: StoredValue): number {
    const { texts, numbers, monthDays } = this.#lookups;
    const text = texts[at];
    if (text !== undefined) return text.lookup.keyOf(typeof value === "string" ? value : undefined);
    const number = typeof value === "number" || typeof value === "boolean" ? Number(value) : undefined;
    const lookup = numbers[at - texts.length] ?? monthDays[at - texts.length - numbers.length];
    return lookup?.lookup.keyOf(number) ?? 0;
  }

  #closeList(told: unknown): void {
    const { items, numbers } = this.#lookups;
    const list = numbers.length === 0 && isTexts(told) ? told : readValue(told, this.#attribute, this.#zone);
    const some = isTexts(list) ? list : [];
    this.#keys.fill(0);
    for (const item of some) {
      const keys = this.#keysOf(item);
      for (let at = 0; at < keys.length; at++) this.#keys[at] = (this.#keys[at] ?? 0) | (keys[at] ?? 0);
    }
    for (const [at, { place }] of items.entries()) this.#slots.close(place, this.#keys[at] ?? 0);
    for (const { place, lookup } of numbers) {
      this.#slots.close(place, lookup.keyOf(some.length === 0 ? undefined : some.length));
    }
  }

  /** The key of an item in each lookup. */
  #keysOf(item: string): Int32Array {
    const known = this.#rows.get(item);
    if (known !== undefined) return known;
    const text = readText(item);
    const keys = Int32Array.from(this.#lookups.items, ({ lookup }) => lookup.keyOf(text));
    this.#rows.set(item, keys);
    return keys;
  }
}

/** A list of texts, none of them empty. */
function isTexts(told: unknown): told is readonly string[] {
  return Array.isArray(told) && told.every((item) => typeof item === "string" && item !== "");
}
