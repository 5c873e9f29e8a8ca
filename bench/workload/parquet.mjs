import { DuckDBDataChunk, DuckDBInstance, DOUBLE, INTEGER } from "@duckdb/node-api";
import { categories, cities, genders, states, tags, tiers, typeNames } from "./shape.mjs";

/** Rows of a chunk that is handed over at once. */
const CHUNK = 2_048;

/** Writes the same tables as the Arrow files, by DuckDB's own COPY with its own choices of encoding. */
export async function writeParquet(folder, { customers, tags: dropped, events }) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const copy = async (name, columns, select) => {
    await fill(connection, "raw", columns);
    await connection.run(`COPY (SELECT ${select} FROM raw) TO '${folder}/${name}.parquet' (FORMAT parquet)`);
    await connection.run("DROP TABLE raw");
  };
  const count = customers.age.length;
  await copy(
    "customers",
    { id: Int32Array.from({ length: count }, (_, row) => row + 1), ...customers },
    `id, ${text("gender", genders)}, nullif(age, -1)::TINYINT AS age, ${text("home_state", states)},
     ${text("home_city", cities)}, ${text("loyalty_tier", tiers)}, ${date("signup_date")},
     email_opt_in = 1 AS email_opt_in, CASE WHEN isnan(score) THEN NULL ELSE score END AS score,
     (lifetime_spend / 100)::DECIMAL(12, 2) AS lifetime_spend, purchase_count, ${date("last_purchase_date")}`,
  );
  await copy("tags", { customer: dropped.customers, tag: dropped.codes }, `customer, ${text("tag", tags)}`);
  if (events !== undefined) {
    await copy(
      "events",
      {
        customer: events.customers,
        type: events.types,
        ts: events.seconds,
        category: events.categories,
        amount: events.amounts,
      },
      `customer, ${text("type", typeNames)}, make_timestamp(ts::BIGINT * 1000000) AS ts,
       ${text("category", categories)}, (nullif(amount, -1) / 100)::DECIMAL(12, 2) AS amount`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}

/** Code 0.. as the text of a list; -1 is past both ends, hence NULL. */
function text(name, list) {
  return `[${list.map((item) => `'${item}'`).join(", ")}][CASE WHEN ${name} < 0 THEN NULL ELSE ${name} + 1 END] AS ${name}`;
}

function date(name) {
  return `DATE '1970-01-01' + nullif(${name}, -1) AS ${name}`;
}

async function fill(connection, table, columns) {
  const entries = Object.entries(columns);
  const types = entries.map(([, values]) => (values instanceof Float64Array ? DOUBLE : INTEGER));
  await connection.run(
    `CREATE TABLE ${table} (${entries.map(([name], place) => `${name} ${types[place]}`).join(", ")})`,
  );
  const appender = await connection.createAppender(table);
  const length = entries[0][1].length;
  for (let from = 0; from < length; from += CHUNK) {
    const rows = Math.min(CHUNK, length - from);
    const chunk = DuckDBDataChunk.create(types, rows);
    for (const [place, [, values]] of entries.entries()) {
      const vector = chunk.getColumnVector(place);
      vector.items.set(values.subarray(from, from + rows));
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
