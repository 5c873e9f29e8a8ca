import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const tsconfig = fileURLToPath(new URL("../tsconfig.json", import.meta.url));

// An accessor on the prototype and a field of the same name: what a decorated property of an element comes down to.
const source = `
  class Accessors { get size(): number { return 0; } set size(value: number) {} }
  class Probe extends Accessors { override size = 1; }
  export const shadowed = Object.hasOwn(new Probe(), "size");
`;

/** Whether a field hides the accessor of its name, compiled as the packages are or with `tsconfigRaw` instead. */
const fieldShadowsAccessor = async (tsconfigRaw?: object): Promise<unknown> => {
  const { outputFiles } = await build({
    stdin: { contents: source, loader: "ts" },
    ...(tsconfigRaw === undefined ? { tsconfig } : { tsconfigRaw }),
    write: false,
    format: "esm",
    target: "es2022",
  });
  const compiled: unknown = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
  return typeof compiled === "object" && compiled !== null && "shadowed" in compiled ? compiled.shadowed : undefined;
};

describe("properties of elements in a production build", () => {
  it("stay accessors, which is what makes an element react", async () => {
    expect(await fieldShadowsAccessor()).toBe(false);
  });

  it("would be hidden by class fields under the other setting", async () => {
    expect(await fieldShadowsAccessor({ compilerOptions: { useDefineForClassFields: true } })).toBe(true);
  });
});
