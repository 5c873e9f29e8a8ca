// Mutations of audiences, samples, computed attributes and RFM.
const evaluation = "memory/planner/evaluation.ts";
const rfm = "memory/events/rfm.ts";
const cells = "memory/answers/cells.ts";
const sample = "memory/planner/bucket.ts";
const resolve = "plan/resolve.ts";
const column = "plan/column.ts";

export const others = [
  // Audiences and samples
  [
    "audience: of a list nobody",
    evaluation,
    `audience.kind === "static" ? this.rowsOf(audience.ids)`,
    `audience.kind === "static" ? this.rowsOf([])`,
  ],
  [
    "audience: the root's exclusion is lost",
    evaluation,
    `await this.members(audience.root)`,
    `await this.members({ ...audience.root, exclude: false })`,
  ],
  ["sample: the lower bound is outside", evaluation, `[from - 2 ** 31, to`, `[from + 1 - 2 ** 31, to`],
  ["sample: the upper bound is inside", evaluation, `to - 1 - 2 ** 31]`, `to - 2 ** 31]`],
  [
    "sample: bounds round down",
    resolve,
    `from: Math.ceil(condition.from * SHARES),`,
    `from: Math.floor(condition.from * SHARES),`,
  ],
  ["sample: the salt is ignored", sample, "md5(`${salt}:${id}`)", "md5(`:${id}`)"],
  ["sample: other digits", sample, `.slice(0, 8)`, `.slice(8, 16)`],

  // Computed attributes
  [
    "computed: in the zone of UTC",
    column,
    `const zone = zoneOf(catalog.timeZone);\n  const selection`,
    `const zone = zoneOf("UTC");\n  const selection`,
  ],

  // Composition
  [
    "bands: an edge belongs to the band below it",
    cells,
    `number < (edges[middle] ?? Infinity)`,
    `number <= (edges[middle] ?? Infinity)`,
  ],
  [
    "bands: are ignored",
    "memory/answers/compose.ts",
    `const banded = bands !== undefined`,
    `const banded = bands === null`,
  ],
  [
    "cells: no value counts as a value",
    cells,
    `tally(codes, 0, rows, valid.words, from, to, counts);`,
    `tally(codes, 0, rows, rows, from, to, counts);`,
  ],
  [
    "cells: no value counts as 0",
    cells,
    `tally(this.#data, this.low, rows, this.#column.valid.words, from, to, counts);`,
    `tally(this.#data, this.low, rows, rows, from, to, counts);`,
  ],
  [
    "cells: of a list only the first element",
    cells,
    `item < (ends[row] ?? 0); item++)`,
    `item < Math.min((starts[row] ?? 0) + 1, ends[row] ?? 0); item++)`,
  ],
  [
    "cells: only those with members",
    "memory/answers/compose.ts",
    `(inCell.base[cell] ?? 0) > 0`,
    `(counts[cell] ?? 0) > 0`,
  ],
  [
    "cells: members are the base",
    "memory/answers/compose.ts",
    `(cell: number): number => counts[cell] ?? 0`,
    `(cell: number): number => inCell.base[cell] ?? 0`,
  ],
  [
    "cells: no value is left out",
    "memory/answers/compose.ts",
    `noValue.base > 0 ? [noValue] : []`,
    `noValue.base < 0 ? [noValue] : []`,
  ],
  ["cells: scaled numbers as they are held", cells, `number / 10 ** (scale ?? 0)`, `number`],

  // RFM
  ["rfm: refunds are purchases", rfm, `if (amount !== undefined && amount < 0) return;`, ``],
  [
    "rfm: refunds do not enter the monetary value",
    rfm,
    `if (amount !== undefined) this.#sum.add(amount);`,
    `if (amount !== undefined && amount > 0) this.#sum.add(amount);`,
  ],
  ["rfm: a purchase of 0 is a refund", rfm, `amount < 0) return;`, `amount <= 0) return;`],
  [
    "rfm: a purchase without amount is none",
    rfm,
    `if (amount !== undefined && amount < 0) return;`,
    `if (amount === undefined || amount < 0) return;`,
  ],
  ["rfm: everybody with an event is a buyer", rfm, `if (this.#purchases > 0) {`, `if (this.#purchases >= 0) {`],
  ["rfm: recency of the first purchase", rfm, `Math.max(this.#lastAt, instantOf(table, index))`, `instantOf(table, 0)`],
  [
    "rfm: recency in days of 24 hours",
    rfm,
    `today - zone.dayOf(this.#lastAt)`,
    `today - Math.floor(this.#lastAt / 86_400_000)`,
  ],
  [
    "rfm: frequency ignores the orders",
    rfm,
    `this.#order === undefined ? this.#purchases : this.#orders.size`,
    `this.#purchases`,
  ],
  [
    "rfm: the oldest purchase scores best",
    rfm,
    `scores(axis, best, buyers, rfm.bins)`,
    `scores(axis, "high", buyers, rfm.bins)`,
  ],
  ["rfm: the smallest amount scores best", rfm, `await score(monetary, "high")`, `await score(monetary, "low")`],
  ["rfm: the rarest scores best", rfm, `await score(frequency, "high")`, `await score(frequency, "low")`],
  [
    "rfm: scores from 0",
    rfm,
    `1 + Math.floor((bins * worse) / buyers.length)`,
    `Math.floor((bins * worse) / buyers.length)`,
  ],
  [
    "rfm: scores round up",
    rfm,
    `1 + Math.floor((bins * worse) / buyers.length)`,
    `Math.max(1, Math.ceil((bins * worse) / buyers.length))`,
  ],
  ["rfm: ties score as the best of them", rfm, `if (worse > 0 && ranked[worse - 1] === place) continue;`, ``],
  ["rfm: always five bins", rfm, `1 + Math.floor((bins * worse)`, `1 + Math.floor((5 * worse)`],
  ["rfm: the last group that fits", rfm, `groups.find((`, `groups.findLast((`],
  ["rfm: groups leave their ends out", rfm, `low <= score && score <= high`, `low < score && score <= high`],
  [
    "rfm: the window is ignored",
    column,
    `selection: resolveSelection(catalog, scheme, { asOf, zone }),`,
    `selection: { ...resolveSelection(catalog, scheme, { asOf, zone }), range: { to: asOf + 1 } },`,
  ],
  [
    "rfm: in the zone of UTC",
    column,
    `today: zone.dayOf(asOf),\n    zone,`,
    `today: zone.dayOf(asOf),\n    zone: zoneOf("UTC"),`,
  ],
];
