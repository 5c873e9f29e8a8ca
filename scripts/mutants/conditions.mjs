// Mutations of groups and attribute conditions.
const predicate = "memory/columns/predicate.ts";
const numbers = "memory/columns/number-predicate.ts";
const steps = "memory/planner/steps.ts";
const readySets = "memory/planner/ready-sets.ts";
const programme = "memory/planner/programme.ts";
const terms = "memory/planner/terms.ts";
const columnScan = "memory/columns/column-scan.ts";
const closedRange = "memory/columns/closed-range.ts";
const numberIndex = "memory/index/number-index.ts";
const demands = "memory/events/event-demands.ts";
const valueTest = "plan/value-test.ts";
const anniversary = "plan/anniversary.ts";
const decimal = "plan/decimal.ts";
const fold = "definition/fold.ts";

export const conditions = [
  // Groups and exclusion
  [
    "group: all joins like any",
    steps,
    `joinStep((node.match === "all") === turned ? "any" : "all", parts)`,
    `joinStep("any", parts)`,
  ],
  [
    "group: any joins like all",
    steps,
    `joinStep((node.match === "all") === turned ? "any" : "all", parts)`,
    `joinStep("all", parts)`,
  ],
  ["group: only the first condition counts", steps, `"any" : "all", parts)`, `"any" : "all", parts.slice(0, 1))`],
  ["exclude of a node is ignored", steps, `negated !== node.exclude`, `negated`],
  ["exclude of a node applies to every node", steps, `negated !== node.exclude`, `!negated`],
  [
    "a condition left out of a conjunction stays in",
    programme,
    `return kernels[step.negated ? "andNot" : "and"](out, word, other, word, words);`,
    `return kernels.and(out, word, other, word, words);`,
  ],
  [
    "a set left out of a conjunction stays in",
    programme,
    `return kernels[negated ? "andNot" : "and"](out, word, set.words, word, words);`,
    `return kernels.and(out, word, set.words, word, words);`,
  ],
  ["a second part of a disjunction is dropped", programme, `left |= this.#put(part, out, word, words);`, `left |= 1;`],

  // Indexes and scans
  [
    "a scan counts missing values",
    columnScan,
    `      plain.scan(out, row, rows);\n      mask(out, row >>> 5, rows >>> 5);`,
    `      plain.scan(out, row, rows);`,
  ],
  ["a range of days holds its end", closedRange, `high: Math.ceil(to) - 1`, `high: Math.ceil(to)`],
  ["an open low end of a scan is closed", closedRange, `lowOpen ? neighbour(low, 1) : low`, `low`],
  ["an open high end of a scan is closed", closedRange, `highOpen ? neighbour(high, -1) : high`, `high`],
  ["a scan for false finds true", closedRange, `: { low: 0, high: 0 }`, `: { low: 1, high: 1 }`],
  ["an index leaves the upper bound out", numberIndex, `above ? found <= number : found < number`, `found < number`],
  [
    "an index takes the number below the lower bound in",
    numberIndex,
    `firstAfter(this.#values, low, false)`,
    `Math.max(0, firstAfter(this.#values, low, false) - 1)`,
  ],
  [
    "an index has the first value of a list only",
    terms,
    `const sets = codes.map(`,
    `const sets = codes.slice(0, 1).map(`,
  ],
  ["all of a list is any of it", terms, `test.test === "listAll" ? "all" : "any"`, `"any"`],
  ["a value nobody has is passed over", terms, `dictionary.find(text) ?? -1`, `dictionary.find(text) ?? 0`],
  ["changed values are not looked at", readySets, `indexed.changed.size === 0`, `indexed.changed.size >= 0`],
  [
    "exclude of a filter is ignored",
    demands,
    `if (scan !== undefined) return scanDemand(scan, exclude, length, space);`,
    `if (scan !== undefined) return scanDemand(scan, false, length, space);`,
  ],
  [
    "exclude of a filter that no kernel knows is ignored",
    demands,
    `keepMeeting(bits, word, words, meets, exclude)`,
    `keepMeeting(bits, word, words, meets, false)`,
  ],
  [
    "exclude of a filter drops types without the property",
    demands,
    `return scanDemand(NO_ROW, exclude, length, space);`,
    `return scanDemand(NO_ROW, false, length, space);`,
  ],
  [
    "a type without the property meets a filter",
    demands,
    `return scanDemand(NO_ROW, exclude, length, space);`,
    `return scanDemand(NO_ROW, true, length, space);`,
  ],

  // Any attribute, boolean
  ["hasValue is true of everybody", predicate, `return (row) => column.valid.has(row);`, `return () => true;`],
  ["hasValue is false", predicate, `return (row) => column.valid.has(row);`, `return NEVER;`],
  [
    "a missing number is 0",
    predicate,
    `return (row) => valid.has(row) && test(data[row] ?? 0);`,
    `return (row) => test(data[row] ?? 0);`,
  ],
  [
    "a missing number meets a comparison",
    numbers,
    `return (row) => valid.has(row) && meets(data[row] ?? 0);`,
    `return (row) => meets(data[row] ?? 0);`,
  ],
  ["boolean is: false reads as true", predicate, `(value === 1) === test.value`, `value === 1`],
  ["boolean is: compares the other way", predicate, `(value === 1) === test.value`, `(value === 0) === test.value`],

  // Text
  [
    "text is: a missing text is the first one",
    predicate,
    `valid.has(row) && flags[codes[row] ?? 0] === 1`,
    `flags[codes[row] ?? 0] === 1`,
  ],
  [
    "text is: folded",
    predicate,
    `? dictionary.flagsOf(test.values)`,
    `? dictionary.flags((text) => test.values.map(fold).includes(fold(text)))`,
  ],
  [
    "text is: only the first of a list",
    predicate,
    `? dictionary.flagsOf(test.values)`,
    `? dictionary.flagsOf(test.values.slice(0, 1))`,
  ],
  ["contains: begins with", predicate, `subject.includes(value)`, `subject.startsWith(value)`],
  [
    "contains: only the first of a list",
    predicate,
    `values.some((value) => subject.includes(value))`,
    `subject.includes(values[0] ?? "")`,
  ],
  ["startsWith: contains", predicate, `subject.startsWith(value)`, `subject.includes(value)`],
  [
    "startsWith: every one of a list",
    predicate,
    `values.some((value) => subject.startsWith(value))`,
    `values.every((value) => subject.startsWith(value))`,
  ],
  ["endsWith: contains", predicate, `subject.endsWith(value)`, `subject.includes(value)`],
  [
    "endsWith: every one of a list",
    predicate,
    `values.some((value) => subject.endsWith(value))`,
    `values.every((value) => subject.endsWith(value))`,
  ],
  ["matchCase is ignored in the data", predicate, `matchCase ? text : fold(text)`, `fold(text)`],
  ["matchCase is always on", valueTest, `comparison.matchCase === true;`, `true;`],
  ["the text of a definition is not folded", valueTest, `matchCase ? values : values.map(fold)`, `values`],
  ["fold: İ becomes two characters", fold, `if (character === "İ") return "i";`, ``],
  ["fold: ς stays", fold, `if (character === "ς") return "σ";`, ``],
  ["fold: no NFC", fold, `text.normalize("NFC")`, `text.normalize("NFD")`],
  [
    "fold: accents go",
    fold,
    `return character.toLowerCase();`,
    `return character.normalize("NFD").charAt(0).toLowerCase();`,
  ],
  [
    "fold: code units instead of code points",
    fold,
    `for (const character of text.normalize("NFC"))`,
    `for (const character of text.normalize("NFC").split(""))`,
  ],

  // Number
  [
    "number is: near enough",
    numbers,
    `return (value) => value === only;`,
    `return (value) => Math.abs(value - (only ?? 0)) < 1e-9;`,
  ],
  ["number is: never of one", numbers, `return (value) => value === only;`, `return () => false;`],
  [
    "number is: only the first of a list",
    numbers,
    `const values = new Set(test.values);`,
    `const values = new Set(test.values.slice(0, 1));`,
  ],
  [
    "lessThan includes the bound",
    valueTest,
    `{ high: first, highOpen: true, lowOpen: false }`,
    `{ high: first, highOpen: false, lowOpen: false }`,
  ],
  [
    "atMost leaves the bound out",
    valueTest,
    `return { high: first, highOpen: false, lowOpen: false };`,
    `return { high: first, highOpen: true, lowOpen: false };`,
  ],
  [
    "greaterThan includes the bound",
    valueTest,
    `{ low: first, lowOpen: true, highOpen: false }`,
    `{ low: first, lowOpen: false, highOpen: false }`,
  ],
  [
    "atLeast leaves the bound out",
    valueTest,
    `return { low: first, lowOpen: false, highOpen: false };`,
    `return { low: first, lowOpen: true, highOpen: false };`,
  ],
  [
    "between leaves the low end out",
    valueTest,
    `return { low: first, lowOpen: false, high: second, highOpen: false };`,
    `return { low: first, lowOpen: true, high: second, highOpen: false };`,
  ],
  [
    "between leaves the high end out",
    valueTest,
    `return { low: first, lowOpen: false, high: second, highOpen: false };`,
    `return { low: first, lowOpen: false, high: second, highOpen: true };`,
  ],
  ["open ends are closed", numbers, `(lowOpen ? low < value : low <= value)`, `low <= value`],
  ["high ends are not looked at", numbers, `&& (highOpen ? value < high : value <= high)`, ``],
  [
    "a finer bound is rounded down",
    decimal,
    `ceil: toBound(below + 1n), exact: false`,
    `ceil: toBound(below), exact: false`,
  ],
  ["a finer bound is rounded up", decimal, `return { floor: toBound(below),`, `return { floor: toBound(below + 1n),`],
  ["a finer bound is towards zero", decimal, `decimal.coefficient < 0n ? quotient - 1n : quotient`, `quotient`],
  ["a finer value is equal to what is below it", valueTest, `.filter(({ exact }) => exact)`, ``],

  // Date and datetime
  [
    "on: the day after too",
    valueTest,
    `case "on":\n    case "between":\n      return { from: start, to: end };`,
    `case "on":\n    case "between":\n      return { from: start, to: end + 86_400_000 };`,
  ],
  ["on, between: without a beginning", valueTest, `return { from: start, to: end };`, `return { to: end };`],
  [
    "between of dates: ends with the first",
    valueTest,
    `return { from: start, to: end };`,
    `return { from: start, to: startEnd };`,
  ],
  ["before: includes the bound", valueTest, `return { to: start };`, `return { to: startEnd };`],
  ["after: includes the bound", valueTest, `return { from: startEnd };`, `return { from: start };`],
  ["onOrBefore: leaves the bound out", valueTest, `return { to: startEnd };`, `return { to: start };`],
  ["onOrAfter: leaves the bound out", valueTest, `return { from: start };`, `return { from: startEnd };`],
  [
    "a date of a datetime is its first instant",
    valueTest,
    `startOf(text, zone) + 1 : zone.startOfDay(day + 1)`,
    `startOf(text, zone) + 1 : zone.startOfDay(day) + 1`,
  ],
  [
    "an instant stands for its whole second",
    valueTest,
    `startOf(text, zone) + 1 : zone`,
    `startOf(text, zone) + 1000 : zone`,
  ],
  [
    "ranges include their end",
    predicate,
    `(value) => from <= value && value < to`,
    `(value) => from <= value && value <= to`,
  ],
  [
    "ranges leave their beginning out",
    predicate,
    `(value) => from <= value && value < to`,
    `(value) => from < value && value < to`,
  ],
  ["anniversary: of the month only", predicate, `return date.month * 100 + date.day;`, `return date.month * 100 + 1;`],
  ["anniversary: of the day only", predicate, `return date.month * 100 + date.day;`, `return 600 + date.day;`],
  [
    "anniversary: a datetime's date in UTC",
    predicate,
    `monthDayOf(test.zone.dayOf(instant))`,
    `monthDayOf(Math.floor(instant / 86_400_000))`,
  ],
  [
    "anniversary: no leap day in common years",
    anniversary,
    `if (monthDay === 228 && daysInMonth(year, 2) === 28) found.add(LEAP_DAY);`,
    ``,
  ],
  [
    "anniversary: 28 February is the leap day in leap years too",
    anniversary,
    `monthDay === 228 && daysInMonth(year, 2) === 28`,
    `monthDay === 228`,
  ],
  [
    "anniversary: an open window holds none",
    anniversary,
    `from === undefined || to === undefined || to - from >= EVERY_DATE`,
    `false`,
  ],
  ["anniversary: the window's last date is missing", anniversary, `at < end; at += 1`, `at < end - 1; at += 1`],

  // List
  [
    "hasAny: every one",
    valueTest,
    `return { test: "listAny", values: textsOf(comparison) };`,
    `return { test: "listAll", values: textsOf(comparison) };`,
  ],
  [
    "hasAll: any one",
    valueTest,
    `return { test: "listAll", values: textsOf(comparison) };`,
    `return { test: "listAny", values: textsOf(comparison) };`,
  ],
  [
    "hasOnly: any one",
    valueTest,
    `return { test: "listOnly", values: textsOf(comparison) };`,
    `return { test: "listAny", values: textsOf(comparison) };`,
  ],
  [
    "hasAny: only the first item",
    predicate,
    `if (flags[codes[item] ?? 0] === 1) return true;`,
    `return flags[codes[item] ?? 0] === 1;`,
  ],
  ["hasAll: all but one", predicate, `return met === values.size;`, `return met >= values.size - 1 && met > 0;`],
  [
    "hasOnly: an empty list holds nothing else",
    predicate,
    `      if (flags[codes[item] ?? 0] !== 1) return false;\n    }\n    return valid.has(row);`,
    `      if (flags[codes[item] ?? 0] !== 1) return false;\n    }\n    return true;`,
  ],
  [
    "hasOnly: only the first item",
    predicate,
    `if (flags[codes[item] ?? 0] !== 1) return false;`,
    `return flags[codes[item] ?? 0] === 1;`,
  ],
  ["countIs: at least", valueTest, `low: countOf(comparison), high: countOf(comparison)`, `low: countOf(comparison)`],
  [
    "countAtLeast: more than",
    valueTest,
    `return { test: "listCount", low: countOf(comparison) };`,
    `return { test: "listCount", low: countOf(comparison) + 1 };`,
  ],
  [
    "countAtMost: less than",
    valueTest,
    `return { test: "listCount", high: countOf(comparison) };`,
    `return { test: "listCount", high: countOf(comparison) - 1 };`,
  ],
  [
    "countAtMost: the empty list counts as 0",
    predicate,
    `return valid.has(row) && low <= count && count <= high;`,
    `return (count === 0 || low <= count) && count <= high;`,
  ],
];
