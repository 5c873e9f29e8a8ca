// Mutations of sequences.
const pattern = "memory/events/sequence-pattern.ts";
const sequence = "memory/events/sequence.ts";
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
  [
    "sequence: filters are ignored",
    sequence,
    `admission(table, step.filters, step.absent`,
    `admission(table, [], step.absent`,
  ],
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
  ["sequence: later events exist", sequence, `admission(table, [], { to: asOf + 1 })`, `admission(table, [], {})`],
  [
    "sequence: within a day is an hour",
    resolve,
    `step.within.amount * within[step.within.unit]`,
    `(step.within.amount * within[step.within.unit]) / 24`,
  ],
];
