// One script tag on a page of plain http: does the module appear, does a chart draw, is what the file lacks refused?
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { chromium } from "playwright-core";
import { args, executablePath } from "../../browser-path.mjs";

const page = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>One script tag</title>
  <script src="/node_modules/@audiencekit/elements/dist/audiencekit.js"></script>
  <audience-provider><audience-module></audience-module></audience-provider>
  <script>
    (async () => {
      const { createAudienceService, defineCatalog, memoryAdapter, memoryStore } = AudienceKit;
      const adapter = await memoryAdapter({
        catalog: defineCatalog({ attributes: [{ name: "tier", type: "text", label: "Tier" }] }),
        customers: [
          { id: "c1", attributes: { tier: "gold" } },
          { id: "c2", attributes: { tier: "silver" } },
        ],
      });
      const service = createAudienceService({ adapter, store: memoryStore(), user: { id: "u1", name: "Maren Holt" } });
      const gold = { kind: "attribute", attribute: "tier", operator: "is", value: "gold" };
      const definition = { version: 1, root: { kind: "group", match: "all", conditions: [gold] } };
      const made = await service.create({ name: "Made by one script tag", definition });
      const provider = document.querySelector("audience-provider");
      provider.service = service;
      const chart = document.createElement("audience-composition-chart");
      chart.audienceId = made.id;
      chart.attribute = "tier";
      provider.append(chart);
      Object.assign(globalThis, { adapter, service });
    })();
  </script>
</html>`;

const serve = (folder) =>
  createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://page").pathname);
    if (path === "/") return void response.setHeader("content-type", "text/html").end(page);
    const file = join(folder, path);
    if (!path.endsWith(".js") || !existsSync(file)) return void response.writeHead(404).end();
    response.setHeader("content-type", "text/javascript");
    createReadStream(file).pipe(response);
  });

/** What was answered to all that the file does without; run in the page. */
const askInVain = async () => {
  const { adapter, service } = globalThis;
  const asked = {
    upsert: () => adapter.upsert([{ id: "c3" }]),
    erase: () => adapter.erase(["c1"]),
    addEvents: () => adapter.addEvents([]),
    addTags: () => adapter.addTags([]),
    save: () => adapter.save().next(),
    told: () => service.audiencesOf({ id: "c9", attributes: { tier: "gold" } }),
  };
  const answers = { change: service.capabilities.change };
  for (const [name, ask] of Object.entries(asked)) {
    answers[name] = await ask().then(
      () => "answered",
      ({ name, code, message }) => ({ name, code, message }),
    );
  }
  return { answers, size: await adapter.baseSize() };
};

/** What of these answers is no refusal with a sentence. */
const unrefused = ({ answers, size }) => {
  const sentence = (text) => typeof text === "string" && /^\w.+\.$/.test(text);
  const { change, ...others } = answers;
  const wrong = Object.entries(others).filter(
    ([, { name, code, message }]) => name !== "AudienceError" || code !== "not_supported" || !sentence(message),
  );
  return [
    ...wrong.map(([asked, answer]) => `${asked} was not refused with a sentence: ${JSON.stringify(answer)}`),
    ...(sentence(change) ? [] : [`The capabilities say of changes: ${change}`]),
    ...(size === 2 ? [] : [`The customers are ${size} now.`]),
  ];
};

/**
 * Throws unless the page shows an audience it created and a chart of it, and refuses what the file does without,
 * without an error and without a secure context.
 */
export const checkScriptTag = async (folder) => {
  const server = serve(folder);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await chromium.launch({
    executablePath,
    args: [...args, "--host-resolver-rules=MAP plain.example 127.0.0.1"],
  });
  try {
    const tab = await browser.newPage();
    const problems = [];
    tab.on("pageerror", (error) => problems.push(String(error)));
    tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await tab.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await tab.goto(`http://plain.example:${server.address().port}/`);
    const shown = await tab
      .getByText("Made by one script tag")
      .first()
      .waitFor({ timeout: 20_000 })
      .then(
        () => true,
        () => false,
      );
    const bar = tab.locator("audience-composition-chart").locator("svg.chart rect.part").first();
    await bar.waitFor({ timeout: 20_000 }).catch(() => problems.push("The chart did not draw."));
    problems.push(...unrefused(await tab.evaluate(askInVain)));
    if (await tab.evaluate(() => isSecureContext)) problems.push("The page was in a secure context.");
    if (!shown) problems.push("The module did not show the audience.");
    if (problems.length > 0) throw new Error(problems.join("\n"));
  } finally {
    await browser.close();
    server.close();
  }
};
