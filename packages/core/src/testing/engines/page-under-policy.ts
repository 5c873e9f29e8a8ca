import { defineCatalog } from "../../catalog/define.js";
import { workerAdapter } from "../../worker/open.js";

/** What a page under a policy tells the page that framed it. */
export interface Told {
  readonly where: "worker" | "page";
  readonly sizes: readonly number[];
  readonly warnings: readonly string[];
}

const warnings: string[] = [];
console.warn = (warning: string) => {
  warnings.push(warning);
};

const catalog = defineCatalog({ attributes: [{ name: "city", type: "text" }] });
const sizes: number[] = [];
let where: Told["where"] = "worker";
for (const count of [3, 5]) {
  const customers = Array.from({ length: count }, (_, n) => ({ id: n, attributes: { city: "Lyon" } }));
  const adapter = await workerAdapter({ catalog, customers });
  ({ where } = adapter);
  sizes.push((await adapter.base()).size);
  await adapter.close();
}
const told: Told = { where, sizes, warnings };
parent.postMessage(told, "*");
