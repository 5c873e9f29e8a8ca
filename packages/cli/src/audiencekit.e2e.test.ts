import { spawn } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const binary = fileURLToPath(new URL("../dist/audiencekit.js", import.meta.url));
const asOf = "2026-06-15T12:00:00Z";

const config = {
  timeZone: "Europe/Berlin",
  customers: {
    file: "customers.csv",
    id: "customer_id",
    attributes: {
      age: { type: "number", scale: 0, label: "Age", bands: [18, 35] },
      tier: { type: "text", values: { g: "Gold" } },
      interests: { type: "list" },
    },
  },
  events: [
    {
      file: "purchases.csv",
      customer: "customer_id",
      event: "purchase",
      at: "date",
      properties: { amount: { type: "number", scale: 2 } },
    },
  ],
  tags: [{ file: "tags.csv", customer: "customer_id", tag: "tag" }],
  audiences: [
    {
      id: "gold",
      name: "Gold",
      definition: definitionOf({ kind: "attribute", attribute: "tier", operator: "is", value: "g" }),
    },
    { id: "vip", name: "VIP list", members: { file: "vip.csv", id: "customer_id" } },
    {
      id: "both",
      name: "Gold VIPs",
      definition: definitionOf({ kind: "audience", audience: "vip" }, { kind: "audience", audience: "gold" }),
    },
  ],
};

/** Record 4 has an age that cannot be read; two ids are beyond the basic plane or just below it. */
const files = {
  "audiences.config.json": JSON.stringify(config),
  "customers.csv": [
    "customer_id,age,tier,interests",
    "10,17,g,a|b",
    "9,35,s,b",
    " 9,40,g,",
    "bad,old,g,a",
    "\uFF5E,,g,a",
    "😀,20,,b",
    '"quo""ted, id",18,,',
  ].join("\r\n"),
  "purchases.csv": [
    "customer_id,date,amount",
    "10,2026-06-15,9.99",
    "10,2026-06-16,5",
    "9,2026-06-15T14:00:00,0.01",
    "9,2026-06-15T14:00:01,1",
    "nobody,2026-01-01,1",
  ].join("\n"),
  "tags.csv": "customer_id,tag\n9,vip\nnobody,vip\n",
  "vip.csv": "customer_id\n10\n9\nnobody\n",
};

function definitionOf(...conditions: readonly unknown[]) {
  return { version: 1, root: { kind: "group", match: "all", conditions } };
}

interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function audiencekit(args: readonly string[], input = ""): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [binary, ...args], { env: { ...process.env, NO_COLOR: "1" } });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.on("error", reject).on("close", (code) => resolve({ code, out, err }));
    child.stdin.on("error", () => undefined).end(input);
  });
}

const folders: string[] = [];

async function folderOf(contents: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "audiencekit-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content);
  return folder;
}

let data = "";
beforeAll(async () => {
  data = await folderOf(files);
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

function asked(command: string, conditions: readonly unknown[], ...more: readonly string[]): Promise<Finished> {
  const args = [command, "--data", data, "--definition", "-", "--as-of", asOf, ...more];
  return audiencekit(args, JSON.stringify(definitionOf(...conditions)));
}

const everybody = { kind: "attribute", attribute: "tier", operator: "is", value: "nobody's", exclude: true };
const gold = { kind: "attribute", attribute: "tier", operator: "is", value: "g" };

describe("audiencekit size", () => {
  it("prints one object for machines", async () => {
    const { code, out } = await asked("size", [gold], "--json");
    expect(JSON.parse(out)).toEqual({ size: 3, base: 6, asOf, engine: "memory" });
    expect(out).toMatch(/^\{.*\}\n$/);
    expect(code).toBe(0);
  });

  it("sees events up to the as-of and not later", async () => {
    const bought = { kind: "event", event: "purchase", measure: { of: "sum", property: "amount" }, operator: "is" };
    const { out } = await asked("size", [{ ...bought, value: [0.01, 9.99] }], "--json");
    expect(JSON.parse(out)).toMatchObject({ size: 2 });
  });

  it("says in words what it counted, reading the definition from a file", async () => {
    const folder = await folderOf({ ...files, "gold.json": JSON.stringify(definitionOf(gold)) });
    const args = ["size", "--data", folder, "--definition", join(folder, "gold.json")];
    const { code, out } = await audiencekit([...args, "--as-of", "2026-06-15T14:00:00+02:00"]);
    expect(out).toBe(`3 of 6 customers, 50.0%, as of ${asOf}\n`);
    expect(code).toBe(0);
    expect((await audiencekit(args)).out).toMatch(/, as of \d{4}-.*Z, now by the clock\n$/);
  });

  it("lists rejected rows with their record numbers, and counts those of unknown customers", async () => {
    const { err } = await asked("size", [gold], "--json");
    expect(err).toContain("rejected: customers.csv, record 4, age: is not a number\n");
    expect(err).toContain("1 row rejected, the others loaded.\n");
    expect(err).toContain("1 event, 1 tag.\n");
  });
});

describe("audiencekit save", () => {
  it("writes the folder's base, which answers from its file as from the folder", async () => {
    const to = join(await folderOf({}), "shop.base");
    const saved = await audiencekit(["save", "--data", data, "--to", to, "--json"]);
    expect(saved.code).toBe(0);
    expect(JSON.parse(saved.out)).toMatchObject({ file: to, customers: 6, events: 4, tags: 1 });
    for (const command of ["size", "members"]) {
      const [plain, opened] = [await asked(command, [gold]), await asked(command, [gold], "--saved", to)];
      expect(opened).toEqual(plain);
    }
    const process = ["process", "--data", data, "--as-of", asOf];
    expect(await audiencekit([...process, "--saved", to])).toEqual(await audiencekit(process));
  });

  it("refuses a file that is damaged or is none", async () => {
    const folder = await folderOf({ "text.base": "customer_id\n1\n" });
    const text = await asked("size", [gold], "--saved", join(folder, "text.base"));
    expect([text.code, text.out]).toEqual([1, ""]);
    expect(text.err).toContain("bad_file");
    const none = await asked("size", [gold], "--saved", join(folder, "none.base"));
    expect(none.err).toContain("cannot be read");
    const nowhere = await audiencekit(["save", "--data", data, "--to", join(folder, "none", "shop.base")]);
    expect([nowhere.code, nowhere.err.includes("cannot be written")]).toEqual([1, true]);
  });
});

describe("audiencekit members", () => {
  it("lists ids one a line, by code point and not by UTF-16 unit", async () => {
    const { code, out } = await asked("members", [everybody], "--json");
    const ids = out
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(ids).toEqual([" 9", "10", "9", 'quo"ted, id', "\uFF5E", "😀"]);
    expect(code).toBe(0);
    expect((await asked("members", [gold])).out).toBe(" 9\n10\n\uFF5E\n");
  });

  it("prints nothing of an empty audience", async () => {
    expect(await asked("members", [{ ...everybody, exclude: undefined }])).toMatchObject({ code: 0, out: "" });
  });
});

describe("audiencekit compose", () => {
  it("prints bands with open ends, shares and indexes", async () => {
    const { code, out } = await asked("compose", [gold], "--attribute", "age", "--json");
    expect(JSON.parse(out)).toEqual({
      size: 3,
      parts: [
        { value: [null, 18], count: 1, share: 1 / 3, index: 200 },
        { value: [18, 35], count: 0, share: 0, index: 0 },
        { value: [35, null], count: 1, share: 1 / 3, index: 100 },
        { value: null, count: 1, share: 1 / 3, index: 200 },
      ],
    });
    expect(code).toBe(0);
  });

  it("counts a customer in each element of a list", async () => {
    const { out } = await asked("compose", [gold], "--attribute", "interests", "--json");
    expect(JSON.parse(out)).toMatchObject({
      size: 3,
      parts: [
        { value: "a", count: 2 },
        { value: "b", count: 1 },
        { value: null, count: 1 },
      ],
    });
  });

  it("draws a table with labels for people", async () => {
    const { out } = await asked("compose", [gold], "--attribute", "tier");
    expect(out).toMatch(/│ Gold +│ +3 │ +100\.0% │ +50\.0% │ +200 │/);
    expect(out).toContain("3 of 6 customers\n");
    expect((await asked("compose", [gold], "--attribute", "age")).out).toContain("18 to under 35");
  });

  it("refuses an attribute that is not there, with the nearest name", async () => {
    const { code, out, err } = await asked("compose", [gold], "--attribute", "agee");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("unknown_attribute");
    expect(err).toContain("age");
  });
});

describe("audiencekit summary", () => {
  it("puts a definition into words without reading data", async () => {
    const folder = await folderOf({ "audiences.config.json": JSON.stringify(config) });
    const args = ["summary", "--data", folder, "--definition", "-"];
    const definition = JSON.stringify(definitionOf({ kind: "audience", audience: "vip" }, { ...gold, exclude: true }));
    const { code, out } = await audiencekit(args, definition);
    expect(out).toContain("VIP list");
    expect(out).toContain("\n- ");
    expect(code).toBe(0);
    const forMachines: unknown = JSON.parse((await audiencekit([...args, "--json"], definition)).out);
    expect(forMachines).toMatchObject({
      sentence: expect.stringContaining("VIP list") as unknown,
      lines: [
        { path: "/root/conditions/0", exclude: false, lines: [] },
        { path: "/root/conditions/1", exclude: true, lines: [] },
      ],
    });
  });
});

describe("audiencekit process", () => {
  it("gives a line for each audience of the config", async () => {
    const { code, out } = await audiencekit(["process", "--data", data, "--as-of", asOf, "--json"]);
    expect(JSON.parse(out)).toEqual({
      asOf,
      base: 6,
      engine: "memory",
      audiences: [
        { id: "gold", name: "Gold", size: 3, share: 0.5 },
        { id: "vip", name: "VIP list", size: 2, share: 1 / 3 },
        { id: "both", name: "Gold VIPs", size: 1, share: 1 / 6 },
      ],
    });
    expect(code).toBe(0);
    const people = await audiencekit(["process", "--data", data, "--as-of", asOf]);
    expect(people.out).toMatch(/│ both +│ Gold VIPs +│ +1 │ +16\.7% │/);
  });

  it("lets one audience fail by itself, and tells it by its exit code", async () => {
    const [first, ...others] = config.audiences;
    const broken = { ...first, definition: definitionOf({ ...gold, attribute: "tear" }) };
    const folder = await folderOf({
      ...files,
      "audiences.config.json": JSON.stringify({ ...config, audiences: [broken, ...others] }),
    });
    const { code, out } = await audiencekit(["process", "--data", folder, "--as-of", asOf, "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      audiences: [
        { id: "gold", error: { code: "unknown_attribute", path: "/root/conditions/0/attribute" } },
        { id: "vip", size: 2 },
        { id: "both", error: { code: "unknown_attribute" } },
      ],
    });
    expect(code).toBe(1);
  });
});

describe("audiencekit refuses", () => {
  it.each([
    ["no JSON", "{", "not_json", ""],
    ["an unknown key", JSON.stringify({ ...definitionOf(gold), colour: "red" }), "unknown_key", "/colour"],
    [
      "an unknown attribute",
      JSON.stringify(definitionOf({ ...gold, attribute: "teir" })),
      "unknown_attribute",
      "/root/conditions/0/attribute",
    ],
    ["a group of nothing", JSON.stringify(definitionOf()), "empty_group", "/root"],
    ["a tree 5,000 deep", `${'{"kind":"group","match":"all","conditions":['.repeat(5000)}`, "too_large", ""],
    [
      "a reach for the prototype",
      '{"version":1,"root":{"kind":"group","__proto__":1}}',
      "forbidden_key",
      "/root/__proto__",
    ],
  ])("%s, with code and path and exit code 1", async (_, text, code, path) => {
    const args = ["size", "--data", data, "--definition", "-"];
    const people = await audiencekit(args, text);
    expect([people.code, people.out]).toEqual([1, ""]);
    expect(people.err).toContain(path === "" ? `${code}: ` : `${code} at ${path}: `);
    const machines = await audiencekit([...args, "--json"], text);
    expect([machines.code, machines.out]).toEqual([1, ""]);
    const refusal: unknown = JSON.parse(machines.err.trimEnd().split("\n").at(-1) ?? "");
    expect(refusal).toMatchObject({ error: { code, path } });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["a folder without a config", {}, "bad_config"],
    [
      "an unknown key of the config",
      { ...files, "audiences.config.json": JSON.stringify({ ...config, colour: 1 }) },
      "bad_config at /colour",
    ],
    [
      "a file outside the folder",
      { ...files, "audiences.config.json": JSON.stringify({ customers: { file: "../c.csv", id: "id" } }) },
      "bad_config at /customers/file",
    ],
    [
      "an audience that is none",
      {
        ...files,
        "audiences.config.json": JSON.stringify({
          ...config,
          audiences: [{ id: "a", name: "A", definition: { version: 1, root: 1 } }],
        }),
      },
      "wrong_type at /audiences/0/definition/root",
    ],
    ["a missing column", { ...files, "customers.csv": "customer_id,age,tier\n1,2,g\n" }, "column_missing"],
    [
      "a customer that stands twice",
      { ...files, "customers.csv": "customer_id,age,tier,interests\n1,,,\n1,,,\n" },
      "duplicate_customer",
    ],
    [
      "a file that is not there",
      { ...files, "audiences.config.json": JSON.stringify({ customers: { file: "gone.csv", id: "id" } }) },
      "bad_file",
    ],
  ])("%s", async (_, contents, refusal) => {
    const folder = await folderOf(contents);
    const result = await audiencekit(
      ["size", "--data", folder, "--definition", "-"],
      JSON.stringify(definitionOf(gold)),
    );
    expect(result).toMatchObject({ code: 1, out: "" });
    expect(result.err).toContain(refusal);
  });

  it("a file that is a link out of the folder, and follows one that stays inside", async () => {
    const outside = await folderOf({ "people.csv": files["customers.csv"] });
    const { ["customers.csv"]: customers, ...others } = files;
    const linkTo = async (target: string, more: Readonly<Record<string, string>> = {}) => {
      const folder = await folderOf({ ...others, ...more });
      await symlink(target, join(folder, "customers.csv"));
      return audiencekit(["size", "--data", folder, "--definition", "-", "--json"], JSON.stringify(definitionOf(gold)));
    };
    const refused = await linkTo(join(outside, "people.csv"));
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(JSON.parse(refused.err)).toMatchObject({ error: { code: "bad_config" } });
    const inside = await linkTo("people.csv", { "people.csv": customers });
    expect(JSON.parse(inside.out)).toMatchObject({ size: 3 });
  });

  it("a definition file that is not there, engines and commands of other releases", async () => {
    const size = ["size", "--data", data, "--definition"];
    expect(await audiencekit([...size, join(data, "gone.json")])).toMatchObject({ code: 1, out: "" });
    const engine = await audiencekit([...size, "-", "--engine", "postgres", "--url", "postgres://localhost"]);
    expect(engine).toMatchObject({ code: 1, out: "" });
    expect(engine.err).toMatch(/^not_supported: .*postgres.*--engine memory/);
    const command = await audiencekit(["explain", "--data", data, "--definition", "-", "--customer", "9"]);
    expect(command).toMatchObject({ code: 1, out: "" });
    expect(command.err).toMatch(/^not_supported: .*explain.*size, members, compose, summary, process/);
  });
});

describe("audiencekit is used wrongly", () => {
  it.each([
    [[]],
    [["sizes"]],
    [["size"]],
    [["size", "--data", "."]],
    [["size", "--data", ".", "--definition", "-", "--as-of", "yesterday"]],
    [["size", "--data", ".", "--definition", "-", "--as-of", "2026-06-15T12:00:00"]],
    [["size", "--data", ".", "--definition", "-", "--engine", "abacus"]],
    [["size", "--data", ".", "--definition", "-", "--colour", "red"]],
    [["compose", "--data", ".", "--definition", "-"]],
    [["size", "--data", ".", "--definition", "-", "more"]],
  ])("%j gives exit code 2 and no output", async (args) => {
    const { code, out, err } = await audiencekit(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).not.toBe("");
  });

  it("but asking for help or the version is no mistake", async () => {
    expect((await audiencekit(["--help"])).code).toBe(0);
    expect((await audiencekit(["size", "--help"])).out).toContain("--definition <file>");
    expect((await audiencekit(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
