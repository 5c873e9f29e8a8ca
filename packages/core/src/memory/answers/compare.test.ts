import { expect, it } from "vitest";
import { parseDefinition } from "../../definition/parse.js";
import type { AudienceLookup } from "../../definition/references.js";
import { resolvePlan } from "../../plan/resolve.js";
import { sampleAdapter } from "../../testing/sample-service.js";

const lists: AudienceLookup = (id) => ({ id, name: id, status: "live", ids: [id] });

it("each of two definitions is compared with the audiences it names itself", async () => {
  const adapter = await sampleAdapter();
  const ids: string[] = [];
  for await (const id of (await adapter.base()).ids()) ids.push(id);
  const planOf = (...audiences: readonly (string | undefined)[]) =>
    resolvePlan(
      parseDefinition({
        version: 1,
        root: {
          kind: "group",
          match: "any",
          conditions: audiences.map((audience) => ({ kind: "audience", audience })),
        },
      }),
      { catalog: adapter.catalog(), asOf: Date.UTC(2025, 0, 20), audiences: lists },
    );
  const one = planOf(ids[0]);
  const others = planOf(ids[1], ids[2]);
  expect(await adapter.compare(one, others)).toEqual({ size: 1, against: 2, entered: 1, left: 2, stayed: 0 });
});
