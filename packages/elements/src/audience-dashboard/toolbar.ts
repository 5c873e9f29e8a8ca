import { html, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { DashboardMessages } from "../messages/english/dashboard.js";
import type { FilterCounts, StatusFilter } from "./listing-order.js";

const filters: readonly StatusFilter[] = ["all", "live", "draft", "archived"];

export interface Toolbar {
  readonly texts: DashboardMessages;
  readonly format: Format;
  readonly counts: FilterCounts;
  /** Undefined while something else than a status decides. */
  readonly filter: StatusFilter | undefined;
  readonly search: string;
  readonly choose: (filter: StatusFilter) => void;
  readonly typed: (event: InputEvent) => void;
  readonly pressed: (event: KeyboardEvent) => void;
  readonly clear: () => void;
}

/** Filters with their counts, and the search. */
export function toolbar(view: Toolbar): TemplateResult {
  const { texts, format, counts, filter: chosen, search, choose, typed, pressed, clear } = view;
  return html`<div class="toolbar">
    <div class="filters" role="group" aria-label=${texts.filterLabel}>
      ${filters.map(
        (filter) =>
          html`<button type="button" aria-pressed=${filter === chosen} @click=${() => choose(filter)}>
            ${texts.filters[filter]} <span class="count">${format.number(counts[filter])}</span>
          </button>`,
      )}
    </div>
    <div class="field search">
      ${icon("search")}
      <input
        type="search"
        aria-label=${texts.search}
        placeholder=${texts.searchPlaceholder}
        autocomplete="off"
        @input=${typed}
        @keydown=${pressed}
      />
      ${
        search === ""
          ? html`<kbd class="kbd" aria-hidden="true">/</kbd>`
          : html`<button class="icon-button" type="button" aria-label=${texts.clearSearch} @click=${clear}>
              ${icon("x")}
            </button>`
      }
    </div>
  </div>`;
}
