/** A condition on what one lookup knows of a customer. `key` is one of the lookup's own. */
export interface Factor {
  readonly kind: "factor";
  /** Place of the lookup. */
  readonly lookup: number;
  readonly meets: (key: number) => boolean;
  /** Of keys that are flags, where that says it all: it is met by those with `key & mask` being `flags`. */
  readonly flags?: { readonly mask: number; readonly flags: number } | undefined;
}

/** A condition without exclusions: those have gone down into the factors. */
export type Formula = Factor | Joined;

/** All of nothing holds of everybody, any of nothing of nobody. */
interface Joined {
  readonly kind: "joined";
  readonly match: "all" | "any";
  readonly parts: readonly Formula[];
}

/** Factors that hold together, at most one for each lookup. */
export type Term = readonly Factor[];

export function negatedFactor({ lookup, meets, flags }: Factor): Factor {
  const one = flags !== undefined && (flags.mask & (flags.mask - 1)) === 0;
  return {
    kind: "factor",
    lookup,
    meets: (key) => !meets(key),
    ...(one ? { flags: { mask: flags.mask, flags: flags.mask ^ flags.flags } } : {}),
  };
}

/** Joins formulas. Inner groups of the same kind dissolve, and what is asked of one lookup becomes one factor. */
export function joinFormulas(match: "all" | "any", formulas: readonly Formula[]): Formula {
  const factors = new Map<number, Factor>();
  const groups: Joined[] = [];
  const parts = formulas.flatMap((part) => (part.kind === "joined" && part.match === match ? part.parts : [part]));
  for (const part of parts) {
    if (part.kind === "joined") groups.push(part);
    else {
      const other = factors.get(part.lookup);
      factors.set(part.lookup, other === undefined ? part : joinFactors(match, other, part));
    }
  }
  const joined = [...factors.values(), ...groups];
  const [only] = joined;
  return joined.length === 1 && only !== undefined ? only : { kind: "joined", match, parts: joined };
}

function joinFactors(match: "all" | "any", a: Factor, b: Factor): Factor {
  const { lookup } = a;
  if (match === "any") return { kind: "factor", lookup, meets: (key) => a.meets(key) || b.meets(key) };
  return { kind: "factor", lookup, meets: (key) => a.meets(key) && b.meets(key), flags: bothFlags(a, b) };
}

function bothFlags({ flags: a }: Factor, { flags: b }: Factor): Factor["flags"] {
  if (a === undefined || b === undefined || ((a.flags ^ b.flags) & a.mask & b.mask) !== 0) return undefined;
  return { mask: a.mask | b.mask, flags: a.flags | b.flags };
}

/** The terms one of which holds wherever the formula does; undefined where there would be more than `limit`. */
export function termsOf(formula: Formula, limit: number): readonly Term[] | undefined {
  return countTerms(formula) > limit ? undefined : expand(formula);
}

function countTerms(formula: Formula): number {
  if (formula.kind === "factor") return 1;
  const counts = formula.parts.map(countTerms);
  return formula.match === "any"
    ? counts.reduce((sum, count) => sum + count, 0)
    : counts.reduce((product, count) => product * count, 1);
}

function expand(formula: Formula): readonly Term[] {
  if (formula.kind === "factor") return [[formula]];
  if (formula.match === "any") return formula.parts.flatMap(expand);
  return formula.parts
    .map(expand)
    .reduce<readonly Term[]>(
      (terms, others) => terms.flatMap((term) => others.map((other) => both(term, other))),
      [[]],
    );
}

function both(a: Term, b: Term): Term {
  const joined = joinFormulas("all", [...a, ...b]);
  return joined.kind === "factor" ? [joined] : joined.parts.filter((part) => part.kind === "factor");
}
