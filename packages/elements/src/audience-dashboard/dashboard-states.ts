import type { AudienceListing } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { DashboardMessages } from "../messages/english/dashboard.js";
import type { StatusFilter } from "./listing-order.js";
import type { Starter } from "./starters.js";

/** A starter, and how many it would hold now. */
export interface SizedStarter extends Starter {
  readonly size: number | undefined;
}

export interface FirstRun {
  readonly texts: DashboardMessages;
  readonly format: Format;
  readonly customers: number | undefined;
  readonly starters: readonly SizedStarter[];
  readonly mayCreate: boolean;
  readonly start: (starter: Starter) => void;
  readonly createButton: TemplateResult;
}

/** There is no audience yet: what one is, and drafts to begin with. */
export function firstRun(view: FirstRun): TemplateResult {
  const { texts, format, customers, starters, mayCreate, start, createButton } = view;
  const offered = mayCreate ? starters : [];
  return html`<section class="state">
    <h2>${texts.emptyTitle}</h2>
    <p class="quiet">
      ${customers === undefined ? nothing : texts.emptyText(customers, format.number(customers))}
      ${offered.length === 0 ? texts.emptyStart : texts.emptyStarters}
    </p>
    ${
      offered.length === 0
        ? nothing
        : html`<ul class="starters">
            ${offered.map(
              (starter) =>
                html`<li>
                  <button class="starter" type="button" @click=${() => start(starter)}>
                    <span class="grow"><b>${starter.name}</b><span class="quiet xs">${starter.description}</span></span>
                    <span class="num">${starter.size === undefined ? "" : format.number(starter.size)}</span>
                    ${icon("right", "flip")}
                  </button>
                </li>`,
            )}
          </ul>`
    }
    ${createButton}
  </section>`;
}

export interface NoMatch {
  readonly texts: DashboardMessages;
  readonly search: string;
  readonly filter: StatusFilter;
  readonly onlyTrouble: boolean;
  readonly closest: AudienceListing | undefined;
  readonly open: (listing: AudienceListing) => void;
  readonly clearSearch: () => void;
  readonly showAll: () => void;
}

/** What was looked for and where, the nearest there is, and two ways out. */
export function noMatch(view: NoMatch): TemplateResult {
  const { texts, search, filter, onlyTrouble, closest, open, clearSearch, showAll } = view;
  const nothingThere = onlyTrouble ? texts.noTrouble : texts.noneOf[filter];
  return html`<section class="state">
    <h2>${search === "" ? nothingThere : texts.noMatch[filter](search)}</h2>
    ${
      closest === undefined
        ? nothing
        : html`<p class="quiet">
            ${texts.comesClose}
            <button class="inline" type="button" role="link" @click=${() => open(closest)}>
              ${closest.audience.name}
            </button>
          </p>`
    }
    <div class="btns">
      ${
        search === ""
          ? nothing
          : html`<button class="button" type="button" @click=${clearSearch}>${texts.clearSearch}</button>`
      }
      ${
        filter === "all" && !onlyTrouble
          ? nothing
          : html`<button class="button" type="button" @click=${showAll}>${texts.showAll}</button>`
      }
    </div>
  </section>`;
}
