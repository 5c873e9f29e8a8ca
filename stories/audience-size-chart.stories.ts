import type { AudienceService } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-size-chart";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { sampleDefinition, sampleService } from "../packages/elements/src/testing/sample-service.js";
import { byRole, press, reads } from "./support/reading.js";
import { sampleIds } from "./support/sample-ids.js";
import { failing, loading, sample } from "./support/services.js";
import { dark, over, phone } from "./support/story.js";

const meta: Meta = { title: "Parts/Size chart" };

export default meta;

const chart = (service: AudienceService | undefined, id: string = sampleIds.ready) =>
  html`<audience-size-chart .service=${service} audience-id=${id}></audience-size-chart>`;

/** An audience of three months, two nights of which have no run. */
async function withMissedNights(): Promise<AudienceService> {
  const { service } = await sampleService({ ids: () => "gap" });
  const { id } = await service.create({
    name: "With missed nights",
    definition: sampleDefinition([
      {
        kind: "event",
        event: "purchase",
        measure: { of: "count" },
        operator: "atLeast",
        value: 1,
        window: { last: 60, unit: "day" },
      },
    ]),
  });
  await service.activate(id);
  await service.backfill({ from: "2026-08-24", to: "2026-11-07", audienceId: id });
  await service.backfill({ from: "2026-11-10", to: "2026-11-22", audienceId: id });
  return service;
}

export const Ready: StoryObj = {
  ...over(sample, chart),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "figure", "Audience size");
    await byRole(canvasElement, "table", "Nights");
  },
};

export const Loading: StoryObj = {
  ...over(loading, chart),
  play: async ({ canvasElement }) => reads(canvasElement, "Loading"),
};

export const Empty: StoryObj = {
  ...over(sample, (service) => chart(service, sampleIds.waiting)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No run yet");
  },
};

export const Failed: StoryObj = {
  ...over(failing, chart),
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

/** Nights without a run are hatched; nothing is drawn through them. */
export const MissedNights: StoryObj = {
  ...over(withMissedNights, (service) => chart(service, "gap")),
  play: async ({ canvasElement }) => {
    await reads(canvasElement, "The bars of 10 Nov 2026 cover 3 nights.");
  },
};

export const PastWeek: StoryObj = {
  ...over(sample, chart),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "button", "Past week");
    await reads(canvasElement, "17 Nov – 23 Nov 2026");
  },
};

export const Dark: StoryObj = {
  ...over(withMissedNights, (service) => dark(chart(service, "gap"))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "figure", "Audience size");
  },
};

export const Phone: StoryObj = {
  ...over(withMissedNights, (service) => phone(chart(service, "gap"))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "figure", "Audience size");
  },
};
