import type { AudienceService } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-dashboard";
import "@audiencekit/elements/define/audience-provider";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { byRole, reads } from "./support/reading.js";
import { empty, failing, loading, sample } from "./support/services.js";
import { dark, over } from "./support/story.js";

const meta: Meta = { title: "Parts/Provider" };

export default meta;

const provided = (service: AudienceService | undefined) =>
  html`<audience-provider .service=${service}><audience-dashboard></audience-dashboard></audience-provider>`;

/** The dashboard has no service of its own: it asks the provider's. */
export const Ready: StoryObj = {
  ...over(sample, provided),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "link", "Lapsed gold members");
    await reads(canvasElement, "30 Jun 2026 09:48");
  },
};

export const Loading: StoryObj = {
  ...over(loading, provided),
  play: async ({ canvasElement }) => reads(canvasElement, "Loading audiences"),
};

export const Empty: StoryObj = {
  ...over(empty, provided),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audiences yet");
  },
};

export const Failed: StoryObj = {
  ...over(failing, provided),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Try again");
  },
};

/** A provider without a service: what is inside says what to write. */
export const MissingService: StoryObj = {
  render: () => provided(undefined),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audience service");
  },
};

/** Numbers and dates as in German, at the hour of New York. */
export const LocaleAndTimeZone: StoryObj = {
  ...over(
    sample,
    (service) =>
      html`<audience-provider .service=${service} locale="de" time-zone="America/New_York">
        <audience-dashboard></audience-dashboard>
      </audience-provider>`,
  ),
  play: async ({ canvasElement }) => reads(canvasElement, "30. Juni 2026"),
};

export const Dark: StoryObj = {
  ...over(sample, (service) => dark(provided(service))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "table", "Audiences");
  },
};
