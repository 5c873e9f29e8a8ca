import Database from "better-sqlite3";
import { bandCell, compositionAnswer, countAnswer, genderCell, stateCell } from "../queries/answers.mjs";
import { bandExpression, profileCondition } from "../queries/sql.mjs";
import { profileCodes } from "./codes.mjs";
import { versionOf } from "./version.mjs";

/** SQLite in memory. It scans rows one by one; an index would help none of these queries. */
export const name = "sqlite";
export const queries = ["Q1", "Q2", "Q3", "Q4", "Q8"];
export const repeats = 5;

const dialect = { date: String };

const statements = {
  Q8: (constants) =>
    `WITH members AS MATERIALIZED (SELECT gender, ${bandExpression} AS band, home_state FROM customers
       WHERE ${profileCondition("Q3", constants, dialect)})
     SELECT 'gender' AS of, coalesce(gender, -1), count(*) FROM members GROUP BY gender
     UNION ALL SELECT 'age', band, count(*) FROM members GROUP BY band
     UNION ALL SELECT 'state', home_state, count(*) FROM members GROUP BY home_state`,
};
const cellOf = { gender: genderCell, age: bandCell, state: stateCell };

export async function open({ folder }) {
  const database = new Database(":memory:");
  const columns = Object.entries(profileCodes(folder));
  database.exec(`CREATE TABLE customers (${columns.map(([column]) => `${column} NUMERIC`).join(", ")})`);
  const insert = database.prepare(`INSERT INTO customers VALUES (${columns.map(() => "?").join(", ")})`);
  database.exec("BEGIN");
  const row = new Array(columns.length);
  for (let place = 0; place < columns[0][1].length; place++) {
    for (const [column, [, values]] of columns.entries()) {
      const value = values[place];
      row[column] = value < 0 || Number.isNaN(value) ? null : value;
    }
    insert.run(row);
  }
  database.exec("COMMIT");
  const all = (sql) => database.prepare(sql).raw().all();
  return {
    version: versionOf("better-sqlite3"),
    prepare: (query, constants) =>
      query === "Q8"
        ? {
            run: async () => all(statements.Q8(constants)),
            answer: (groups) => compositionAnswer(groups.map(([of, value, count]) => cellOf[of](value, count))),
          }
        : {
            run: async () => all(`SELECT count(*) FROM customers WHERE ${profileCondition(query, constants, dialect)}`),
            answer: ([[count]]) => countAnswer(count),
          },
    close: () => database.close(),
  };
}
