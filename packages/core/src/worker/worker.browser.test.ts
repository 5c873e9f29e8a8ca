import { expect } from "@open-wc/testing";
import { defineCatalog } from "../catalog/define.js";
import { parseDefinition } from "../definition/parse.js";
import type { AudienceError } from "../issue/issue.js";
import { memoryAdapter } from "../memory/load/memory-adapter.js";
import type { Plan } from "../plan/plan.js";
import { resolvePlan } from "../plan/resolve.js";
import type { Told } from "../testing/engines/page-under-policy.js";
import { workerAdapter, workerDataFolder } from "./open.js";

const asOf = Date.UTC(2026, 0, 31);
const catalog = defineCatalog({
  timeZone: "Europe/Berlin",
  attributes: [
    { name: "city", type: "text" },
    { name: "born", type: "date" },
  ],
});
const cities = ["Berlin", "Lyon", "Porto"];
const customers = Array.from({ length: 9_000 }, (_, n) => ({
  id: `c${n}`,
  attributes: { city: cities[n % 3], born: new Date(n * 86_400_000) },
}));
const definition = parseDefinition({
  version: 1,
  root: {
    kind: "group",
    match: "all",
    conditions: [
      { kind: "attribute", attribute: "city", operator: "is", value: "Lyon" },
      { kind: "attribute", attribute: "born", operator: "anniversaryInWindow", value: { next: 30, unit: "day" } },
    ],
  },
});

function plan(): Plan {
  return resolvePlan(definition, { catalog, asOf, audiences: () => undefined });
}

const engineUnder = (policy: string) => {
  const url = new URL("./engine.js", import.meta.url);
  url.searchParams.set("policy", policy);
  return url;
};

/** A page of its own under a policy, and what it tells. */
async function pageUnder(policy: string): Promise<Told> {
  const frame = document.createElement("iframe");
  const script = new URL("../testing/engines/page-under-policy.js", import.meta.url).href.replace(/\.js$/, ".ts");
  frame.srcdoc = `<!doctype html><meta http-equiv="content-security-policy" content="${policy}"><script type="module" src="${script}"></script>`;
  const told = new Promise<Told>((resolve) => {
    addEventListener("message", function hear({ source, data }: MessageEvent<Told>) {
      if (source !== frame.contentWindow) return;
      removeEventListener("message", hear);
      resolve(data);
    });
  });
  document.body.append(frame);
  try {
    return await told;
  } finally {
    frame.remove();
  }
}

describe("an engine in a Web Worker", () => {
  it("counts as the page does", async () => {
    const adapter = await workerAdapter({ catalog, customers });
    const here = await memoryAdapter({ catalog, customers });
    expect(adapter.where).to.equal("worker");
    const [there, of] = [await adapter.evaluate(plan()), await here.evaluate(plan())];
    expect(there.size).to.equal(of.size);
    expect(there.size).to.be.greaterThan(0);
    expect(await adapter.breakdown(plan())).to.deep.equal(await here.breakdown(plan()));
    const ids: string[] = [];
    for await (const id of there.ids()) ids.push(id);
    expect(ids).to.have.length(of.size);
    await adapter.close();
  });

  it("reads the files of a data folder", async () => {
    const files = { "customers.csv": new File(["id,city\na,Lyon\nb,Porto\n"], "customers.csv") };
    const { adapter } = await workerDataFolder({
      config: { customers: { file: "customers.csv", id: "id", attributes: { city: { type: "text" } } } },
      open: async (name) => (name === "customers.csv" ? files[name] : undefined),
    });
    expect(adapter.where).to.equal("worker");
    expect(await adapter.baseSize()).to.equal(2);
    await adapter.close();
  });

  it("refuses what is asked when the worker ends", async () => {
    let thread: Worker | undefined;
    const createWorker = () => (thread = new Worker(new URL("./engine.js", import.meta.url), { type: "module" }));
    const adapter = await workerAdapter({ catalog, customers }, { createWorker });
    const answer = adapter.breakdown(plan()).catch(({ code }: AudienceError) => code);
    thread?.terminate();
    expect(await answer).to.equal("engine_lost");
    expect(await adapter.baseSize().catch(({ code }: AudienceError) => code)).to.equal("engine_lost");
  });

  it("answers where its policy allows no WebAssembly", async () => {
    const url = engineUnder("default-src 'none'; script-src 'self'");
    expect((await fetch(url)).headers.get("content-security-policy")).to.equal("default-src 'none'; script-src 'self'");
    const createWorker = () => new Worker(url, { type: "module" });
    const adapter = await workerAdapter({ catalog, customers }, { createWorker });
    expect(adapter.where).to.equal("worker");
    const here = await memoryAdapter({ catalog, customers });
    expect((await adapter.evaluate(plan())).size).to.equal((await here.evaluate(plan())).size);
    await adapter.close();
  });
});

describe("a page under a policy", () => {
  it("has its engine in a worker where scripts and workers may come from itself", async () => {
    const told = await pageUnder("default-src 'none'; script-src 'self'; worker-src 'self'");
    expect(told).to.deep.equal({ where: "worker", sizes: [3, 5], warnings: [] });
  });

  it("counts by itself where it may have no worker, and says so once", async () => {
    const told = await pageUnder("default-src 'none'; script-src 'self'; worker-src 'none'");
    expect(told).to.deep.include({ where: "page", sizes: [3, 5] });
    expect(told.warnings).to.have.length(1);
    expect(told.warnings[0]).to.contain("AudienceKit counts in the page");
  });
});
