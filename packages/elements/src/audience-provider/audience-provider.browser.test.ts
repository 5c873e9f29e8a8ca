import { expect, waitUntil } from "@open-wc/testing";
import { AudienceDashboard } from "../audience-dashboard/audience-dashboard.js";
import { register } from "../element/register.js";
import { english } from "../messages/english.js";
import { sampleService } from "../testing/sample-service.js";
import { deep, textOf } from "../testing/shadow.js";
import { AudienceProvider } from "./audience-provider.js";

const textsIn = (provider: Element, selector: string): string[] =>
  [...deep(provider)].filter((element) => element.matches(selector)).map(textOf);

describe("audience-provider", () => {
  let provider: AudienceProvider;

  // Like a page whose elements are in the HTML before any script ran: whoever is registered first is upgraded first.
  before(() => {
    document.body.append(Object.assign(document.createElement("audience-provider"), { id: "in-the-page" }));
    document.querySelector("#in-the-page")?.append(document.createElement("audience-dashboard"));
  });
  afterEach(() => {
    provider.remove();
  });

  it("reaches elements of the page that were upgraded before it", async () => {
    const { service } = await sampleService();
    register("audience-dashboard", AudienceDashboard);
    const dashboard = document.querySelector("#in-the-page audience-dashboard");
    if (!(dashboard instanceof AudienceDashboard)) throw new Error("The dashboard was not upgraded.");
    await dashboard.updateComplete;
    expect(textsIn(document.body, "code")).to.have.length(1);
    register("audience-provider", AudienceProvider);
    const found = document.querySelector("#in-the-page");
    if (!(found instanceof AudienceProvider)) throw new Error("The provider was not upgraded.");
    provider = found;
    provider.service = service;
    await waitUntil(() => textsIn(provider, "a.name").length === 10);
  });

  it("gives locale, time zone and texts, which may change at any time", async () => {
    const { service } = await sampleService();
    provider = document.createElement("audience-provider");
    provider.append(document.createElement("audience-dashboard"));
    Object.assign(provider, { service, locale: "de", timeZone: "UTC" });
    document.body.append(provider);
    await waitUntil(() => textsIn(provider, "[data-col=on]").some((text) => text.includes("20. Nov. 2026 15:41")));
    provider.locale = "en";
    provider.timeZone = "Asia/Tokyo";
    provider.messages = { ...english, dashboard: { ...english.dashboard, create: "New segment" } };
    await waitUntil(() => textsIn(provider, "[data-col=on]").some((text) => text.includes("21 Nov 2026 00:41")));
    expect(textsIn(provider, "button")).to.include("New segment");
  });

  it("gives way to a service the element has itself", async () => {
    const { service } = await sampleService();
    const own = await sampleService({ empty: true });
    provider = document.createElement("audience-provider");
    const dashboard = document.createElement("audience-dashboard");
    dashboard.service = own.service;
    provider.append(dashboard);
    provider.service = service;
    document.body.append(provider);
    await waitUntil(() => textsIn(provider, "h2").includes("No audiences yet"));
  });

  it("passes another service on, and the elements let go of the old one", async () => {
    const first = await sampleService();
    const second = await sampleService({ empty: true });
    await second.service.create({ name: "The only one" });
    provider = document.createElement("audience-provider");
    provider.append(document.createElement("audience-dashboard"));
    provider.service = first.service;
    document.body.append(provider);
    await waitUntil(() => textsIn(provider, "a.name").length === 10);
    provider.service = second.service;
    await waitUntil(() => textsIn(provider, "a.name").length === 1);
    await first.service.create({ name: "Nobody listens" });
    await new Promise(requestAnimationFrame);
    expect(textsIn(provider, "a.name")).to.deep.equal(["The only one"]);
  });
});

describe("registering", () => {
  it("tolerates a second copy of an element, and the first stays", () => {
    const before = customElements.get("audience-provider");
    class Another extends HTMLElement {}
    register("audience-provider", Another);
    expect(customElements.get("audience-provider")).to.equal(before);
  });
});
