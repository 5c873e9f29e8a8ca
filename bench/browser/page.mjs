// Runs in the page: our evaluator in the page itself, duckdb-wasm in its worker, as each is used.
import * as duckdb from "@duckdb/duckdb-wasm";
import { resolvePlan } from "../../packages/core/dist/adapter.js";
import { defineCatalog } from "../../packages/core/dist/index.js";
import { arrowTable, memoryAdapter } from "../../packages/core/dist/memory.js";
import { tagColumn } from "../queries/sql.mjs";
import { askedTags, catalogInput, genders, states, tiers } from "../workload/shape.mjs";

let adapter;
let connection;

const fetched = async (name) => {
  const response = await fetch(`/data/${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
};

async function loadOurs() {
  const start = performance.now();
  adapter = await memoryAdapter({
    catalog: defineCatalog(catalogInput),
    customers: arrowTable(await (await fetched("customers.arrow")).blob()),
    tags: arrowTable(await (await fetched("tags.arrow")).blob()),
    indexes: "eager",
  });
  return performance.now() - start;
}

async function loadPeer() {
  const start = performance.now();
  const worker = new Worker("/peer/duckdb-browser-eh.worker.js");
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(new URL("/peer/duckdb-eh.wasm", location.href).href);
  connection = await database.connect();
  for (const name of ["customers", "tags"]) {
    const bytes = new Uint8Array(await (await fetched(`${name}.arrows`)).arrayBuffer());
    await connection.insertArrowFromIPCStream(bytes, { name: `raw_${name}`, create: true });
  }
  const code = (column, list) =>
    `(list_position([${list.map((text) => `'${text}'`).join(", ")}], ${column}) - 1)::UTINYINT AS ${column}`;
  const flags = askedTags.map((tag) => `bool_or(tag = '${tag}') AS ${tagColumn(tag)}`).join(", ");
  const held = askedTags.map((tag) => `coalesce(${tagColumn(tag)}, false) AS ${tagColumn(tag)}`).join(", ");
  await connection.query("SET disabled_optimizers = 'in_clause'");
  await connection.query(`CREATE TABLE customers AS
    SELECT id, ${code("gender", genders)}, age::UTINYINT AS age, ${code("home_state", states)}, home_city,
      ${code("loyalty_tier", tiers)}, signup_date, email_opt_in, score,
      round(lifetime_spend * 100)::INTEGER AS lifetime_spend, purchase_count, last_purchase_date, ${held}
    FROM raw_customers LEFT JOIN (SELECT customer, ${flags} FROM raw_tags GROUP BY customer) ON customer = id
    ORDER BY id`);
  await connection.query("DROP TABLE raw_customers");
  await connection.query("DROP TABLE raw_tags");
  return performance.now() - start;
}

/** First the peer, then we, each once. */
async function once({ sql, definition, asOf }) {
  const timed = async (run) => {
    const start = performance.now();
    const count = await run();
    return { ms: performance.now() - start, count: Number(count) };
  };
  const theirs = sql === null ? undefined : await timed(async () => (await connection.query(sql)).getChildAt(0).get(0));
  const ours = await timed(async () => {
    const plan = resolvePlan(definition, { catalog: adapter.catalog(), audiences: () => undefined, asOf });
    return (await adapter.evaluate(plan)).size;
  });
  return { theirs, ours };
}

globalThis.bench = { loadOurs, loadPeer, once };
