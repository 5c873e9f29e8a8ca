import type { AudienceService } from "@audiencekit/core";
import type { StoryObj } from "@storybook/web-components-vite";
import { html, type TemplateResult } from "lit";

/** A story whose service is made anew each time it is shown. */
export function over(
  make: () => Promise<AudienceService>,
  view: (service: AudienceService) => TemplateResult,
): Pick<StoryObj, "loaders" | "render"> {
  let service: AudienceService | undefined;
  return {
    loaders: [
      async () => {
        service = await make();
        return {};
      },
    ],
    render: () => (service === undefined ? html`` : view(service)),
  };
}

/** On a host page that is dark. */
export function dark(view: TemplateResult): TemplateResult {
  return html`<div style="color-scheme: dark; background: #14171a; color: #e9ecef; padding: 24px">${view}</div>`;
}

/** In a column as wide as a small phone. */
export function phone(view: TemplateResult): TemplateResult {
  return html`<div style="inline-size: 360px">${view}</div>`;
}
