// npm run soak -- [--minutes 10] [--customers 200000] [--seed N]: a base that is changed and asked without a pause.
// Customers, events and tags come and go at random, about as many as leave; the resident memory is printed each minute.
// A minute's figure is the least of twelve looks: what stays, not what is held while tables are merged.
// Exits with 1 unless the last figure is within 5 % of the third.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const LOOKS = 12;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    customers: { type: "string", default: "200000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    engine: { type: "string" },
  },
});
if (values.engine === undefined) start();
else await soak(await import(values.engine));

/** Builds the engine from its sources and goes on in a process that can be told to collect its garbage. */
function start() {
  const self = fileURLToPath(import.meta.url);
  const directory = mkdtempSync(join(tmpdir(), "audiencekit-soak-"));
  const done = (status) => {
    rmSync(directory, { recursive: true, force: true });
    process.exitCode = status;
  };
  build({
    stdin: {
      contents: ["index", "memory", "adapter"]
        .map((name) => `export * from "./packages/core/src/${name}.ts";`)
        .join(""),
      resolveDir: join(self, "../.."),
    },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    splitting: true,
    outdir: directory,
    entryNames: "engine",
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
  }).then(() => {
    const engine = pathToFileURL(join(directory, "engine.mjs")).href;
    const args = ["--expose-gc", self, "--engine", engine, ...process.argv.slice(2)];
    done(spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1);
  });
}

async function soak({ defineCatalog, memoryAdapter, parseDefinition, resolveColumn, resolveComposition, resolvePlan }) {
  const [minutes, size] = [Number(values.minutes), Number(values.customers)];
  const random = randomOf(Number(values.seed));
  const whole = (below) => Math.floor(random() * below);
  const asOf = Date.UTC(2026, 0, 31);
  const catalog = defineCatalog({
    attributes: [
      { name: "email", type: "text" },
      { name: "tier", type: "text" },
      { name: "age", type: "number" },
      { name: "spend", type: "number", scale: 2 },
      { name: "likes", type: "list" },
    ],
    eventTypes: ["visit", "order", "mail"].map((name) => ({
      name,
      properties: [
        { name: "amount", type: "number", scale: 2 },
        { name: "reference", type: "text" },
      ],
    })),
    tagRules: [{ tag: "buyer", event: "order" }],
  });
  const living = [];
  let born = 0;
  const newcomer = () => {
    const id = `c${born++}`;
    living.push(id);
    return { id, attributes: attributesOf() };
  };
  const somebody = () => living[whole(living.length)];
  function attributesOf() {
    return {
      email: `${whole(2 ** 31).toString(36)}@shop.example`,
      tier: ["gold", "silver", "bronze", null][whole(4)],
      age: whole(100),
      spend: whole(1_000_000) / 100,
      likes: Array.from({ length: whole(4) }, () => `item ${whole(500)}`),
    };
  }
  const event = () => ({
    customer: somebody(),
    type: ["visit", "visit", "order", "mail"][whole(4)],
    at: asOf - whole(400 * 86_400) * 1000,
    properties: { amount: whole(100_000) / 100, reference: `r${whole(2 ** 31).toString(36)}` },
  });
  const many = (count, make) => Array.from({ length: count }, make);

  const customers = many(size, newcomer);
  const adapter = await memoryAdapter({
    catalog,
    customers,
    events: many(size * 5, event),
    tags: many(size, () => ({ customer: somebody(), tag: `tag ${whole(20)}`, at: asOf - whole(400 * 86_400) * 1000 })),
  });
  customers.length = 0;
  let events = size * 5;

  const condition = () => {
    const low = whole(90);
    const choices = [
      { kind: "attribute", attribute: "tier", operator: "is", value: ["gold", "silver"] },
      { kind: "attribute", attribute: "age", operator: "between", value: [low, low + 9] },
      { kind: "attribute", attribute: "spend", operator: "atLeast", value: whole(10_000) },
      { kind: "attribute", attribute: "likes", operator: "hasAny", value: [`item ${whole(500)}`] },
      { kind: "attribute", attribute: "email", operator: "startsWith", value: whole(36).toString(36) },
      { kind: "tag", operator: "hasAny", tags: [`tag ${whole(20)}`] },
      { kind: "tag", operator: "hasAny", tags: ["buyer"] },
      { kind: "event", event: "visit", measure: { of: "count" }, operator: "atLeast", value: whole(5) },
      {
        kind: "event",
        event: "order",
        measure: { of: "sum", property: "amount" },
        operator: "atLeast",
        value: whole(2_000),
        window: { last: 1 + whole(300), unit: "day" },
      },
      {
        kind: "sequence",
        steps: [{ event: "visit" }, { event: "order", within: { amount: 1 + whole(20), unit: "day" } }],
      },
    ];
    return choices[whole(choices.length)];
  };
  const plan = () => {
    const root = { kind: "group", match: random() < 0.5 ? "all" : "any", conditions: many(1 + whole(3), condition) };
    const options = { catalog: adapter.catalog(), asOf, audiences: () => undefined };
    return resolvePlan(parseDefinition({ version: 1, root }), options);
  };
  const steps = [
    async function ask() {
      const members = await adapter.evaluate(plan());
      const attribute = ["tier", "age", "likes"][whole(3)];
      await adapter.compose(members, resolveComposition(attribute, { catalog, asOf }));
      if (whole(20) === 0) await adapter.valueCounts(resolveColumn("email", { catalog, asOf }), { search: "a1" });
      if (whole(20) === 0) await adapter.tagCounts(asOf);
    },
    async function edit() {
      const changed = many(1 + whole(100), () => ({ id: somebody(), attributes: attributesOf() }));
      await adapter.upsert(changed);
    },
    async function comeAndGo() {
      const count = 1 + whole(200);
      await adapter.upsert(many(count, newcomer));
      const gone = many(living.length - size, () => living.splice(whole(living.length), 1)[0]);
      await adapter.erase(gone);
      // Whoever goes takes five events along.
      const { events: added } = await adapter.addEvents(many(count * 5, event));
      await adapter.addTags(many(count, () => ({ customer: somebody(), tag: `tag ${whole(20)}`, at: asOf })));
      events += added;
    },
    async function addOne() {
      await adapter.addEvents([event()]);
      await adapter.addTags([{ customer: somebody(), tag: `tag ${whole(20)}` }]);
    },
  ];
  // Attributes are never taken away again: a few are put in at first.
  for (const name of ["later 1", "later 2"]) {
    const rows = living.filter(() => random() < 0.3).map((id) => ({ id, attributes: { [name]: whole(1000) } }));
    await adapter.append([{ name, type: "number" }], rows);
  }

  console.log(`${size} customers, ${events} events at first; --seed ${values.seed}`);
  const resident = [];
  let done = 0;
  for (let minute = 1; minute <= minutes; minute++) {
    const looks = [];
    for (let look = 1; look <= LOOKS; look++) {
      for (const until = performance.now() + 60_000 / LOOKS; performance.now() < until; done++) {
        await steps[whole(steps.length)]();
      }
      globalThis.gc();
      await new Promise((resume) => setTimeout(resume, 50));
      globalThis.gc();
      looks.push(process.memoryUsage().rss);
    }
    resident.push(Math.min(...looks));
    const [least, most] = [resident.at(-1), Math.max(...looks)].map((bytes) => (bytes / 2 ** 20).toFixed(0));
    const told = `${least.padStart(6)} MB resident, ${most.padStart(4)} at most, ${await adapter.baseSize()} customers, ${done} steps`;
    console.log(`minute ${String(minute).padStart(3)} ${told}`);
  }
  const [third, last] = [resident[2], resident.at(-1)];
  if (third === undefined || minutes < 4) return console.log("Too short to be compared: 4 minutes are needed.");
  const change = ((last / third - 1) * 100).toFixed(1);
  const held = Math.abs(last / third - 1) <= 0.05;
  console.log(`The last is ${change} % off the third: ${held ? "within" : "NOT within"} 5 %.`);
  if (!held) process.exitCode = 1;
}

/** Numbers from 0 up to, not including, 1, the same ones for the same seed. */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
