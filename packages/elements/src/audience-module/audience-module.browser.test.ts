import { expect, waitUntil } from "@open-wc/testing";
import { sendKeys, setViewport } from "@web/test-runner-commands";
import "../define/audience-module.js";
import { sampleService, type SampleService } from "../testing/sample-service.js";
import { deep, focused, textOf } from "../testing/shadow.js";
import type { AudienceModule } from "./audience-module.js";

let module: AudienceModule;
let sample: SampleService;

const all = (selector: string): HTMLElement[] =>
  [...deep(module.renderRoot)].filter(
    (element): element is HTMLElement => element instanceof HTMLElement && element.matches(selector),
  );
const link = (name: string): HTMLElement | undefined => all("a.name").find((each) => textOf(each) === name);
const shown = (): string[] =>
  [...module.renderRoot.children].filter((each) => !each.hasAttribute("hidden")).map(({ localName }) => localName);

async function open(urlState = false): Promise<void> {
  module = document.createElement("audience-module");
  module.service = sample.service;
  module.urlState = urlState;
  document.body.append(module);
  await module.updateComplete;
}

describe("audience-module", () => {
  before(async () => {
    await setViewport({ width: 1280, height: 900 });
  });
  beforeEach(async () => {
    sample = await sampleService();
  });
  afterEach(() => {
    module.remove();
    history.replaceState(null, "", location.pathname + location.search);
  });

  it("goes from the dashboard to the report and back, to the same place", async () => {
    await open();
    await waitUntil(() => link("Lapsed gold members") !== undefined);
    link("Lapsed gold members")?.focus();
    await sendKeys({ press: "Enter" });
    await waitUntil(() => shown().includes("audience-report"));
    expect(shown()).to.deep.equal(["audience-report"]);
    await waitUntil(() => all(".crumb").length > 0);
    all(".crumb")[0]?.click();
    await waitUntil(() => shown().includes("audience-dashboard"));
    await waitUntil(() => focused() === link("Lapsed gold members"), "the focus is where it was");
  });

  it("opens a draft in the builder, and a new one with Create audience", async () => {
    await open();
    await waitUntil(() => link("Store visitors without the app") !== undefined);
    link("Store visitors without the app")?.click();
    await waitUntil(() => shown().includes("audience-builder"));
    expect(module.renderRoot.querySelector("audience-builder")?.audienceId).to.equal(
      sample.id("Store visitors without the app"),
    );
    module.remove();
    await open();
    await waitUntil(() => all("button").some((each) => textOf(each) === "Create audience"));
    all("button")
      .find((each) => textOf(each) === "Create audience")
      ?.click();
    await waitUntil(() => shown().includes("audience-builder"));
    expect(module.renderRoot.querySelector("audience-builder")?.audienceId).to.be.undefined;
  });

  it("stays where it is when the host takes navigation over", async () => {
    await open();
    await waitUntil(() => link("Lapsed gold members") !== undefined);
    const asked: string[] = [];
    module.addEventListener("audience-open", (event) => {
      event.preventDefault();
      asked.push(event.detail.id);
    });
    link("Lapsed gold members")?.click();
    await new Promise(requestAnimationFrame);
    expect(asked).to.deep.equal([sample.id("Lapsed gold members")]);
    expect(shown()).to.deep.equal(["audience-dashboard"]);
  });

  it("keeps the address to itself unless it is asked to", async () => {
    await open();
    await waitUntil(() => link("Lapsed gold members") !== undefined);
    link("Lapsed gold members")?.click();
    await waitUntil(() => shown().includes("audience-report"));
    expect(location.hash).to.equal("");
  });

  it("keeps its view in the address, and Back goes back", async () => {
    await open(true);
    await waitUntil(() => link("Lapsed gold members") !== undefined);
    link("Lapsed gold members")?.click();
    await waitUntil(() => shown().includes("audience-report"));
    expect(location.hash).to.equal(`#audiences/report/id/${sample.id("Lapsed gold members")}`);
    module.remove();
    await open(true);
    expect(shown()).to.deep.equal(["audience-report"]);
    history.back();
    await waitUntil(() => shown().includes("audience-dashboard"));
  });

  it("shows the report of what was activated on the dashboard", async () => {
    await open();
    await waitUntil(() => link("Store visitors without the app") !== undefined);
    const menu = all("button").find((each) => each.ariaLabel === "More for Store visitors without the app");
    menu?.click();
    await waitUntil(() => focused()?.role === "menuitem");
    all("[role=menuitem]")
      .find((each) => textOf(each).startsWith("Activate"))
      ?.click();
    await waitUntil(() => all("dialog .primary").length > 0);
    all("dialog .primary")[0]?.click();
    await waitUntil(() => shown().includes("audience-report"));
    expect((await sample.service.get(sample.id("Store visitors without the app"))).status).to.equal("live");
  });

  it("says what to write where no service is given", async () => {
    module = document.createElement("audience-module");
    document.body.append(module);
    await module.updateComplete;
    expect(all("code").map(textOf).join()).to.contain("createAudienceService");
  });
});
