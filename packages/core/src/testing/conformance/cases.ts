import audience from "./cases/audience.json" with { type: "json" };
import boolean from "./cases/boolean.json" with { type: "json" };
import canonical from "./cases/canonical.json" with { type: "json" };
import composition from "./cases/composition.json" with { type: "json" };
import computed from "./cases/computed.json" with { type: "json" };
import date from "./cases/date.json" with { type: "json" };
import event from "./cases/event.json" with { type: "json" };
import group from "./cases/group.json" with { type: "json" };
import instant from "./cases/instant.json" with { type: "json" };
import list from "./cases/list.json" with { type: "json" };
import number from "./cases/number.json" with { type: "json" };
import refused from "./cases/refused.json" with { type: "json" };
import rfm from "./cases/rfm.json" with { type: "json" };
import sample from "./cases/sample.json" with { type: "json" };
import sequence from "./cases/sequence.json" with { type: "json" };
import tag from "./cases/tag.json" with { type: "json" };
import text from "./cases/text.json" with { type: "json" };
import zone from "./cases/zone.json" with { type: "json" };
import { readTable, type ConformanceCase } from "./table.js";

/** Every case of the conformance table. */
export const conformanceCases: readonly ConformanceCase[] = [
  group,
  text,
  number,
  boolean,
  date,
  instant,
  zone,
  list,
  tag,
  event,
  sequence,
  audience,
  sample,
  computed,
  rfm,
  composition,
  canonical,
  refused,
].flatMap((table: unknown) => readTable(table));
