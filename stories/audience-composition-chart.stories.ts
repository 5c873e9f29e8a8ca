import type { AudienceService } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-composition-chart";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { sampleDefinition } from "../packages/elements/src/testing/sample-service.js";
import { withAudience } from "./support/audiences.js";
import { byRole, reads } from "./support/reading.js";
import { sampleIds } from "./support/sample-ids.js";
import { failing, loading, sample } from "./support/services.js";
import { dark, over, phone } from "./support/story.js";

const meta: Meta = { title: "Parts/Composition chart" };

export default meta;

const chart = (service: AudienceService | undefined, attribute?: string, id: string = sampleIds.ready) =>
  html`<audience-composition-chart
    .service=${service}
    .attribute=${attribute}
    audience-id=${id}
  ></audience-composition-chart>`;

const nobody = withAudience(
  "Nobody",
  sampleDefinition([{ kind: "attribute", attribute: "age", operator: "atLeast", value: 200 }]),
);

export const Ready: StoryObj = {
  ...over(sample, (service) => chart(service)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "figure", "Audience composition");
    await byRole(canvasElement, "table", "Audience composition");
    await byRole(canvasElement, "combobox", "View attribute");
  },
};

export const Loading: StoryObj = {
  ...over(loading, (service) => chart(service)),
  play: async ({ canvasElement }) => reads(canvasElement, "Loading"),
};

/** Nobody is in it now. */
export const Empty: StoryObj = {
  ...over(nobody, (service) => chart(service, undefined, "new")),
  play: async ({ canvasElement }) => reads(canvasElement, "Nobody is in this audience now."),
};

export const Failed: StoryObj = {
  ...over(failing, (service) => chart(service)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Try again");
  },
};

export const MissingService: StoryObj = {
  render: () => chart(undefined),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audience service");
  },
};

/** Bands of a number, in their order. */
export const Bands: StoryObj = {
  ...over(sample, (service) => chart(service, "age")),
  play: async ({ canvasElement }) => reads(canvasElement, "35 to 49"),
};

/** Periods of a date: labels this long have their bars lying. */
export const LongLabels: StoryObj = {
  ...over(sample, (service) => chart(service, "birthday")),
  play: async ({ canvasElement }) => reads(canvasElement, "1 Jan 1980 to 31 Dec 1989"),
};

export const Dark: StoryObj = {
  ...over(sample, (service) => dark(chart(service, "age"))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "figure", "Audience composition");
  },
};

/** Under 560 pixels the bars lie down. */
export const Phone: StoryObj = {
  ...over(sample, (service) => phone(chart(service, "age"))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "figure", "Audience composition");
  },
};
