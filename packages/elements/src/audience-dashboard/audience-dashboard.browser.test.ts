import type { AudienceListing, AudienceService } from "@audiencekit/core";
import { aTimeout, expect, waitUntil } from "@open-wc/testing";
import { emulateMedia, sendKeys, sendMouse, setViewport } from "@web/test-runner-commands";
import "../define/audience-dashboard.js";
import { violations } from "../testing/accessibility.js";
import { sampleService, type SampleService } from "../testing/sample-service.js";
import { deep, focused, textOf } from "../testing/shadow.js";
import type { AudienceDashboard } from "./audience-dashboard.js";

let dashboard: AudienceDashboard;
let sample: SampleService;

const all = (selector: string): HTMLElement[] =>
  [...deep(dashboard.renderRoot)].filter(
    (element): element is HTMLElement => element instanceof HTMLElement && element.matches(selector),
  );
const one = (selector: string): HTMLElement => {
  const [found] = all(selector);
  if (found === undefined) throw new Error(`The dashboard has no ${selector}.`);
  return found;
};
const button = (name: string): HTMLElement => {
  const found = all("button").find((each) => textOf(each) === name || each.getAttribute("aria-label") === name);
  if (found === undefined) throw new Error(`The dashboard has no button "${name}".`);
  return found;
};
const names = (): string[] => all("a.name").map(textOf);
const filters = (): string[] => all(".filters button").map(textOf);
const row = (name: string): HTMLElement => {
  const found = all("tbody tr").find((each) => textOf(each.querySelector(".name")) === name);
  if (found === undefined) throw new Error(`The dashboard has no row "${name}".`);
  return found;
};
const cells = (name: string): string[] => [...row(name).querySelectorAll("td")].map((cell) => textOf(cell));
const status = (): string => textOf(one("section > [role=status]"));
const column = (name: string): HTMLElement | undefined => all("th").find((each) => textOf(each) === name);

const next = <Type extends keyof HTMLElementEventMap>(type: Type): Promise<HTMLElementEventMap[Type]> =>
  new Promise((resolve) => dashboard.addEventListener(type, resolve, { once: true }));

async function open(service: AudienceService | undefined, wait = ".audiences tbody a, .state"): Promise<void> {
  dashboard = document.createElement("audience-dashboard");
  dashboard.service = service;
  document.body.append(dashboard);
  await waitUntil(() => all(wait).length > 0, "the dashboard answers");
}

/** Types, and waits for the pause after which the dashboard searches. */
async function search(text: string): Promise<void> {
  one("input[type=search]").focus();
  await sendKeys({ type: text });
  await aTimeout(250);
  await dashboard.updateComplete;
}

async function openMenu(name: string): Promise<HTMLElement[]> {
  const opener = button(`More for ${name}`);
  opener.focus();
  await sendKeys({ press: "Enter" });
  await waitUntil(() => focused()?.getAttribute("role") === "menuitem", "the first item has the focus");
  return all("[role=menuitem]");
}

async function choose(name: string, item: string): Promise<void> {
  const chosen = (await openMenu(name)).find((each) => textOf(each).startsWith(item));
  chosen?.focus();
  await sendKeys({ press: "Enter" });
}

describe("audience-dashboard", () => {
  before(async () => {
    await setViewport({ width: 1280, height: 900 });
  });
  beforeEach(async () => {
    sample = await sampleService();
  });
  afterEach(() => {
    dashboard.remove();
  });

  describe("the table", () => {
    it("has the names that hosts and tests rely on", async () => {
      await open(sample.service);
      expect(one("table").getAttribute("aria-label")).to.equal("Audiences");
      expect(one("input[type=search]").getAttribute("aria-label")).to.equal("Search audiences");
      expect(all("th").map(textOf)).to.deep.equal([
        "Audience Status",
        "Audience Name",
        "Created By",
        "Created On",
        "Last Processed On",
        "Audience Size",
        "Change",
        "Actions",
      ]);
      expect(textOf(button("Create audience"))).to.equal("Create audience");
    });

    it("shows a live audience with readiness, dates, size and change", async () => {
      await open(sample.service);
      const listing = (await sample.service.list()).find(
        ({ audience }) => audience.name === "Bought in the last 30 days",
      );
      const outcome = listing?.recent.at(-1)?.outcome;
      if (outcome?.kind !== "published") throw new Error("The sample has no size.");
      const change = (outcome.entered ?? 0) - (outcome.left ?? 0);
      const [state, name, by, on, processed, size, delta] = cells("Bought in the last 30 days");
      expect([state, name, by, on]).to.deep.equal([
        "LiveReady",
        "Bought in the last 30 days",
        "Priya Raman",
        "30 Jun 2026 09:48",
      ]);
      expect(processed).to.equal("23 Nov 2026 00:04");
      expect(size).to.equal(String(outcome.size));
      expect(delta)
        .to.contain(`${Math.abs(change)}`)
        .and.to.contain("since the last run");
      expect(row("Bought in the last 30 days").querySelector(".spark")).to.exist;
    });

    it("has no size and no date for a draft", async () => {
      await open(sample.service);
      expect(cells("Store visitors without the app").slice(0, 1)).to.deep.equal(["Draft"]);
      expect(cells("Store visitors without the app").slice(4, 6)).to.deep.equal(["-", "-"]);
    });

    it("says why a run failed, and that the size is of another day", async () => {
      await open(sample.service);
      expect(cells("Open complaint")[0]).to.equal("LiveRun failed");
      expect(cells("Open complaint")[1]).to.contain("Column “nps_score” was missing on 22 Nov.");
      expect(cells("Open complaint")[5]).to.contain("as of 22 Nov");
      expect(cells("Visited a store, did not buy")[0]).to.equal("LiveLate by 1 night");
    });

    it("says when an audience without a run gets its first", async () => {
      await open(sample.service);
      expect(cells("Weekend grocery stock-up")[0]).to.equal("LiveNot ready");
      expect(cells("Weekend grocery stock-up")[5]).to.equal("First run tonight");
    });

    it("sums up the last run, and shows only what went wrong on demand", async () => {
      await open(sample.service);
      expect(textOf(one(".sub"))).to.contain("Last run today, 00:04. 4 of 6 audiences processed. 1 failed, 1 late");
      button("1 failed, 1 late").click();
      await dashboard.updateComplete;
      expect(names()).to.have.members(["Open complaint", "Visited a store, did not buy"]);
    });
  });

  describe("sorting", () => {
    it("starts with the newest, and says so", async () => {
      await open(sample.service);
      expect(names().slice(0, 2)).to.deep.equal(["Bought shoes twice, not since", "Weekend grocery stock-up"]);
      expect(column("Created On")?.getAttribute("aria-sort")).to.equal("descending");
    });

    it("works both ways from the keyboard, in every column", async () => {
      await open(sample.service);
      for (const head of all("th button")) {
        head.focus();
        await sendKeys({ press: "Enter" });
        const first = head.closest("th")?.getAttribute("aria-sort");
        const before = names();
        await sendKeys({ press: "Enter" });
        const second = head.closest("th")?.getAttribute("aria-sort");
        expect([first, second], textOf(head)).to.have.members(["ascending", "descending"]);
        expect(names(), textOf(head)).not.to.deep.equal(before);
        expect(focused()).to.equal(head);
        expect(all("th[aria-sort]")).to.have.length(1);
      }
    });

    it("puts audiences without a size last, either way", async () => {
      await open(sample.service);
      for (const order of ["descending", "ascending"]) {
        button("Audience Size").click();
        await dashboard.updateComplete;
        expect(column("Audience Size")?.getAttribute("aria-sort")).to.equal(order);
        expect(cells(names().at(-1) ?? "")[5]).to.match(/^(-|First run tonight)$/u);
      }
    });

    it("is told to those who do not see it", async () => {
      await open(sample.service);
      button("Audience Name").click();
      await dashboard.updateComplete;
      expect(status()).to.equal("Sorted by Audience Name, ascending");
    });
  });

  describe("search and filters", () => {
    it("look at name and creator, whatever the case and the accents", async () => {
      await open(sample.service);
      await search("LEILA haddad");
      expect(names()).to.have.members(["Bought shoes twice, not since", "Weekend grocery stock-up"]);
      expect(status()).to.equal("2 audiences");
      expect(filters()).to.deep.equal(["All 2", "Live 1", "Draft 1", "Archived 0"]);
    });

    it("keep the field and its focus while the table changes", async () => {
      await open(sample.service);
      const field = one("input[type=search]");
      await search("zzz");
      expect(all("table")).to.be.empty;
      expect(focused()).to.equal(field);
      await sendKeys({ press: "Escape" });
      await waitUntil(() => names().length > 2);
      expect(focused()).to.equal(field);
      expect(one("input[type=search]")).to.have.property("value", "");
    });

    it("answer to / from anywhere on the page, unless somebody types", async () => {
      await open(sample.service);
      await sendKeys({ press: "/" });
      expect(focused()).to.equal(one("input[type=search]"));
      expect(one("input[type=search]")).to.have.property("value", "");
      const other = document.createElement("input");
      document.body.append(other);
      other.focus();
      await sendKeys({ press: "/" });
      expect(other.value).to.equal("/");
      other.remove();
    });

    it("count live and draft as all, and archived by itself", async () => {
      await open(sample.service);
      expect(filters()).to.deep.equal(["All 10", "Live 7", "Draft 3", "Archived 1"]);
      all(".filters button")[3]?.click();
      await dashboard.updateComplete;
      expect(names()).to.deep.equal(["Summer sale 2025"]);
      expect(all(".filters button").map((each) => each.getAttribute("aria-pressed"))).to.deep.equal([
        "false",
        "false",
        "false",
        "true",
      ]);
    });

    it("name what comes close when nothing matches, and offer ways out", async () => {
      await open(sample.service);
      all(".filters button")[1]?.click();
      await search("shoes twcie");
      expect(textOf(one(".state h2"))).to.equal("No live audience matches “shoes twcie”");
      const opened = next("audience-open");
      button("Bought shoes twice, not since").click();
      expect((await opened).detail).to.deep.equal({ id: sample.id("Bought shoes twice, not since"), view: "builder" });
      button("Clear search").click();
      await dashboard.updateComplete;
      expect(names()).to.have.length(7);
    });
  });

  describe("what can be done with an audience", () => {
    it("is opened by its name: a draft in the builder, a live one in its report", async () => {
      await open(sample.service);
      for (const [name, view] of [
        ["Store visitors without the app", "builder"],
        ["Lapsed gold members", "report"],
      ] as const) {
        const opened = next("audience-open");
        row(name).querySelector<HTMLElement>(".name")?.click();
        expect((await opened).detail).to.deep.equal({ id: sample.id(name), view });
      }
    });

    it("is a menu for the keyboard, which gives the focus back", async () => {
      await open(sample.service);
      const items = await openMenu("Lapsed gold members");
      expect(items.map(textOf)).to.deep.equal([
        "Open report",
        "Duplicate as draft",
        "ActivateAlready live",
        "Export CSV",
        "Archive",
      ]);
      expect(items[2]?.getAttribute("aria-disabled")).to.equal("true");
      await sendKeys({ press: "ArrowUp" });
      expect(textOf(focused())).to.equal("Archive");
      await sendKeys({ press: "ArrowDown" });
      expect(textOf(focused())).to.equal("Open report");
      await sendKeys({ press: "End" });
      expect(textOf(focused())).to.equal("Archive");
      await sendKeys({ press: "Escape" });
      expect(focused()).to.equal(button("More for Lapsed gold members"));
      expect(button("More for Lapsed gold members").getAttribute("aria-expanded")).to.equal("false");
    });

    it("is closed again by a press on the button that opened it", async () => {
      await open(sample.service);
      const opener = button("More for Lapsed gold members");
      const { x, y, width, height } = opener.getBoundingClientRect();
      const at: [number, number] = [Math.round(x + width / 2), Math.round(y + height / 2)];
      await sendMouse({ type: "click", position: at });
      await waitUntil(() => opener.getAttribute("aria-expanded") === "true");
      await sendMouse({ type: "click", position: at });
      await waitUntil(() => opener.getAttribute("aria-expanded") === "false");
    });

    it("archives with a way back, and the focus stays in the list", async () => {
      await open(sample.service);
      await choose("Lapsed gold members", "Archive");
      await waitUntil(() => !names().includes("Lapsed gold members"));
      await waitUntil(() => all(".toast").length > 0);
      expect(textOf(one(".toast span"))).to.equal("“Lapsed gold members” was archived.");
      expect(focused()?.matches("a.name")).to.be.true;
      button("Undo").click();
      await waitUntil(() => names().includes("Lapsed gold members"));
    });

    it("duplicates as a draft", async () => {
      await open(sample.service);
      await choose("Lapsed gold members", "Duplicate");
      await waitUntil(() => names().length === 11);
      const copy = (await sample.service.list()).find(
        ({ audience }) => audience.copiedFrom === sample.id("Lapsed gold members"),
      );
      expect(copy?.audience.status).to.equal("draft");
    });

    it("activates after asking, with who would be in", async () => {
      await open(sample.service);
      await choose("Store visitors without the app", "Activate");
      await waitUntil(() => all("dialog .figure").some((figure) => /\d/u.test(textOf(figure))));
      const estimate = await sample.service.get(sample.id("Store visitors without the app"));
      if (estimate.kind !== "defined") throw new Error("The sample draft has no definition.");
      const { size } = await sample.service.estimate(estimate.definition);
      expect(textOf(one("dialog .figure"))).to.equal(String(size));
      expect((await sample.service.get(estimate.id)).status).to.equal("draft");
      const activated = next("audience-activated");
      one("dialog .primary").click();
      expect((await activated).detail.audience.status).to.equal("live");
      await waitUntil(() => all("dialog").length === 0);
    });

    it("is left a draft where the host refuses the activation", async () => {
      await open(sample.service);
      dashboard.addEventListener("audience-activate", (event) => event.preventDefault());
      await choose("Store visitors without the app", "Activate");
      await waitUntil(() => all("dialog").length > 0);
      one("dialog .primary").click();
      await waitUntil(() => all("dialog").length === 0);
      expect((await sample.service.get(sample.id("Store visitors without the app"))).status).to.equal("draft");
    });

    it("is offered with the reason where the user may not", async () => {
      const refusing = await sampleService({ can: (action) => action === "view" });
      await open(refusing.service);
      await waitUntil(() => button("Create audience").getAttribute("aria-disabled") === "true");
      await openMenu("Lapsed gold members");
      await waitUntil(() => all("[role=menuitem][aria-disabled]").length === 4);
      expect(all("[role=menuitem]").map(textOf)).to.include("ArchiveYou may not do this");
    });

    it("begins with Create audience", async () => {
      await open(sample.service);
      const created = next("audience-create");
      button("Create audience").click();
      await created;
    });
  });

  describe("its states", () => {
    it("is loading until the service answers, and ready then", async () => {
      let answer: (listings: readonly AudienceListing[]) => void = () => undefined;
      const listings = await sample.service.list();
      await open(
        { ...sample.service, list: () => new Promise((resolve) => (answer = resolve)) },
        "section[aria-busy=true]",
      );
      expect(dashboard.matches(":state(loading)")).to.be.true;
      expect(status()).to.equal("Loading audiences");
      answer(listings);
      await waitUntil(() => names().length > 0);
      expect(dashboard.matches(":state(ready)")).to.be.true;
      expect(dashboard.matches(":state(loading)")).to.be.false;
    });

    it("offers drafts to begin with, with their sizes, where there is no audience", async () => {
      const empty = await sampleService({ empty: true });
      await open(empty.service, ".starter");
      expect(dashboard.matches(":state(empty)")).to.be.true;
      expect(textOf(one(".state p"))).to.contain("400 customers");
      expect(all(".starter b").map(textOf)).to.deep.equal([
        "Lapsed buyers",
        "Birthday in the next 30 days",
        "Big spenders",
      ]);
      for (const size of all(".starter .num")) expect(textOf(size)).to.match(/^\d+$/u);
      const opened = next("audience-open");
      one(".starter").click();
      expect((await opened).detail.view).to.equal("builder");
      expect((await empty.service.list()).map(({ audience }) => audience.name)).to.deep.equal(["Lapsed buyers"]);
    });

    it("says what went wrong and tries again", async () => {
      let fails = true;
      const list: AudienceService["list"] = async (options) => {
        if (fails) throw new Error("The service did not answer.");
        return sample.service.list(options);
      };
      await open({ ...sample.service, list });
      expect(dashboard.matches(":state(error)")).to.be.true;
      expect(textOf(one("[role=alert]"))).to.contain("The service did not answer. Nothing was changed.");
      fails = false;
      button("Try again").click();
      await waitUntil(() => names().length === 10);
    });

    it("has nothing to press where the user may not look", async () => {
      const refusing = await sampleService({ can: () => false });
      await open(refusing.service);
      expect(dashboard.matches(":state(forbidden)")).to.be.true;
      expect(all("button")).to.be.empty;
    });

    it("says what to write where no service is given", async () => {
      await open(undefined);
      expect(textOf(one(".state code"))).to.contain('querySelector("audience-provider").service =');
    });

    it("follows what changes elsewhere", async () => {
      await open(sample.service);
      await sample.service.create({ name: "Made elsewhere" });
      await waitUntil(() => names().includes("Made elsewhere"));
    });

    it("lets go of its question when it is taken out of the page", async () => {
      let asked: AbortSignal | undefined;
      const list: AudienceService["list"] = (options) => {
        asked = options?.signal;
        return new Promise(() => undefined);
      };
      await open({ ...sample.service, list }, "section[aria-busy=true]");
      dashboard.remove();
      expect(asked?.aborted).to.be.true;
      dashboard.service = sample.service;
      document.body.append(dashboard);
      await waitUntil(() => names().length === 10);
    });
  });

  it("stays a page at a time with 4,000 audiences", async () => {
    const many = await sampleService({ empty: true });
    for (let n = 1; n <= 4_000; n++) await many.service.create({ name: `Audience ${n}` });
    await open(many.service);
    expect(names()).to.have.length(12);
    expect(textOf(one(".pager"))).to.equal("1–12 of 4,000");
    await search("audience 399");
    expect(filters()[0]).to.equal("All 14");
    await sendKeys({ press: "Escape" });
    await waitUntil(() => names().length === 12);
    button("Audience Name").click();
    await dashboard.updateComplete;
    button("Next page").click();
    await dashboard.updateComplete;
    expect(names()[0]).to.equal("Audience 13");
  }).timeout(30_000);

  for (const colorScheme of ["light", "dark"] as const) {
    it(`has nothing for axe to find in ${colorScheme}`, async () => {
      await emulateMedia({ colorScheme });
      document.documentElement.style.setProperty("color-scheme", colorScheme);
      document.documentElement.style.setProperty("background", colorScheme === "dark" ? "#14171a" : "#ffffff");
      await open(sample.service);
      expect(await violations(dashboard)).to.deep.equal([]);
      await openMenu("Lapsed gold members");
      await aTimeout(50);
      expect(await violations(dashboard)).to.deep.equal([]);
      await sendKeys({ press: "Escape" });
      await choose("Store visitors without the app", "Activate");
      await waitUntil(() => all("dialog").length > 0);
      expect(await violations(dashboard)).to.deep.equal([]);
      document.documentElement.removeAttribute("style");
    });
  }

  for (const width of [360, 640, 700, 780, 860, 1040]) {
    it(`neither overflows nor cuts a number at ${width} px`, async () => {
      await setViewport({ width, height: 800 });
      await open(sample.service);
      const { right } = dashboard.getBoundingClientRect();
      expect(
        all("*")
          .filter((each) => each.getBoundingClientRect().right > right + 1)
          .map(({ className, localName }) => `${localName} ${className}`),
      ).to.deep.equal([]);
      for (const value of all(".value, .delta")) expect(value.scrollWidth).to.be.at.most(value.offsetWidth + 1);
      expect(await violations(dashboard)).to.deep.equal([]);
      await setViewport({ width: 1280, height: 900 });
    });
  }
});
