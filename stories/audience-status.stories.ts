import type { AudienceStatus, Readiness, Run } from "@audiencekit/core";
import "@audiencekit/elements/define/audience-status";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { expect } from "storybook/test";
import { reads } from "./support/reading.js";
import { dark } from "./support/story.js";

const meta: Meta = { title: "Parts/Status" };

export default meta;

const processed: Run = {
  audienceId: "a1",
  date: "2026-11-22",
  asOf: "2026-11-21T23:00:00Z",
  processedAt: "2026-11-21T23:04:00Z",
  definitionHash: "0".repeat(64),
  backfilled: false,
  usedTodaysAttributes: false,
  outcome: { kind: "published", size: 41_208, base: 400_000, entered: 120, left: 96 },
};

const failed: Readiness = {
  state: "failed",
  code: "attribute_missing",
  reason: "Column “nps_score” was missing on 22 Nov.",
  failedOn: "2026-11-23",
  processed,
};

const badge = (status: AudienceStatus, readiness?: Readiness) =>
  html`<audience-status status=${status} .readiness=${readiness}></audience-status>`;

export const Draft: StoryObj = {
  render: () => badge("draft", { state: "draft" }),
  play: async ({ canvasElement }) => reads(canvasElement, "Draft"),
};

export const Ready: StoryObj = {
  render: () => badge("live", { state: "ready", processed }),
  play: async ({ canvasElement }) => reads(canvasElement, "Live Ready"),
};

/** Live, before the first run. */
export const Processing: StoryObj = {
  render: () => badge("live", { state: "processing", nextRun: "2026-11-23T23:00:00Z" }),
  play: async ({ canvasElement }) => reads(canvasElement, "Live Not ready"),
};

export const Stale: StoryObj = {
  render: () => badge("live", { state: "stale", processed, nightsLate: 3 }),
  play: async ({ canvasElement }) => reads(canvasElement, "Late by 3 nights"),
};

export const Failed: StoryObj = {
  render: () => badge("live", failed),
  play: async ({ canvasElement }) => reads(canvasElement, "Run failed"),
};

export const Archived: StoryObj = {
  render: () => badge("archived", { state: "archived" }),
  play: async ({ canvasElement }) => reads(canvasElement, "Archived"),
};

/** While the readiness is not known: the badge alone. */
export const Loading: StoryObj = {
  render: () => badge("live"),
  play: async ({ canvasElement }) => {
    await reads(canvasElement, "Live");
    await expect(canvasElement.querySelector("audience-status")?.shadowRoot?.textContent).not.toContain("eady");
  },
};

export const Dark: StoryObj = {
  render: () => dark(html`${badge("live", failed)} ${badge("draft", { state: "draft" })}`),
  play: async ({ canvasElement }) => reads(canvasElement, "Run failed"),
};
