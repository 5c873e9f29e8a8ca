// One script tag on a page of plain http: does the module appear?
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
      await service.create({ name: "Made by one script tag" });
      document.querySelector("audience-provider").service = service;
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

/** Throws unless the page shows an audience it created, without an error and without a secure context. */
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
    if (await tab.evaluate(() => isSecureContext)) problems.push("The page was in a secure context.");
    if (!shown) problems.push("The module did not show the audience.");
    if (problems.length > 0) throw new Error(problems.join("\n"));
  } finally {
    await browser.close();
    server.close();
  }
};
