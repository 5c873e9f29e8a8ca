import { expect, test } from "vitest";
import * as adapter from "./adapter.js";
import * as core from "./index.js";
import * as dataFolder from "./data-folder.js";
import * as indexeddb from "./indexeddb.js";
import * as memory from "./memory.js";
import * as testing from "./testing.js";
import * as workerEngine from "./worker-engine.js";
import * as worker from "./worker.js";

/** What each entry promises, by name: a name that comes or goes is a change of the public API. */
const promised: readonly (readonly [string, object, readonly string[]])[] = [
  [
    "adapter",
    adapter,
    [
      "dayRange",
      "describeWindow",
      "formatDay",
      "formatInstant",
      "instantRange",
      "parseDay",
      "parseInstant",
      "resolveColumn",
      "resolveComposition",
      "resolvePlan",
      "resolveTagRules",
      "zoneOf",
    ],
  ],
  [
    "core",
    core,
    [
      "AudienceError",
      "RECENT_RUNS",
      "addAttributes",
      "allAttributes",
      "below",
      "canRedo",
      "canUndo",
      "canonicalText",
      "canonicalize",
      "checkDefinition",
      "checkRfmGroups",
      "createAudienceService",
      "dayRange",
      "defaultLimits",
      "defineCatalog",
      "definitionHash",
      "describeWindow",
      "edit",
      "editRefusal",
      "emptyDefinition",
      "englishSummary",
      "eventTypeOf",
      "findAttribute",
      "fold",
      "formatDay",
      "issue",
      "keysOf",
      "lifecycle",
      "measureRule",
      "measures",
      "memoryStore",
      "nearest",
      "nodeAt",
      "operatorsByType",
      "operatorsOfMeasure",
      "parentOf",
      "parseDefinition",
      "placeOf",
      "plainText",
      "propertyOf",
      "readCatalog",
      "record",
      "redo",
      "refuse",
      "rfmGroupOf",
      "rfmGroups",
      "ruleAmong",
      "settle",
      "startHistory",
      "summarize",
      "undo",
      "validate",
      "walk",
      "windowsFor",
      "zoneOf",
    ],
  ],
  ["data-folder", dataFolder, ["parseDataFolder"]],
  ["indexeddb", indexeddb, ["indexedDbStore"]],
  [
    "memory",
    memory,
    [
      "MemoryLoader",
      "arrowTable",
      "memoryAdapter",
      "memoryAdapterOf",
      "openDataFolder",
      "openSavedBase",
      "parquetTable",
    ],
  ],
  [
    "testing",
    testing,
    ["conformanceCases", "referenceCells", "referenceMembers", "testAudienceStore", "testDataAdapter"],
  ],
  ["worker", worker, ["startEngine", "workerAdapter", "workerBase", "workerDataFolder", "workerSavedBase"]],
  ["worker/engine", workerEngine, ["serveEngine"]],
];

test.each(promised)("the entry %s exports what is promised and nothing else", (_, entry, names) => {
  expect(Object.keys(entry).sort()).toEqual(names);
});
