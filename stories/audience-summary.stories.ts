import type { AudienceService } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-summary";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { sampleDefinition, sampleService } from "../packages/elements/src/testing/sample-service.js";
import { definitions, withAudience } from "./support/audiences.js";
import { byRole, reads } from "./support/reading.js";
import { sampleIds } from "./support/sample-ids.js";
import { failing, loading, sample } from "./support/services.js";
import { dark, over } from "./support/story.js";

const meta: Meta = { title: "Parts/Summary" };

export default meta;

const summary = (service: AudienceService | undefined, id: string = sampleIds.ready) =>
  html`<audience-summary .service=${service} audience-id=${id}></audience-summary>`;

async function withList(): Promise<AudienceService> {
  const { service } = await sampleService({ ids: () => "list" });
  await service.createStatic({ name: "Invited", ids: ["c0001", "c0002", "somebody else"] });
  return service;
}

export const Ready: StoryObj = {
  ...over(sample, (service) => summary(service)),
  play: async ({ canvasElement }) => reads(canvasElement, "Purchase at least once in the last 120 days"),
};

/** Groups with their members beneath. */
export const Groups: StoryObj = {
  ...over(withAudience("Typical", definitions.typical), (service) => summary(service, "new")),
  play: async ({ canvasElement }) => reads(canvasElement, "Any of"),
};

export const Loading: StoryObj = {
  ...over(loading, (service) => summary(service)),
  play: async ({ canvasElement }) => reads(canvasElement, "Loading"),
};

/** A draft without conditions. */
export const Empty: StoryObj = {
  ...over(withAudience("Empty", sampleDefinition([])), (service) => summary(service, "new")),
  play: async ({ canvasElement }) => reads(canvasElement, "Customers"),
};

/** An audience that is a list of ids. */
export const List: StoryObj = {
  ...over(withList, (service) => summary(service, "list")),
  play: async ({ canvasElement }) => reads(canvasElement, "A list of 3 ids."),
};

export const Failed: StoryObj = {
  ...over(failing, (service) => summary(service)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Try again");
  },
};

export const MissingService: StoryObj = {
  render: () => summary(undefined),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audience service");
  },
};

export const Dark: StoryObj = {
  ...over(sample, (service) => dark(summary(service))),
  play: async ({ canvasElement }) => reads(canvasElement, "Exclude"),
};
