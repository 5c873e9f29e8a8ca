import type { AudienceService, Run } from "@audiencekit/core";
import { expect } from "@open-wc/testing";
import { emulateMedia, sendKeys, setViewport } from "@web/test-runner-commands";
import "../define/audience-report.js";
import { deep, focused, textOf } from "../testing/shadow.js";
import { sampleDefinition, sampleService, type SampleService } from "../testing/sample-service.js";
import type { AudienceReport } from "./audience-report.js";

const GOLD = "Lapsed gold members";

describe("audience-report", () => {
  const page = new CSSStyleSheet();
  page.replaceSync("html { color-scheme: light dark; background: light-dark(#fff, #14171a); } body { margin: 16px; }");
  let sample: SampleService;
  let report: AudienceReport;

  before(async () => {
    document.adoptedStyleSheets.push(page);
    sample = await sampleService();
  });

  beforeEach(async () => {
    await setViewport({ width: 1280, height: 900 });
    await emulateMedia({ colorScheme: "light" });
  });

  afterEach(() => report.remove());

  after(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== page);
  });

  async function open(id: string, service: AudienceService | null = sample.service): Promise<void> {
    report = document.createElement("audience-report");
    report.service = service ?? undefined;
    report.audienceId = id;
    document.body.append(report);
    await until(() => one("[role=tabpanel] audience-size-chart, .state") !== undefined);
    if (one("audience-size-chart") !== undefined) await until(() => one(".chart, .state") !== undefined);
  }

  const all = (selector: string) =>
    [...deep(report.shadowRoot ?? report)].filter((element) => element.matches(selector));

  function one(selector: string): Element | undefined {
    return all(selector).find((element) => element.getClientRects().length > 0);
  }

  function need(selector: string): HTMLElement {
    const found = one(selector);
    if (found instanceof HTMLElement) return found;
    throw new Error(`Nothing that is shown matches "${selector}".`);
  }

  function button(name: string): HTMLElement {
    const found = all("button").find(
      (element) => (element.getAttribute("aria-label") ?? element.textContent).trim() === name,
    );
    if (found instanceof HTMLElement) return found;
    throw new Error(`No button is called "${name}".`);
  }

  const text = (selector: string) => textOf(one(selector));
  const said = () => all("[role=status]").map((region) => region.textContent.trim());
  const cells = (row: Element) => [...row.children].map(textOf);
  const rows = (table: string) => [...need(table).querySelectorAll("tbody tr")].map(cells);
  const counted = (shown: string | undefined) => Number(shown?.replaceAll(",", "") ?? Number.NaN);

  async function read(key: string): Promise<void> {
    await sendKeys({ press: key });
    await frames(2);
  }

  async function show(tab: "Details" | "Composition" | "Overlap" | "Changes"): Promise<void> {
    button(tab).click();
    await frames(2);
    if (tab === "Composition") await until(() => one("[aria-label='Audience composition'] .chart") !== undefined);
  }

  describe("details", () => {
    beforeEach(async () => open(sample.id(GOLD)));

    it("labels the last point with the size of the panel", () => {
      expect(text("[data-last]")).to.match(/^[1-9]/);
      expect(text("[data-last]")).to.equal(text(".side .figure"));
      expect(text("[data-last]")).to.equal(rows("[aria-labelledby=nights]")[0]?.[1]);
    });

    it("has the names that hosts rely on", () => {
      expect(all("[role=tab]").map((tab) => tab.textContent.trim())).to.deep.equal([
        "Details",
        "Composition",
        "Overlap",
        "Changes",
      ]);
      expect(all("figure[aria-label='Audience size']")).to.have.length(1);
      const side = need("section[aria-label='Audience attributes']");
      const headings = [...side.querySelectorAll("h2")].map((heading) => heading.textContent);
      expect(headings).to.deep.equal(["Audience Size", "Audience % of base", "Attribute summary"]);
      for (const tab of all("[role=tab]")) {
        expect(all(`#${tab.getAttribute("aria-controls") ?? ""}[role=tabpanel]`)).to.have.length(1);
      }
    });

    it("reads nights by keys: ends, single nights and weeks, and says each", async () => {
      const history = await sample.service.history(sample.id(GOLD));
      const dates = history.map(({ date }) => date);
      const spoken = (place: number) => {
        const date = new Date(`${dates.at(place) ?? ""}T00:00:00Z`);
        return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
      };
      const reads = (place: number) => said().some((line) => line.includes(spoken(place)));
      need(".plot").focus();
      await read("ArrowLeft");
      expect(reads(-1), "an arrow begins at the last night").to.equal(true);
      await read("ArrowLeft");
      expect(reads(-2)).to.equal(true);
      await read("PageUp");
      expect(reads(-9)).to.equal(true);
      await read("PageDown");
      expect(reads(-2)).to.equal(true);
      await read("Home");
      expect(reads(0)).to.equal(true);
      expect(said().some((line) => line.endsWith("the first run"))).to.equal(true);
      await read("End");
      expect(reads(-1)).to.equal(true);
      expect(text(".readout dd")).to.equal(text(".side .figure"));
      await read("Escape");
      expect(one(".readout")).to.equal(undefined);
    });

    it("keeps the readout inside the chart and clear of the line", async () => {
      need(".plot").focus();
      await read("Home");
      for (let night = 0; night < 30; night++) {
        await read("ArrowRight");
        const box = need(".readout").getBoundingClientRect();
        const plot = need(".plot").getBoundingClientRect();
        expect(box.left).to.be.at.least(plot.left);
        expect(box.right).to.be.at.most(plot.right);
        for (const line of all(".line")) {
          if (!(line instanceof SVGPathElement)) continue;
          const length = line.getTotalLength();
          for (let at = 0; at <= length; at += 4) {
            const point = line.getPointAtLength(at);
            const [x, y] = [point.x + plot.left, point.y + plot.top];
            const covered = x > box.left && x < box.right && y > box.top && y < box.bottom;
            expect(covered, `the line at ${x}, ${y}`).to.equal(false);
          }
        }
      }
    });

    it("shows the nights of a preset, and those between two dates", async () => {
      const nights = () => text(".facts > :last-child small");
      expect(nights()).to.equal("of 30");
      button("Past week").click();
      await frames(2);
      expect(nights()).to.equal("of 7");
      expect(button("Past week").getAttribute("aria-pressed")).to.equal("true");
      const dates = all("[aria-controls=custom]")[0];
      if (dates instanceof HTMLElement) dates.click();
      await until(() => one("input[name=from]") !== undefined);
      fill("from", "2026-11-20");
      fill("to", "2026-11-10");
      button("Show").click();
      await frames(2);
      expect(nights(), "the wrong way round is turned").to.equal("of 11");
      expect(button("Past week").getAttribute("aria-pressed")).to.equal("false");
      expect(rows("[aria-labelledby=nights]")[0]?.[0]).to.contain("20 Nov 2026");
      expect(one("input[name=from]"), "the form is closed").to.equal(undefined);
    });

    it("adds up in every range: entered less left is the change of size", async () => {
      for (const range of ["All nights", "Past month", "Past week"]) {
        button(range).click();
        await frames(2);
        const [change, entered, left] = [...need(".facts").querySelectorAll("dd")].map((fact) =>
          Number(textOf(fact).split(" ")[0]?.replace("−", "-")),
        );
        expect((entered ?? 0) - (left ?? 0), range).to.equal(change);
      }
    });

    function fill(name: string, value: string): void {
      const input = need(`input[name=${name}]`);
      if (input instanceof HTMLInputElement) input.value = value;
    }
  });

  it("draws missed nights as a gap, reads them as such, and lists them", async () => {
    const { service } = sample;
    const { id } = await service.create({
      name: "With missed nights",
      definition: sampleDefinition([{ kind: "attribute", attribute: "age", operator: "atLeast", value: 30 }]),
    });
    await service.activate(id);
    await service.backfill({ from: "2026-11-01", to: "2026-11-07", audienceId: id });
    await service.backfill({ from: "2026-11-10", to: "2026-11-22", audienceId: id });
    await open(id);
    expect(all(".line")).to.have.length(2);
    expect(text("text.gap")).to.equal("No run");
    expect(text("figure .note")).to.contain("The bars of 10 Nov 2026 cover 3 nights.");
    need(".plot").focus();
    await read("Home");
    await read("PageDown");
    expect(said()).to.include("Sun, 8 Nov 2026: No run");
    button("Show 16 more").click();
    await frames(2);
    expect(rows("[aria-labelledby=nights]")).to.deep.include(["Sun, 8 Nov 2026", "No run"]);
  });

  it("goes through its tabs by keyboard, and keeps what was chosen in each", async () => {
    await open(sample.id(GOLD));
    button("Past week").click();
    button("Details").focus();
    await read("ArrowRight");
    expect(textOf(focused())).to.equal("Composition");
    expect(need("[role=tabpanel]").id).to.equal("panel-composition");
    await read("End");
    expect(textOf(focused())).to.equal("Changes");
    await read("ArrowRight");
    expect(textOf(focused())).to.equal("Details");
    expect(button("Past week").getAttribute("aria-pressed")).to.equal("true");
  });

  describe("composition", () => {
    const table = "table[aria-label='Audience composition']";

    beforeEach(async () => {
      await open(sample.id(GOLD));
      await show("Composition");
    });

    it("counts now, and says so beside the size last processed", async () => {
      const { size, asOf } = await sample.service.compose(sample.id(GOLD), "gender");
      expect(asOf).to.equal("2026-11-23T09:00:00Z");
      expect(text(".moment")).to.equal("Live snapshot, 23 Nov 2026, 10:00");
      const processed = text(".side .figure");
      const totals = `${size} customers now, ${processed} when last processed, as of 23 Nov 2026, 00:00`;
      expect(text(".totals")).to.equal(totals);
    });

    it("has parts that sum to the total, drawn and in the table alike", async () => {
      const { cells: parts, size } = await sample.service.compose(sample.id(GOLD), "gender");
      const listed = rows(table);
      expect(listed.map(([, count]) => counted(count))).to.deep.equal(parts.map(({ count }) => count));
      expect(listed.reduce((sum, [, count]) => sum + counted(count), 0)).to.equal(size);
      const drawn = all(".chart .value").filter((label) => label.closest("[aria-label='Audience composition']"));
      expect(drawn.map((label) => label.textContent.trim())).to.deep.equal(listed.map(([, , share]) => share));
      expect(text(`${table} tfoot`)).to.contain(`Total ${size} 100%`);
    });

    it("offers the five defaults first, and shows what is chosen", async () => {
      const select = need("select[aria-label='View attribute']");
      if (!(select instanceof HTMLSelectElement)) throw new Error("It is no list.");
      expect([...select.options].slice(0, 5).map(({ value }) => value)).to.deep.equal([
        "gender",
        "age",
        "rfm.recencyDays",
        "rfm.frequency",
        "rfm.monetary",
      ]);
      for (const { value } of [...select.options]) {
        select.value = value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
        const { cells: parts, size, attribute } = await sample.service.compose(sample.id(GOLD), value);
        await until(() => text(".twin h2") === (attribute.label ?? attribute.name));
        const sum = rows(table).reduce((total, [, count]) => total + counted(count), 0);
        expect(sum, value).to.equal(size);
        expect(rows(table).length, value).to.be.at.most(Math.max(13, parts.length));
      }
    });

    it("reads parts by keys, together with their row", async () => {
      need("[aria-label='Audience composition'] .plot").focus();
      await read("ArrowRight");
      const [first] = rows(table);
      expect(said().some((line) => line.startsWith(`${first?.[0] ?? ""}: ${first?.[1] ?? ""} customers`))).to.equal(
        true,
      );
      expect(cells(need(`${table} .is-active`))).to.deep.equal(first);
      await read("End");
      expect(cells(need(`${table} .is-active`))).to.deep.equal(rows(table).at(-1));
    });
  });

  it("shows the host's attributes first where it names them", async () => {
    const { service } = await sampleService({
      compositionAttributes: ["city", "tier"],
      empty: true,
      store: sample.store,
    });
    await open(sample.id(GOLD), service);
    await show("Composition");
    expect(text(".twin h2")).not.to.equal("");
    await until(() => one("table[aria-label='Audience composition']") !== undefined);
    const select = need("select");
    expect(
      select instanceof HTMLSelectElement && [...select.options].slice(0, 2).map(({ label }) => label),
    ).to.deep.equal(["Home city", "Loyalty tier"]);
  });

  it("lists who entered and left from run to run, and says that causes are not recorded", async () => {
    await open(sample.id(GOLD));
    await show("Changes");
    const history = await sample.service.history(sample.id(GOLD));
    const last = history.at(-1)?.outcome;
    const [latest] = rows("table[aria-label='Changes by run']");
    if (last?.kind !== "published") throw new Error("The last run is published.");
    expect(latest?.slice(0, 4)).to.deep.equal([
      "Mon, 23 Nov 2026",
      "22 Nov 2026",
      String(last.entered),
      String(last.left),
    ]);
    expect(text(".changes-note")).to.contain("not recorded yet");
    await show("Overlap");
    expect(text("#panel-overlap")).to.contain("not offered here yet");
  });

  describe("states", () => {
    it("keeps the last good size with its date when the last run failed", async () => {
      await open(sample.id("Open complaint"));
      expect(text("[role=alert]")).to.match(/The run of 23 Nov 2026 failed: .*The size shown is of 22 Nov 2026\./);
      expect(text("[data-last]")).to.equal(text(".side .figure"));
      expect(text(".side")).to.contain("As of 22 Nov 2026");
    });

    it("says whose size it is when the last run is late", async () => {
      await open(sample.id("Visited a store, did not buy"));
      expect(text("[role=alert]")).to.equal("Late by 1 night. The size shown is of 22 Nov 2026.");
    });

    it("says when the first run is", async () => {
      await open(sample.id("Weekend grocery stock-up"));
      expect(text(".side")).to.contain("Not processed yet First run 24 Nov 2026, 00:00.");
      expect(text("figure")).to.contain("No run yet");
    });

    it("says that a draft has nothing to report", async () => {
      await open(sample.id("Store visitors without the app"));
      expect(all("[role=tab]")).to.deep.equal([]);
      expect(text(".state")).to.contain("This audience is a draft");
      expect(button("Open in builder").isConnected).to.equal(true);
    });

    it("says what to write without a service", async () => {
      await open("a1", null);
      expect(text(".state code")).to.contain("createAudienceService");
    });

    it("says that an audience is not there", async () => {
      await open("nobody");
      expect(text(".state")).to.contain("This audience is not here");
    });

    it("shows nothing to press to who may not see it", async () => {
      const { service } = await sampleService({ empty: true, store: sample.store, can: (action) => action !== "view" });
      await open(sample.id(GOLD), service);
      expect(report.matches(":state(forbidden)")).to.equal(true);
      expect(one(".state button")).to.equal(undefined);
    });

    it("keeps what is not allowed, with its reason", async () => {
      const { service } = await sampleService({
        empty: true,
        store: sample.store,
        can: (action) => action !== "duplicate",
      });
      await open(sample.id(GOLD), service);
      const opened: string[] = [];
      report.addEventListener("audience-open", ({ detail }) => opened.push(detail.id));
      expect(button("Duplicate as draft").getAttribute("aria-disabled")).to.equal("true");
      button("Duplicate as draft").click();
      await frames(4);
      expect(opened).to.deep.equal([]);
      expect(text("#not-allowed")).to.equal("You may not do this");
    });

    it("tries again after a failure, and keeps what it had", async () => {
      const { service, working } = unreliable(sample.service);
      await open(sample.id(GOLD), service);
      const before = text(".side .figure");
      working(false);
      await service.process();
      await until(() => one("[role=alert]") !== undefined);
      expect(text(".side .figure")).to.equal(before);
      working(true);
      button("Try again").click();
      await until(() => one("[role=alert]") === undefined);
    });

    it("drops an answer that comes after another was asked for, and after it was taken away", async () => {
      const { service, hold, release } = slow(sample.service);
      hold(sample.id(GOLD));
      report = document.createElement("audience-report");
      report.service = service;
      report.audienceId = sample.id(GOLD);
      document.body.append(report);
      await until(() => one(".skeletons") !== undefined);
      expect(report.matches(":state(loading)")).to.equal(true);
      report.audienceId = sample.id("Families with children");
      await until(() => one("h1") !== undefined);
      release();
      await frames(4);
      expect(text("h1")).to.equal("Families with children");
      report.audienceId = sample.id(GOLD);
      await frames(2);
      report.remove();
      release();
      await frames(2);
      document.body.append(report);
      await until(() => one("h1") !== undefined);
      expect(text("h1")).to.equal(GOLD);
    });
  });

  it("makes one draft of two presses, and asks to show it", async () => {
    await open(sample.id(GOLD));
    const opened: string[] = [];
    report.addEventListener("audience-open", ({ detail }) => opened.push(`${detail.view} ${detail.id}`));
    button("Duplicate as draft").click();
    button("Duplicate as draft").click();
    await until(() => opened.length > 0);
    await frames(4);
    expect(opened).to.have.length(1);
    expect(one(".notice")?.textContent).to.contain("A draft was made");
  });

  it("follows the service: archived, restored, and another night", async () => {
    const { service, id: idOf, advance } = await sampleService();
    await open(idOf(GOLD), service);
    button("Archive").click();
    await until(() => all("button").some((element) => element.textContent.trim() === "Restore"));
    expect(text(".badge")).to.equal("Archived");
    button("Restore").click();
    await until(() => text(".badge") === "Live");
    advance(86_400_000);
    await service.process();
    await until(() => text(".side").includes("24 Nov 2026"));
    expect(text("[data-last]")).to.equal(text(".side .figure"));
  });

  it("has nothing for axe to find and no style attribute, in any tab and both themes", async function () {
    this.timeout(60_000);
    for (const colorScheme of ["light", "dark"] as const) {
      await emulateMedia({ colorScheme });
      for (const name of [GOLD, "Open complaint", "Weekend grocery stock-up"]) {
        await open(sample.id(name));
        for (const tab of ["Details", "Composition", "Overlap", "Changes"] as const) {
          await show(tab);
          await expect(report).to.be.accessible();
          expect(all("[style]")).to.deep.equal([]);
        }
        report.remove();
      }
    }
  });

  it("has no two elements of one id in a root", async () => {
    await open(sample.id(GOLD));
    await show("Composition");
    await show("Changes");
    const roots = [report, ...all("*")].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : [shadowRoot]));
    for (const root of roots) {
      const ids = [...root.querySelectorAll("[id]")].map(({ id }) => id);
      expect(ids).to.deep.equal([...new Set(ids)]);
    }
  });

  for (const width of [320, 360, 390, 800]) {
    it(`fits into ${width} pixels, the figures first and the summary last`, async () => {
      await setViewport({ width, height: 900 });
      await open(sample.id(GOLD));
      for (const tab of ["Details", "Composition", "Changes"] as const) {
        await show(tab);
        expect(document.documentElement.scrollWidth, tab).to.equal(width);
        const [size, share, summary] = all(".side > div").map((part) => part.getBoundingClientRect().top);
        const panel = need("[role=tabpanel]").getBoundingClientRect();
        expect(size).to.equal(share);
        expect(size).to.be.below(panel.top);
        expect(summary).to.be.at.least(panel.bottom);
      }
    });
  }
});

async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

async function until(holds: () => boolean): Promise<void> {
  for (let frame = 0; frame < 400; frame++) {
    await frames(1);
    if (holds()) return;
  }
  throw new Error(`It never came to hold: ${holds.toString()}`);
}

/** The same service, whose history can be made to fail. */
function unreliable(service: AudienceService): {
  readonly service: AudienceService;
  working(works: boolean): void;
} {
  let works = true;
  const history = async (...asked: Parameters<AudienceService["history"]>): Promise<readonly Run[]> => {
    if (!works) throw new Error("The store does not answer.");
    return service.history(...asked);
  };
  return { service: { ...service, history }, working: (now) => (works = now) };
}

/** The same service, which answers about one audience only once it is released. */
function slow(service: AudienceService): {
  readonly service: AudienceService;
  hold(id: string): void;
  release(): void;
} {
  let held: string | undefined;
  let go: (() => void)[] = [];
  const get = async (...asked: Parameters<AudienceService["get"]>) => {
    const found = await service.get(...asked);
    if (asked[0] === held) await new Promise<void>((resolve) => go.push(resolve));
    return found;
  };
  return {
    service: { ...service, get },
    hold: (id) => (held = id),
    release: () => {
      held = undefined;
      for (const resolve of go) resolve();
      go = [];
    },
  };
}
