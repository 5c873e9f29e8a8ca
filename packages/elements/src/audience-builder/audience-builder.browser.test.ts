import { canonicalText, type Audience, type AudienceService, type Definition, type Node } from "@audiencekit/core";
import { expect } from "@open-wc/testing";
import { emulateMedia, sendKeys, sendMouse } from "@web/test-runner-commands";
import "../define/audience-builder.js";
import { sampleDefinition, sampleService } from "../testing/sample-service.js";
import type { AudienceBuilder } from "./audience-builder.js";

const gold: Node = { kind: "attribute", attribute: "tier", operator: "is", value: "gold" };
const older: Node = { kind: "attribute", attribute: "age", operator: "between", value: [40, 60] };
const bought: Node = {
  kind: "event",
  event: "purchase",
  where: [{ property: "category", operator: "is", value: "shoes" }],
  measure: { of: "sum", property: "amount" },
  operator: "atLeast",
  value: 20.5,
  window: { last: 12, unit: "month" },
};

/** Every kind of node, operators and windows of each sort, ids, and what is written otherwise than the builder would. */
const everything: readonly Node[] = [
  gold,
  { ...older, exclude: true, id: "own-id" },
  bought,
  { kind: "attribute", attribute: "birthday", operator: "anniversaryInWindow", value: { next: 7, unit: "day" } },
  { kind: "attribute", attribute: "city", operator: "contains", value: ["er", "ö"], matchCase: true },
  { kind: "attribute", attribute: "emailConsent", operator: "is", value: false },
  { kind: "attribute", attribute: "propensity", operator: "is", value: [0.1, 0.25] },
  { kind: "attribute", attribute: "rfm.recencyScore", operator: "is", value: [4, 5] },
  { kind: "tag", operator: "hasAll", tags: ["app", "newsletter"], window: { ago: [12, 1], unit: "month" } },
  {
    kind: "group",
    match: "any",
    exclude: true,
    conditions: [
      { kind: "audience", audience: "a1" },
      { kind: "sample", salt: "spring", from: 0.123456789, to: 0.5 },
      {
        kind: "sequence",
        steps: [{ event: "visit" }, { event: "purchase", absent: true, within: { amount: 7, unit: "day" } }],
        window: { from: "2026-01-01", to: "2026-06-01T10:00:00.5Z" },
      },
      { kind: "event", event: ["purchase", "visit"], measure: { of: "lastAt" }, operator: "on", value: "2026-03-01" },
    ],
  },
];

let builder: AudienceBuilder;
let events: string[];

async function open(service: AudienceService, id?: string): Promise<void> {
  events = [];
  builder = document.createElement("audience-builder");
  builder.service = service;
  builder.audienceId = id;
  for (const type of ["audience-saved", "audience-activate", "audience-activated", "audience-back"]) {
    builder.addEventListener(type, () => events.push(type));
  }
  document.body.append(builder);
  await settled();
}

async function reopen(service: AudienceService, id?: string): Promise<void> {
  builder.remove();
  await open(service, id);
}

/** The page is there and its figures are of what it shows. */
async function settled(): Promise<void> {
  await until(() => one(".est-top")?.matches(":not(.is-quiet)") === true && figure() !== "–");
}

async function until(holds: () => boolean): Promise<void> {
  for (let frame = 0; frame < 400; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (holds()) return;
  }
  throw new Error(`It never came to hold: ${holds.toString()}`);
}

/** Elements of the builder and the parts inside it. */
function all(selector: string, root: ParentNode | null = builder.shadowRoot): HTMLElement[] {
  if (root === null) return [];
  const inside = [...root.querySelectorAll("*")].flatMap((element) => all(selector, element.shadowRoot));
  return [...root.querySelectorAll<HTMLElement>(selector), ...inside];
}

function one(selector: string): HTMLElement | undefined {
  return all(selector)[0];
}

/** What has this name, whether by label, text or attribute, and can be used. */
function named(name: string, selector = "button, input, select"): HTMLElement {
  const found = all(selector).filter((element) => nameOf(element) === name);
  const usable = found.find((element) => element.getClientRects().length > 0);
  if (usable === undefined) throw new Error(`Nothing usable is called "${name}".`);
  return usable;
}

function option(name: string): HTMLElement {
  const found = all("[role=option]").find((element) => element.querySelector(".opt-n")?.textContent === name);
  if (found === undefined) throw new Error(`No option is called "${name}".`);
  return found;
}

function nameOf(element: HTMLElement): string {
  const label = element.getAttribute("aria-label") ?? element.closest("label")?.querySelector(".name")?.textContent;
  return (label ?? element.textContent).trim();
}

function figure(): string {
  return one(".est-top .figure")?.textContent.trim() ?? "–";
}

async function click(element: HTMLElement): Promise<void> {
  element.scrollIntoView({ block: "center" });
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: "click", position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

async function chord(held: string, key: string): Promise<void> {
  await sendKeys({ down: held });
  await sendKeys({ press: key });
  await sendKeys({ up: held });
}

/** Tabs back until this holds of what is focused. */
async function backTo(holds: (element: HTMLElement) => boolean): Promise<void> {
  for (let step = 0; step < 80; step++) {
    const element = focused();
    if (element !== undefined && holds(element)) return;
    await chord("Shift", "Tab");
  }
  throw new Error(`Shift and Tab never come to where it holds: ${holds.toString()}`);
}

function focused(): HTMLElement | undefined {
  let active: Element | null = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : undefined;
}

/** Tabs on until what is focused is called so. */
async function tabTo(name: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    const element = focused();
    if (element !== undefined && nameOf(element) === name) return;
    await press("Tab");
  }
  throw new Error(`Tab never comes to "${name}".`);
}

async function sizeOf(service: AudienceService, definition: Definition): Promise<string> {
  return String((await service.estimate(definition)).size);
}

function definitionOf(audience: Audience): Definition {
  if (audience.kind !== "defined") throw new Error("Not a defined audience.");
  return audience.definition;
}

async function newest(service: AudienceService): Promise<Audience> {
  const listings = await service.list();
  const found = listings.map(({ audience }) => audience).find(({ name }) => name === "Gold, not forty to sixty");
  if (found === undefined) throw new Error("It was not saved.");
  return found;
}

describe("audience-builder", () => {
  const host = new CSSStyleSheet();
  host.replaceSync("html { color-scheme: light dark; background: light-dark(#fff, #14171a); }");

  before(() => {
    document.adoptedStyleSheets.push(host);
  });

  after(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== host);
  });

  afterEach(async () => {
    builder.remove();
    await emulateMedia({ colorScheme: "light" });
  });

  it("builds, saves, reopens and activates an audience by pointer", async () => {
    const { service } = await sampleService({ empty: true });
    await open(service);
    expect(figure()).to.equal("400");

    await click(named("Audience name"));
    await sendKeys({ type: "Gold, not forty to sixty" });
    await click(named("Select attributes"));
    await sendKeys({ type: "tier" });
    await click(option("Loyalty tier"));
    await until(() => all("audience-value-list li").length > 0 || all(".vals li").length > 0);
    await click(named("Gold"));
    await until(() => figure() !== "400");
    await settled();
    expect(figure()).to.equal(await sizeOf(service, sampleDefinition([gold])));

    await click(named("Select attributes"));
    await sendKeys({ type: "age" });
    await click(option("Age"));
    const operator = named("Operator");
    if (!(operator instanceof HTMLSelectElement)) throw new Error("No operator to choose.");
    operator.value = "between";
    operator.dispatchEvent(new Event("change"));
    await until(() => all("[aria-label='Lowest']").length > 0);
    await click(named("Lowest"));
    await sendKeys({ type: "40" });
    await click(named("Highest"));
    await sendKeys({ type: "60" });
    const age = all("[role=group][aria-label=Age]")[0];
    const exclude = age?.querySelector<HTMLElement>("input[aria-label=Exclude]");
    if (!exclude) throw new Error("Nothing to exclude with.");
    await click(exclude);
    const definition = sampleDefinition([gold, { ...older, exclude: true }]);
    const size = await sizeOf(service, definition);
    await until(() => figure() === size);

    builder.addEventListener("audience-saved", ({ detail }) => (builder.audienceId = detail.audience.id));
    await click(named("Save"));
    await until(() => events.includes("audience-saved"));
    await settled();
    expect(all(".card.is-open"), "the page stays as it is").to.have.length(1);
    const stored = await newest(service);
    expect(canonicalText(definitionOf(stored))).to.equal(canonicalText(definition));
    expect(builder.dirty).to.equal(false);

    await reopen(service, stored.id);
    expect(all("[role=group]").map((group) => group.getAttribute("aria-label"))).to.include.members([
      "Loyalty tier",
      "Age",
    ]);
    expect(figure()).to.equal(size);

    await click(named("Activate"));
    await until(() => one("dialog")?.matches("[open]") === true);
    const confirm = all("dialog .button.primary")[0];
    if (confirm === undefined) throw new Error("Nothing to confirm with.");
    await click(confirm);
    await until(() => events.includes("audience-activated"));
    expect(events).to.deep.equal(["audience-activate", "audience-activated"]);
    expect((await service.get(stored.id)).status).to.equal("live");
    await until(() => one(".notice")?.textContent.includes("cannot be edited") === true);
    expect(all("audience-attribute-picker")).to.have.length(0);
  });

  it("does the same with keys alone", async () => {
    const { service } = await sampleService({ empty: true });
    await open(service);
    await tabTo("Audience name");
    await sendKeys({ type: "Gold, not forty to sixty" });
    await tabTo("Select attributes");
    await sendKeys({ type: "tier" });
    await press("Enter", "Escape");
    await until(() => all(".vals li").length > 0);
    await tabTo("Gold");
    await press("Space");
    await backTo((element) => nameOf(element) === "Select attributes");
    await sendKeys({ type: "birth" });
    await press("Enter", "Escape");
    await until(() => all("[role=group][aria-label='Date of birth']").length === 1);
    const card = all("[role=group][aria-label='Date of birth']")[0];
    const include = card?.querySelector<HTMLElement>("input[aria-label=Include]");
    for (let step = 0; step < 60 && focused() !== include; step++) await press("Tab");
    await press("ArrowRight");
    await until(() => card?.dataset["effect"] === "exclude");
    await backTo((element) => nameOf(element) === "Save");
    await press("Enter");
    await until(() => events.includes("audience-saved"));
    const stored = await newest(service);
    expect(definitionOf(stored).root.conditions).to.deep.equal([
      gold,
      {
        kind: "attribute",
        attribute: "birthday",
        exclude: true,
        operator: "inWindow",
        value: { last: 30, unit: "day" },
      },
    ]);
    await settled();
    await tabTo("Activate");
    await press("Enter");
    await until(() => one("dialog")?.matches("[open]") === true);
    await press("Enter");
    await until(() => events.includes("audience-activated"));
    expect((await service.get(stored.id)).status).to.equal("live");
  });

  it("opens and saves every kind of node without changing a byte", async () => {
    const { service } = await sampleService();
    const definition: Definition = { ...sampleDefinition(everything), timeZone: "Asia/Tokyo" };
    const { id } = await service.create({ name: "Everything", definition });
    const before = canonicalText(definitionOf(await service.get(id)));
    await open(service, id);
    for (const title of all(".card-title")) {
      title.click();
      await builder.updateComplete;
    }
    await click(named("Audience name"));
    await sendKeys({ type: "!" });
    await click(named("Save"));
    await until(() => events.includes("audience-saved"));
    const after = await service.get(id);
    expect(after.version).to.equal(2);
    expect(canonicalText(definitionOf(after))).to.equal(before);
  });

  it("writes no style attribute and has nothing for axe to find, in both themes", async function () {
    this.timeout(60_000);
    const { service } = await sampleService();
    const { id } = await service.create({ name: "Everything", definition: sampleDefinition(everything) });
    for (const colorScheme of ["light", "dark"] as const) {
      await emulateMedia({ colorScheme });
      await open(service, id);
      const opened = ["Loyalty tier", "Age", "Purchase", "Date of birth", "Recency score", "Tag"];
      for (const title of all(".card-title").filter((card) => opened.some((name) => nameOf(card).startsWith(name)))) {
        title.click();
        await builder.updateComplete;
        await new Promise((resolve) => setTimeout(resolve, 20));
        await expect(builder).to.be.accessible();
      }
      named("Select attributes").click();
      await sendKeys({ press: "ArrowDown" });
      await until(() => all("[role=option]").length > 5);
      await expect(builder).to.be.accessible();
      expect(all("[style]")).to.deep.equal([]);
      await press("Escape");
      named("Activate").click();
      await until(() => all("dialog, [role=alert]").length > 0);
      await expect(builder).to.be.accessible();
      builder.remove();
    }
  });

  it("keeps the focus and what is typed while the size follows", async () => {
    const { service } = await sampleService();
    const { id } = await service.create({ name: "Older", definition: sampleDefinition([older, gold]) });
    await open(service, id);
    await click(all(".card-title")[0] ?? builder);
    await until(() => all("[aria-label='Lowest']").length > 0);
    const low = named("Lowest");
    await click(low);
    await press("End", "Backspace");
    await sendKeys({ type: "5" });
    const definition = sampleDefinition([{ ...older, value: [45, 60] }, gold]);
    const size = await sizeOf(service, definition);
    await until(() => figure() === size);
    expect(focused()).to.equal(low);
    await chord("Control", "a");
    await press("Backspace");
    await until(() => one(".est-top")?.matches(".is-quiet") === true);
    expect(figure(), "the last good size stays").to.equal(size);
    expect((await service.get(id)).version).to.equal(1);
    await press("Tab");
    named("Undo").click();
    await until(() => figure() !== size);
  });

  it("moves conditions by keys, says so, and keeps the grip focused", async () => {
    const { service } = await sampleService();
    const group: Node = { kind: "group", match: "any", conditions: [bought] };
    const { id } = await service.create({ name: "Moved", definition: sampleDefinition([gold, older, group]) });
    await open(service, id);
    named("Move 1").focus();
    await press("Space", "ArrowDown", "ArrowDown", "ArrowRight");
    await until(() => focused()?.getAttribute("aria-label") === "Move 2.2");
    await press("Space");
    await until(() => one("p[aria-live]")?.textContent === "Put down as 2.2.");
    await press("Space", "ArrowUp", "Escape");
    await until(() => focused()?.getAttribute("aria-label") === "Move 2.2");
    const stored = await builder.save();
    if (stored === undefined) throw new Error("Not saved.");
    expect(definitionOf(stored).root.conditions).to.deep.equal([older, { ...group, conditions: [bought, gold] }]);
    named("Undo").click();
    await until(() => named("Move 3") !== undefined);
    expect(builder.dirty).to.equal(true);
  });

  it("finds attributes afresh after the picker was closed", async () => {
    const { service } = await sampleService({ empty: true });
    await open(service);
    for (const [typed, added] of [
      ["tier", 1],
      ["age", 2],
    ] as const) {
      await click(named("Select attributes"));
      await sendKeys({ type: typed });
      await until(() => all("[role=option]").length === 1);
      await sendKeys({ press: "Enter" });
      await until(() => all("[data-grip]").length === added);
      await sendKeys({ press: "Escape" });
    }
    await until(() => all("[data-grip]").length === 2);
  });

  it("drops an answer that comes after a newer one", async () => {
    const { service } = await sampleService();
    const { id } = await service.create({ name: "Late", definition: sampleDefinition([gold, older]) });
    let release = (): void => undefined;
    let asked = 0;
    const slow: AudienceService = {
      ...service,
      estimate: async (definition, options) => {
        const answer = await service.estimate(definition, { ...options, signal: undefined });
        if (++asked === 2) await new Promise<void>((resolve) => (release = resolve));
        return asked === 2 ? { ...answer, size: 1 } : answer;
      },
    };
    await open(slow, id);
    const both = figure();
    all("input[aria-label=Exclude]")[0]?.click();
    await until(() => asked === 2);
    all("input[aria-label=Include]")[0]?.click();
    await until(() => asked === 3);
    await settled();
    release();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(figure()).to.equal(both);
  });

  it("says what somebody else changed, and keeps mine when told", async () => {
    const { service } = await sampleService();
    const { id } = await service.create({ name: "Two hands", definition: sampleDefinition([gold]) });
    await open(service, id);
    all("input[aria-label=Exclude]")[0]?.click();
    await service.update(id, { name: "Theirs", version: 1 });
    await builder.save();
    await until(() => one("[role=alert]")?.textContent.includes("Somebody else") === true);
    named("Keep mine").click();
    await until(() => events.includes("audience-saved"));
    expect(await service.get(id)).to.include({ name: "Two hands", version: 3 });
  });

  it("asks before what was changed is lost", async () => {
    const { service } = await sampleService();
    const { id } = await service.create({ name: "Left", definition: sampleDefinition([gold]) });
    await open(service, id);
    named("Audiences").click();
    expect(events).to.deep.equal(["audience-back"]);
    all("input[aria-label=Exclude]")[0]?.click();
    await builder.updateComplete;
    named("Audiences").click();
    await until(() => one("dialog")?.matches("[open]") === true);
    named("Stay").click();
    await until(() => all("dialog").length === 0);
    expect(events).to.deep.equal(["audience-back"]);
    named("Audiences").click();
    await until(() => one("dialog")?.matches("[open]") === true);
    named("Leave").click();
    await until(() => events.length === 2);
  });

  it("says what is missing before it activates", async () => {
    const { service } = await sampleService({ empty: true });
    await open(service);
    named("Activate").click();
    await until(() => one("[role=alert]")?.textContent.includes("at least one attribute") === true);
    await click(named("Select attributes"));
    await sendKeys({ type: "tier" });
    await press("Enter", "Escape");
    await until(() => one(".inline-msg") !== undefined);
    expect(all(".invalid")).to.have.length(0);
    named("Activate").click();
    await until(() => all(".invalid").length === 1);
    expect(all("dialog")).to.have.length(0);
  });
});
