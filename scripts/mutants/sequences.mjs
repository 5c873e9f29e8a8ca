// Mutations of sequences.
const pattern = "memory/events/sequence-pattern.ts";
const sequence = "memory/events/sequence.ts";
const short = "memory/events/short-sequence.ts";
const resolve = "plan/resolve.ts";

export const sequences = [
  // Sequences
  [
    "sequence: the order is ignored",
    pattern,
    `if (previous < 0 || at - (this.#endAt[step - 1] ?? 0) > within) return false;`,
    `if (at - (this.#endAt[step - 1] ?? 0) > within) return false;`,
  ],
  [
    "sequence: within is ignored",
    pattern,
    `if (previous < 0 || at - (this.#endAt[step - 1] ?? 0) > within) return false;`,
    `if (previous < 0) return false;`,
  ],
  [
    "sequence: exactly within is too late",
    pattern,
    `(this.#endAt[step - 1] ?? 0) > within`,
    `(this.#endAt[step - 1] ?? 0) >= within`,
  ],
  [
    "sequence: simultaneous events follow each other",
    pattern,
    `events[end]?.at === first?.at && events[end]?.sequence === first?.sequence`,
    `false`,
  ],
  [
    "sequence: one instant is one moment",
    pattern,
    `events[end]?.at === first?.at && events[end]?.sequence === first?.sequence`,
    `events[end]?.at === first?.at`,
  ],
  [
    "sequence: absent steps between do not count",
    pattern,
    `return (this.#disturbed[step] ?? -1) <= previous;`,
    `return true;`,
  ],
  [
    "sequence: what happens with the first disturbs the second",
    pattern,
    `return (this.#disturbed[step] ?? -1) <= previous;`,
    `return (this.#disturbed[step] ?? -1) < previous;`,
  ],
  [
    "sequence: absent steps before do not count",
    pattern,
    `if (step === 0) return this.#canBegin(at);`,
    `if (step === 0) return true;`,
  ],
  [
    "sequence: within of an absent step before is ignored",
    pattern,
    `last >= at - (before[step]?.within ?? Infinity)`,
    `last >= -Infinity`,
  ],
  [
    "sequence: exactly within before is long ago",
    pattern,
    `last >= at - (before[step]?.within ?? Infinity)`,
    `last > at - (before[step]?.within ?? Infinity)`,
  ],
  [
    "sequence: absent steps after do not count",
    pattern,
    `this.#pattern.after.length === 0) return true;`,
    `true) return true;`,
  ],
  [
    "sequence: absent after within is absent for ever",
    pattern,
    `return next > end + within && end + within <= this.#asOf;`,
    `return next === Infinity && end + within <= this.#asOf;`,
  ],
  [
    "sequence: exactly within after is late enough",
    pattern,
    `return next > end + within &&`,
    `return next >= end + within &&`,
  ],
  [
    "sequence: the time need not have passed",
    pattern,
    `return next > end + within && end + within <= this.#asOf;`,
    `return next > end + within;`,
  ],
  ["sequence: the time has to be over", pattern, `end + within <= this.#asOf`, `end + within < this.#asOf`],
  [
    "sequence: only the last chain counts",
    pattern,
    `if (this.#extend(mask, at)) ends.push(start);`,
    `if (this.#extend(mask, at)) ends.splice(0, 1, start);`,
  ],
  ["sequence: the window is ignored", sequence, `step.absent ? {} : sequence.window`, `{}`],
  ["sequence: the window bounds absent steps", sequence, `step.absent ? {} : sequence.window`, `sequence.window`],
  ["sequence: filters are ignored", sequence, `EventSelector(table, step.filters,`, `EventSelector(table, [],`],
  [
    "sequence: correlate is ignored",
    sequence,
    `if (only === undefined) return () => "";`,
    `if (correlate.length >= 0) return () => "";`,
  ],
  [
    "sequence: a missing value agrees with another",
    sequence,
    `if (others.length === 0) return only;`,
    `if (others.length === 0) return (index) => only(index) ?? "";`,
  ],
  [
    "sequence: correlate looks at the first property only",
    sequence,
    `if (others.length === 0) return only;`,
    `return only;`,
  ],
  [
    "sequence: later events exist",
    sequence,
    `untilAsOf(step.absent ? {} : sequence.window, asOf)`,
    `step.absent ? {} : sequence.window`,
  ],

  // Sequences of one step or two
  ["short sequence: the window is ignored", short, `untilAsOf(absent ? {} : window, until)`, `untilAsOf({}, until)`],
  [
    "short sequence: the window bounds an absent step",
    short,
    `untilAsOf(absent ? {} : window, until)`,
    `untilAsOf(window, until)`,
  ],
  ["short sequence: the time need not have passed", short, `passed ? asOf - within : asOf`, `asOf`],
  [
    "short sequence: the time has to be over",
    short,
    `passed ? asOf - within : asOf`,
    `passed ? asOf - within - 1 : asOf`,
  ],
  [
    "short sequence: what is absent for ever is absent later too",
    short,
    `const others = passed ? whenever(second) : select(second, asOf);`,
    `const others = whenever(second);`,
  ],
  [
    "short sequence: within back is ignored",
    short,
    `const low = -(first.within ?? Infinity);`,
    `const low = -Infinity;`,
  ],
  [
    "gaps: absent is present",
    short,
    `absent ? [near + 1, NEVER] : [0, near]`,
    `absent ? [0, near] : [near + 1, NEVER]`,
  ],
  [
    "gaps: events of the same instant follow",
    "memory/events/event-gaps.ts",
    `order === 0 && !after`,
    `order === 0 && after`,
  ],
  ["short sequence: within is ignored", short, `low: 1, high: within, absent }`, `low: 1, high: Infinity, absent }`],
  [
    "short sequence: exactly within is too late",
    short,
    `low: 1, high: within, absent }`,
    `low: 1, high: within - 1, absent }`,
  ],
  [
    "short sequence: exactly within before is long ago",
    short,
    `const low = -(first.within ?? Infinity);`,
    `const low = 1 - (first.within ?? Infinity);`,
  ],
  [
    "short sequence: absent is present",
    short,
    `low: 1, high: within, absent }`,
    `low: 1, high: within, absent: false }`,
  ],
  [
    "short sequence: one step holds of nobody",
    short,
    `if (other?.absent !== false) addCustomers(matches, selector);`,
    ``,
  ],
  ["short sequence: correlate is ignored", short, `correlate.length > 0`, `correlate.length > 9`],
  [
    "short sequence: filters are ignored",
    short,
    `    filters,\n    range: untilAsOf`,
    `    filters: [],\n    range: untilAsOf`,
  ],
  [
    "short sequence: filters of an absent step are ignored",
    short,
    `({ types, filters, range: {} })`,
    `({ types, filters: filters.slice(9), range: {} })`,
  ],
  [
    "sequence: within a day is an hour",
    resolve,
    `step.within.amount * within[step.within.unit]`,
    `(step.within.amount * within[step.within.unit]) / 24`,
  ],
];
