import { below, keysOf } from "../definition/pointer.js";
import { AudienceError, issue, type Issue } from "../issue/issue.js";

/** The names a config gives its attributes and computed attributes, in its order. */
export interface NamedInConfig {
  readonly customers: { readonly attributes?: Readonly<Record<string, unknown>> } | { readonly from: "events" };
  readonly append?: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  readonly computed?: Readonly<Record<string, unknown>>;
}

/** Does what makes a catalogue of a config; the paths of what it refuses then lead into the config. */
export function pointingIntoConfig<T>(config: NamedInConfig, make: () => T): T {
  return pointingElsewhere(make, (path) => pathInConfig(config, path));
}

/** The paths of what `make` refuses, each put in place of another. */
export function pointingElsewhere<T>(make: () => T, place: (path: string) => string): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof AudienceError)) throw cause;
    const placed = cause.issues.map((found): Issue => ({ ...found, path: place(found.path) }));
    const [first, ...rest] = placed;
    throw first === undefined ? cause : new AudienceError([first, ...rest], { cause });
  }
}

/** Refuses the one key that a record of names would lose without a word. */
export function refuseLostKeys(config: unknown): void {
  const pending: (readonly [value: unknown, path: string])[] = [[config, ""]];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const [value, path] = place;
    if (typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "__proto__") {
        throw new AudienceError(issue("bad_config", below(path, key), `The name "${key}" cannot be used.`));
      }
      pending.push([inner, below(path, key)]);
    }
  }
}

function pathInConfig(config: NamedInConfig, path: string): string {
  const [list, index = "", ...rest] = keysOf(path) ?? [];
  const inside = rest[0] === "name" ? rest.slice(1) : rest;
  switch (list) {
    case "attributes": {
      const attribute = attributePaths(config)[Number(index)];
      return attribute === undefined ? path : below(attribute, ...inside);
    }
    case "computed": {
      const name = Object.keys(config.computed ?? {})[Number(index)];
      return name === undefined ? path : below("/computed", name, ...inside);
    }
    case "eventTypes":
    case "otherEvents":
      return "/events";
    default:
      return path;
  }
}

function attributePaths({ customers, append = [] }: NamedInConfig): readonly string[] {
  const ofCustomers = "attributes" in customers ? Object.keys(customers.attributes ?? {}) : [];
  return [
    ...ofCustomers.map((name) => below("/customers/attributes", name)),
    ...append.flatMap(({ attributes }, index) =>
      Object.keys(attributes).map((name) => below("/append", index, "attributes", name)),
    ),
  ];
}
