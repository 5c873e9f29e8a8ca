import { posix, relative, sep } from "node:path";

const inPackage = /^packages\/([^/]+)\/(.*)$/;
const packageName = /^@audiencekit\/([^/]+)/;
const isTest = /\.test\.[jt]s$/;

/**
 * The room of core a path below packages/core/src belongs to, rooms of single files first; undefined for the entries
 * beside the rooms.
 */
const roomOf = (path, rooms) => {
  const module = path.replace(/\.[jt]s$/, "");
  const single = Object.keys(rooms).find((name) => [rooms[name].file].flat().includes(module));
  if (single !== undefined) return single;
  const folder = path.indexOf("/");
  return folder === -1 ? undefined : path.slice(0, folder);
};

const allows = (externals, specifier) =>
  externals.some((allowed) =>
    allowed.endsWith("/*") ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed,
  );

/**
 * Why `file` (a path from the repository's root, with forward slashes) may not import `specifier`, or undefined where
 * it may. Type imports count like any other: an arrow is an arrow.
 */
const forbidden = (file, specifier, { packages, rooms }) => {
  const [, from, path] = inPackage.exec(file) ?? [];
  if (from === undefined) return undefined;
  const target = specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : undefined;
  const to = target === undefined ? packageName.exec(specifier)?.[1] : (inPackage.exec(target)?.[1] ?? "");
  if (to !== undefined && to !== from) {
    if (target !== undefined) return `Import another package by its name, not by a path out of packages/${from}.`;
    if (!(packages[from] ?? []).includes(to)) return `packages/${from} may not import packages/${to}.`;
    return undefined;
  }
  if (from !== "core" || !path.startsWith("src/") || isTest.test(path)) return undefined;
  if (to === from && target === undefined) return "Import a module of core by its path, not through an entry.";

  const room = roomOf(path.slice("src/".length), rooms);
  if (room === undefined) return undefined;
  if (rooms[room] === undefined) return `The room ${room} has no arrows: add it to tools/eslint/arrows.js.`;
  if (target === undefined) {
    return allows(rooms[room].externals, specifier)
      ? undefined
      : `The room ${room} of core may not import ${specifier}.`;
  }
  const goal = roomOf(target.slice("packages/core/src/".length), rooms);
  if (goal === undefined) return "A room of core may not import an entry: import the module that holds it.";
  if (goal === room || rooms[room].rooms.includes(goal)) return undefined;
  return `The room ${room} of core may not import the room ${goal}.`;
};

/**
 * Reports imports that go against the arrows given as its option.
 * @type {import("eslint").Rule.RuleModule}
 */
export default {
  meta: {
    type: "problem",
    docs: { description: "keep the import arrows between packages and between the rooms of core" },
    schema: [{ type: "object" }],
    messages: { forbidden: "{{reason}}" },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join("/");
    const check = (source) => {
      if (source?.type !== "Literal" || typeof source.value !== "string") return;
      const reason = forbidden(file, source.value, context.options[0]);
      if (reason !== undefined) context.report({ node: source, messageId: "forbidden", data: { reason } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};
