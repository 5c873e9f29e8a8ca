import type { AudienceService } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-report";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { byRole, press, reads } from "./support/reading.js";
import { sampleIds } from "./support/sample-ids.js";
import { failing, forbidden, loading, onlyViewing, sample } from "./support/services.js";
import { dark, over, phone } from "./support/story.js";

const meta: Meta = { title: "Screens/Report" };

export default meta;

const report = (service: AudienceService | undefined, id: string = sampleIds.ready) =>
  html`<audience-report .service=${service} audience-id=${id}></audience-report>`;

/** A live audience that was processed last night. */
export const Ready: StoryObj = {
  ...over(sample, report),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "Lapsed gold members");
    await byRole(canvasElement, "figure", "Audience size");
    await byRole(canvasElement, "region", "Audience attributes");
  },
};

export const Loading: StoryObj = {
  ...over(loading, report),
  play: async ({ canvasElement }) => reads(canvasElement, "Loading"),
};

/** Live, and not processed yet. */
export const Empty: StoryObj = {
  ...over(sample, (service) => report(service, sampleIds.waiting)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No run yet");
    await reads(canvasElement, "Not processed yet. First run 24 Nov 2026, 00:00.");
  },
};

/** Nothing came; what did not, and a way to try again. */
export const Failed: StoryObj = {
  ...over(failing, report),
  play: async ({ canvasElement }) => {
    await reads(canvasElement, "The warehouse did not answer within 30 seconds.");
    await byRole(canvasElement, "button", "Try again");
  },
};

export const NotFound: StoryObj = {
  ...over(sample, (service) => report(service, "nobody")),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "This audience is not here");
  },
};

export const Forbidden: StoryObj = {
  ...over(forbidden, report),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "You do not have access");
  },
};

export const MissingService: StoryObj = {
  render: () => report(undefined),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "heading", "No audience service");
  },
};

/** What the user may not do stays, and says so. */
export const OnlyViewing: StoryObj = {
  ...over(onlyViewing, report),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Duplicate as draft");
    await reads(canvasElement, "You may not do this");
  },
};

/** What the audience is made of now. */
export const Composition: StoryObj = {
  ...over(sample, report),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "tab", "Composition");
    await byRole(canvasElement, "combobox", "View attribute");
    await byRole(canvasElement, "table", "Audience composition");
  },
};

export const Changes: StoryObj = {
  ...over(sample, report),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "tab", "Changes");
    await byRole(canvasElement, "table", "Changes by run");
  },
};

export const Overlap: StoryObj = {
  ...over(sample, report),
  play: async ({ canvasElement }) => {
    await press(canvasElement, "tab", "Overlap");
    await byRole(canvasElement, "heading", "Overlap is not offered here yet");
  },
};

/** The last run failed: why, and the last good size with its date. */
export const RunFailed: StoryObj = {
  ...over(sample, (service) => report(service, sampleIds.failed)),
  play: async ({ canvasElement }) => {
    await reads(canvasElement, "Column “nps_score” was missing on 22 Nov. The size shown is of 22 Nov 2026.");
  },
};

/** Last night's run has not come. */
export const Late: StoryObj = {
  ...over(sample, (service) => report(service, sampleIds.late)),
  play: async ({ canvasElement }) => {
    await reads(canvasElement, "Late by 1 night. The size shown is of 22 Nov 2026.");
  },
};

export const Archived: StoryObj = {
  ...over(sample, (service) => report(service, sampleIds.archived)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Restore");
  },
};

export const Draft: StoryObj = {
  ...over(sample, (service) => report(service, sampleIds.draft)),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "button", "Open in builder");
  },
};

export const Dark: StoryObj = {
  ...over(sample, (service) => dark(report(service))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "figure", "Audience size");
  },
};

export const Phone: StoryObj = {
  ...over(sample, (service) => phone(report(service))),
  play: async ({ canvasElement }) => {
    await byRole(canvasElement, "figure", "Audience size");
  },
};
