// An empty folder as a stranger's project: the packed tarballs installed into it with npm.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const shell = process.platform === "win32";

/** Runs a command and throws with all it said where it fails. */
export const run = (command, args, cwd) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    shell,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}\n${error?.message ?? ""}${stdout}${stderr}`);
  return stdout;
};

/** Packs the published packages of `root` into a new folder: paths of the tarballs. */
export const packAll = (root) => {
  const folder = mkdtempSync(join(tmpdir(), "audiencekit-packed-"));
  const pnpm = ["-y", "pnpm@12.21.0", "--loglevel", "error", "--recursive", "--filter", "./packages/*"];
  run("npx", [...pnpm, "run", "build"], root);
  run("npx", [...pnpm, "pack", "--pack-destination", folder], root);
  return readdirSync(folder).map((file) => join(folder, file));
};

/** A new folder with nothing in it but the tarballs, installed. */
export const installInto = (tarballs) => {
  const folder = mkdtempSync(join(tmpdir(), "audiencekit-consumer-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run("npm", ["install", "--no-audit", "--no-fund", "--loglevel", "error", ...tarballs], folder);
  return folder;
};

/** Every module a consumer may import of an installed package, patterns spelled out. */
export const entriesOf = (folder, name) => {
  const home = join(folder, "node_modules", name);
  const { exports } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  return Object.entries(exports).flatMap(([key, target]) => {
    if (typeof target === "string") return [];
    const specifier = name + key.slice(1);
    if (!key.includes("*")) return [specifier];
    const [before] = target.import.split("*");
    if (!existsSync(join(home, before))) return [];
    return readdirSync(join(home, before))
      .filter((file) => file.endsWith(".js"))
      .map((file) => specifier.replace("*", file.slice(0, -".js".length)));
  });
};
