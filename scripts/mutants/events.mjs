// Mutations of tags, events and their measures.
const numbers = "memory/columns/number-predicate.ts";
const measures = "memory/events/measures.ts";
const demands = "memory/events/event-demands.ts";
const selector = "memory/events/event-selector.ts";
const totals = "memory/events/event-totals.ts";
const sliced = "memory/events/sliced-totals.ts";
const lists = "memory/events/listed-counts.ts";
const tags = "memory/events/tags.ts";
const valueTest = "plan/value-test.ts";
const selection = "plan/selection.ts";
const resolve = "plan/resolve.ts";

export const events = [
  // Tags
  ["tag hasAny: every one", resolve, `match = condition.operator === "hasAll" ? "all" : "any"`, `match = "all"`],
  ["tag hasAll: any one", resolve, `match = condition.operator === "hasAll" ? "all" : "any"`, `match = "any"`],
  ["tag: the window is ignored", resolve, `window: pastRange(condition.window, asOf, zone), exclude`, `exclude`],
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
  ["tag: rules ignore their filters", tags, `filters: rule.filters, range }`, `filters: [], range }`],
  [
    "tag: rules ignore the window",
    tags,
    `filters: rule.filters, range }`,
    `filters: rule.filters, range: { to: this.#asOf + 1 } }`,
  ],

  // Events and measures
  ["filters: only the cheapest counts", selector, `for (const demand of rest) demand.keep(bits, word, words);`, ``],
  ["filters: the first is ignored", demands, `...demands].sort(`, `...demands.slice(1)].sort(`],
  ["events: the window is ignored", demands, `low: Math.ceil(from / unit)`, `low: -Infinity`],
  ["events: the range includes its end", demands, `high: Math.ceil(to / unit) - 1`, `high: Math.ceil(to / unit)`],
  ["events: only the first type", selection, `return distinct(namesOf(event));`, `return namesOf(event).slice(0, 1);`],
  ["slices: the span a window begins in is whole", sliced, `cut.add(this.#first);`, ``],
  ["slices: the span a window ends in is whole", sliced, `cut.add(this.#last);`, ``],
  ["slices: filters are ignored", sliced, `first.mark(bits, word, words);`, `bits.fill(-1, word, word + words);`],
  ["slices: those without events meet no test", sliced, `if (this.#nothingMeets) words.fill(-1);`, ``],
  ["slices: totals go on in the next block", sliced, `this.#space.kernels.clear(`, `void (`],
  ["lists: the span a window ends in is whole", lists, `this.#cutsLast && from < to`, `this.#cutsLast && from > to`],
  ["lists: those without events meet no test", lists, `if (noneMeets) words.set(base.words);`, ``],
  ["lists: one more is wanted", lists, `if (known + 1 === turn)`, `if (known === turn)`],
  ["count: twice", totals, `totals[row] = (totals[row] ?? 0) + 1;`, `totals[row] = (totals[row] ?? 0) + 2;`],
  ["count, sum: those without events meet no test", totals, `if (nothingMeets) words.fill(-1);`, ``],
  ["count, sum: of no event it meets every test", totals, `if (nothingMeets) words.fill(-1);`, `words.fill(-1);`],
  [
    "count, sum: computed ones are missing of no event",
    totals,
    `valid: Bitmap.full(rows), data: all`,
    `valid: new Bitmap(rows), data: all`,
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
    "sum: the last of few values only",
    totals,
    `totals[row] = (totals[row] ?? 0) + (amounts[event] ?? 0);`,
    `totals[row] = amounts[event] ?? 0;`,
  ],
  ["sum: never past a double", totals, `return Number.isSafeInteger(most);`, `return true;`],
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
    `{ test: "averageIn", values: decimals }`,
    `{ test: "averageIn", values: decimals.slice(0, 1) }`,
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
