/** RFC 6901 JSON pointers: `/root/conditions/0`. */
export type Pointer = string;

/** A pointer one or more steps below another. */
export function below(pointer: Pointer, ...keys: readonly (string | number)[]): Pointer {
  let path = pointer;
  for (const key of keys) path += `/${typeof key === "number" ? key : escaped(key)}`;
  return path;
}

function escaped(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

/** The keys a pointer is made of; undefined where it is none. */
export function keysOf(pointer: Pointer): readonly string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
