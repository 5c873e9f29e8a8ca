import { expect } from "@open-wc/testing";
import { deleteDB } from "idb";
import { indexedDbStore } from "../store/indexeddb-store.js";
import { all, boughtWithin, sampleAdapter, sampleService } from "../testing/sample-service.js";

describe("createAudienceService over IndexedDB", () => {
  it("finds everything again after a reload, and goes on from there", async () => {
    const name = "service-reload";
    const adapter = await sampleAdapter();
    const before = indexedDbStore({ name });
    const first = await sampleService({ adapter, store: before });
    const { id } = await first.service.activate(
      (await first.service.create({ name: "Recent buyers", definition: boughtWithin(3) })).id,
    );
    await first.service.backfill({ from: "2025-01-10", to: "2025-01-19" });
    const vip = await first.service.createStatic({ name: "VIP", ids: ["c01", "c20", "nobody"] });
    const draft = await first.service.create({
      name: "Both",
      definition: all({ kind: "audience", audience: id }, { kind: "audience", audience: vip.id }),
    });
    const listed = await first.service.list();
    await before.close();

    const after = indexedDbStore({ name });
    const { service, clock } = await sampleService({ adapter, store: after });
    expect(await service.list()).to.deep.equal(listed);
    expect((await service.history(id)).length).to.equal(11);
    await service.activate(draft.id);
    expect((await service.history(draft.id))[0]?.outcome).to.include({ size: 1 });
    clock.set("2025-01-21T00:00:00Z");
    const reports = await Promise.all([service.process(), service.process()]);
    expect(reports.reduce((sum, report) => sum + report.published, 0)).to.equal(3);
    expect((await service.history(id)).at(-1)?.outcome).to.deep.include({ size: 3, entered: 0, left: 1 });
    await after.close();
    await deleteDB(name);
  });
});
