import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const tutorial = readFileSync(fileOf("../../../docs/tutorials/first-audience.md"), "utf8");
const binary = fileOf("../dist/audiencekit.js");

/** The code block that comes first after some words. */
function blockAfter(words: string): string {
  const [, rest] = tutorial.split(words, 2);
  const block = /```\w+\n([\s\S]*?)```/.exec(rest ?? "");
  if (block?.[1] === undefined) throw new Error(`The tutorial has no block after ${words}`);
  return block[1];
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tutorial-"));
  mkdirSync(join(folder, "shop"));
  for (const name of ["customers.csv", "purchases.csv", "audiences.config.json"]) {
    writeFileSync(join(folder, "shop", name), blockAfter(`\n\`${name}\`\n`));
  }
  writeFileSync(join(folder, "lapsed.json"), blockAfter("\n`lapsed.json`"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(...args: readonly string[]) {
  const env = { ...process.env, NO_COLOR: "1", NODE_NO_WARNINGS: "1" };
  return spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", env });
}

/** Runs a command line of the tutorial. */
function audiencekit(line: string) {
  return run(binary, ...line.split(" ").slice(1));
}

test("the commands of the tutorial answer what it says", () => {
  const [install, size, members, summary, compose] = blockAfter("## 3. Count it").trimEnd().split("\n");
  expect(install).toBe("npm install --global @audiencekit/cli");
  expect(audiencekit(size ?? "").stdout).toBe("1 of 3 customers, 33.3%, as of 2026-06-01T00:00:00Z\n");
  expect(audiencekit(members ?? "").stdout).toBe("c2\n");
  expect(audiencekit((members ?? "").replace("2026-06-01", "2025-06-01")).stdout).toBe("c1\n");
  expect(audiencekit(summary ?? "").stdout).toContain("Loyalty tier is gold");
  expect(audiencekit(compose ?? "").stdout).toContain("35 to under 65");

  const purchases = join(folder, "shop/purchases.csv");
  const good = readFileSync(purchases, "utf8");
  writeFileSync(purchases, good.replace("45.00", "4x.00"));
  const { stdout, stderr } = audiencekit(size ?? "");
  writeFileSync(purchases, good);
  expect(stderr).toContain("purchases.csv, record 2, amount");
  expect(stdout).toContain("of 3 customers");
});

test("the code of the tutorial makes the audience live", () => {
  mkdirSync(join(folder, "node_modules/@audiencekit"), { recursive: true });
  symlinkSync(fileOf("../../core"), join(folder, "node_modules/@audiencekit/core"), "junction");
  writeFileSync(join(folder, "live.mjs"), blockAfter("## 4. Make it live"));
  const { stdout, stderr } = run("live.mjs");
  expect(stderr).toBe("");
  expect(stdout).toContain("state: 'ready'");
});
