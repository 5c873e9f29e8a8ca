import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { DashboardMessages } from "../messages/english/dashboard.js";

export interface Paging {
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

/** Which rows a page holds, in words. */
export function pageRange({ page, pageSize, total }: Paging, texts: DashboardMessages, { number }: Format): string {
  const first = page * pageSize + 1;
  return texts.page(number(first), number(Math.min(total, first + pageSize - 1)), number(total));
}

/** The zone times are in, and the pages where there are several. */
export function tableFoot(
  paging: Paging,
  texts: DashboardMessages,
  format: Format,
  { now, turn }: { readonly now: string; readonly turn: (page: number) => void },
): TemplateResult {
  const { page, pageSize, total } = paging;
  const last = Math.ceil(total / pageSize) - 1;
  const turning = (to: number, label: string, drawing: "left" | "right") =>
    html`<button
      class="icon-button"
      type="button"
      aria-label=${label}
      ?disabled=${to < 0 || to > last}
      @click=${() => turn(to)}
    >
      ${icon(drawing, "flip")}
    </button>`;
  return html`<footer class="table-foot">
    <span>${texts.timesIn(format.zone(now))}</span>
    ${
      last === 0
        ? nothing
        : html`<span class="pager">
            <span>${pageRange(paging, texts, format)}</span>
            ${turning(page - 1, texts.previousPage, "left")}${turning(page + 1, texts.nextPage, "right")}
          </span>`
    }
  </footer>`;
}
