// Mutations of tags, events and their measures.
const numbers = "memory/columns/number-predicate.ts";
const measures = "memory/events/measures.ts";
const walk = "memory/events/event-walk.ts";
const tags = "memory/events/tags.ts";
const valueTest = "plan/value-test.ts";
const selection = "plan/selection.ts";
const resolve = "plan/resolve.ts";

export const events = [
  // Tags
  ["tag hasAny: every one", resolve, `match: condition.operator === "hasAll" ? "all" : "any"`, `match: "all"`],
  ["tag hasAll: any one", resolve, `match: condition.operator === "hasAll" ? "all" : "any"`, `match: "any"`],
  [
    "tag: the window is ignored",
    resolve,
    `...(condition.window === undefined ? {} : { window: pastRange(condition.window, asOf, zone) }),`,
    ``,
  ],
  [
    "tag: without an instant it lies in every window",
    tags,
    `Number.isNaN(at) ? window === undefined :`,
    `Number.isNaN(at) ? true :`,
  ],
  [
    "tag: without an instant it does not exist",
    tags,
    `Number.isNaN(at) ? window === undefined :`,
    `Number.isNaN(at) ? false :`,
  ],
  ["tag: later ones exist", tags, `Math.min(window?.to ?? Infinity, this.#asOf + 1)`, `window?.to ?? Infinity`],
  ["tag: rules drop nothing", tags, `if (rule.tag === tag) await`, `if (rule.tag === "") await`],
  ["tag: every rule drops every tag", tags, `if (rule.tag === tag) await`, `await`],
  ["tag: rules ignore their filters", tags, `admission(table, rule.filters, range)`, `admission(table, [], range)`],
  [
    "tag: rules ignore the window",
    tags,
    `admission(table, rule.filters, range)`,
    `admission(table, rule.filters, { to: this.#asOf + 1 })`,
  ],

  // Events and measures
  ["filters: any one is enough", walk, `meets.every((meet) => meet(event))`, `meets.some((meet) => meet(event))`],
  [
    "filters: one alone is ignored",
    walk,
    `if (meets.length === 1) return (event) => inRange(event) && only(event);`,
    `if (meets.length === 1) return inRange;`,
  ],
  ["events: the window is ignored", walk, `return from <= instant && instant < to;`, `return instant < to;`],
  [
    "events: the range includes its end",
    walk,
    `return from <= instant && instant < to;`,
    `return from <= instant && instant <= to;`,
  ],
  [
    "events: only the first type",
    selection,
    `return [...new Set(namesOf(event))];`,
    `return namesOf(event).slice(0, 1);`,
  ],
  [
    "count: twice",
    measures,
    `this.#count++;\n  }\n\n  end(customer: number): void {\n    this.column.data[customer] = this.#count;`,
    `this.#count += 2;\n  }\n\n  end(customer: number): void {\n    this.column.data[customer] = this.#count;`,
  ],
  [
    "count: carried over to the next customer",
    measures,
    `this.column.data[customer] = this.#count;\n    this.#count = 0;`,
    `this.column.data[customer] = this.#count;`,
  ],
  [
    "count: missing of no event",
    measures,
    `this.column = numericColumn(rows, "number", 0, Bitmap.full(rows));\n  }\n\n  event(): void`,
    `this.column = numericColumn(rows, "number", 0, new Bitmap(rows));\n  }\n\n  event(): void`,
  ],
  [
    "days: of UTC",
    measures,
    `instants(sources, (at) => measure.zone.dayOf(at))`,
    `instants(sources, (at) => Math.floor(at / 86_400_000))`,
  ],
  [
    "days: instants instead of dates",
    measures,
    `instants(sources, (at) => measure.zone.dayOf(at))`,
    `instants(sources, (at) => at)`,
  ],
  ["weeks: days instead", measures, `weekOf(measure.zone.dayOf(at))`, `measure.zone.dayOf(at)`],
  ["weeks: from Sunday", measures, `Math.floor((day + 3) / 7)`, `Math.floor((day + 4) / 7)`],
  ["weeks: of UTC", measures, `weekOf(measure.zone.dayOf(at))`, `weekOf(Math.floor(at / 86_400_000))`],
  ["months: days instead", measures, `monthOf(measure.zone.dayOf(at))`, `measure.zone.dayOf(at)`],
  ["months: of UTC", measures, `monthOf(measure.zone.dayOf(at))`, `monthOf(Math.floor(at / 86_400_000))`],
  ["months: of any year", measures, `date.year * 12 + date.month`, `date.month`],
  [
    "distinct: counts each",
    measures,
    `if (value !== undefined) this.#seen.add(value);`,
    `if (value !== undefined) this.#seen.add(this.#seen.size);`,
  ],
  [
    "distinct: missing is a value",
    measures,
    `if (value !== undefined) this.#seen.add(value);`,
    `this.#seen.add(value ?? -1);`,
  ],
  [
    "distinct, days, weeks, months: missing of no event",
    measures,
    `this.column = numericColumn(rows, "number", 0, Bitmap.full(rows));\n    this.#read = read;`,
    `this.column = numericColumn(rows, "number", 0, new Bitmap(rows));\n    this.#read = read;`,
  ],
  [
    "sum: the last value only",
    measures,
    `if (value !== undefined) this.#sum.add(value);\n  }\n\n  end(customer: number): void {\n    this.#sums.set`,
    `if (value !== undefined) {\n      this.#sum.take();\n      this.#sum.add(value);\n    }\n  }\n\n  end(customer: number): void {\n    this.#sums.set`,
  ],
  [
    "sum: missing of no event",
    measures,
    `new SumColumnBuilder(rows, scale, Bitmap.full(rows))`,
    `new SumColumnBuilder(rows, scale, new Bitmap(rows))`,
  ],
  [
    "sum: a double once it is large",
    "memory/events/running-sum.ts",
    `if (Number.isSafeInteger(sum)) {`,
    `if (Number.isFinite(sum)) {`,
  ],
  ["average: the sum", measures, `this.#counts[customer] = this.#count;`, `this.#counts[customer] = 1;`],
  [
    "average: events without the value count",
    measures,
    `    if (value === undefined) return;\n    this.#sum.add(value);\n    this.#count++;`,
    `    this.#sum.add(value ?? 0);\n    this.#count++;`,
  ],
  ["average: doubles that are close are equal", numbers, `return compareDecimal(column, row, bound);`, `return 0;`],
  ["average: compared as doubles", numbers, `return compareDecimal(column, row, bound);`, `return value - other;`],
  [
    "average is: only the first of a list",
    valueTest,
    `{ test: "averageIn", values: numbers.map(decimalOf) }`,
    `{ test: "averageIn", values: numbers.slice(0, 1).map(decimalOf) }`,
  ],
  [
    "average: a closed low end is open",
    numbers,
    `if (place < 0 || (place === 0 && test.lowOpen)) return false;`,
    `if (place <= 0) return false;`,
  ],
  [
    "average: a high end is not looked at",
    numbers,
    `if (place > 0 || (place === 0 && test.highOpen)) return false;`,
    ``,
  ],
  ["min: the largest", measures, `measure.scale, Math.min, properties`, `measure.scale, Math.max, properties`],
  ["max: the smallest", measures, `measure.scale, Math.max, properties`, `measure.scale, Math.min, properties`],
  ["firstAt: the last", measures, `        Math.min,\n        instants(`, `        Math.max,\n        instants(`],
  ["lastAt: the first", measures, `        Math.max,\n        instants(`, `        Math.min,\n        instants(`],
  [
    "min, max, firstAt, lastAt: 0 of no event",
    measures,
    `this.column = numericColumn(rows, type, scale, new Bitmap(rows));`,
    `this.column = numericColumn(rows, type, scale, Bitmap.full(rows));`,
  ],
];
