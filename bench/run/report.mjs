import { figure, table } from "./table.mjs";

/** Prints what was measured as tables of plain text. */
export function printReport(report) {
  const { machine, memoryLimit } = report;
  const lines = [
    `${report.size.toLocaleString("en")} customers · ${report.date} · ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.os} · ${Math.round(report.seconds)} s`,
    `memory limit ${memoryLimit.oneThread.toFixed(1)} GB/s with one thread, ${memoryLimit.twoThreads.toFixed(1)} with two`,
    versionsLine(report.versions),
    "",
    "Milliseconds, medians, single-shot; (times) = how many times longer than ours. All engines agree on every count.",
    table(queryRows(report)),
    "",
    "Load to ready to ask, and memory it leaves resident",
    table(loadRows(report)),
  ];
  if (report.goals.length > 0) lines.push("", "Goals", table(goalRows(report.goals)), goalsLine(report.goals));
  for (const { query, reason } of report.missing) lines.push(`${query} was not measured: ${reason}`);
  for (const { peer, reason } of report.leftOut) lines.push(`${peer} was left out: ${reason}`);
  lines.push(`${report.leftOut.length} peers left out.`);
  console.log(lines.join("\n"));
}

function versionsLine(versions) {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${String(version).replace(/^v/, "")}`)
    .join(" · ");
}

function queryRows({ rows, memoryLimit }) {
  const engines = [...new Set(rows.flatMap(({ peersMs }) => Object.keys(peersMs)))];
  const head = ["query", "variant", "count", "ours", "of it plan", "limit", "x limit", ...engines];
  const order = (query) => Number(query.slice(1));
  const body = [...rows]
    .sort((a, b) => order(a.query) - order(b.query))
    .map((row) => {
      const limit = row.idealBytes === undefined ? undefined : row.idealBytes / 1e6 / memoryLimit.oneThread;
      return [
        row.query,
        row.variant,
        row.count.toLocaleString("en"),
        figure(row.oursMs),
        row.planMs === undefined ? "" : figure(row.planMs),
        limit === undefined ? "" : figure(limit),
        limit === undefined ? "" : figure(row.oursMs / limit),
        ...engines.map((engine) =>
          row.peersMs[engine] === undefined ? "" : `${figure(row.peersMs[engine])} (${figure(row.ratio[engine])})`,
        ),
      ];
    });
  const perSecond = rows.filter(({ query, variant }) => query === "Q10" && variant === "indexed");
  for (const row of perSecond) {
    const rate = (ms) => `${Math.round(1000 / ms).toLocaleString("en")} /s`;
    const theirs = engines.map((engine) => (row.peersMs[engine] === undefined ? "" : rate(row.peersMs[engine])));
    body.push(["Q10", "customers", "", rate(row.oursMs), "", "", "", ...theirs]);
    if (row.profilesPerSecond !== undefined) {
      const profiles = rate(1000 / row.profilesPerSecond);
      body.push(["Q10", "profiles", "", profiles, "", "", "", ...engines.map(() => "")]);
    }
  }
  return [head, ...body];
}

function loadRows({ load, memoryMb, residentMb }) {
  const names = {
    duckdb: "duckdb, Parquet",
    "duckdb-sorted": "duckdb, events in order, too",
    arrow: "ours, Arrow IPC",
    "arrow-indexed": "ours, Arrow IPC, all indexes",
    saved: "ours, saved form, all indexes",
    parquet: "ours, Parquet, all indexes",
  };
  return [
    ["", "seconds", "MB", "whole process MB", "its peak MB"],
    ...Object.keys(load).map((way) => [
      names[way] ?? way,
      (load[way] / 1000).toFixed(2),
      ...[memoryMb[way], residentMb[way]?.after, residentMb[way]?.peak].map((megabytes) =>
        megabytes === undefined ? "" : Math.round(megabytes).toLocaleString("en"),
      ),
    ]),
  ];
}

function goalRows(goals) {
  return [
    ["goal", "reached", "floor", "", "aim", ""],
    ...goals.map(({ what, reached, floor, aim, holds, aimed }) => [
      what,
      figure(reached),
      String(floor),
      holds ? "held" : "MISSED",
      String(aim),
      aimed ? "held" : "missed",
    ]),
  ];
}

function goalsLine(goals) {
  return `${goals.filter(({ holds }) => holds).length} of ${goals.length} floors held, ${goals.filter(({ aimed }) => aimed).length} aims.`;
}
