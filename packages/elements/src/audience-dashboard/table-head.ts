import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { DashboardMessages } from "../messages/english/dashboard.js";
import type { SortColumn, Sorting } from "./listing-order.js";

const columns: readonly { readonly column: SortColumn; readonly place: string }[] = [
  { column: "status", place: "status" },
  { column: "name", place: "name" },
  { column: "createdBy", place: "by" },
  { column: "createdOn", place: "on" },
  { column: "processedOn", place: "processed" },
  { column: "size", place: "size" },
  { column: "change", place: "change" },
];

/** A sort button in every head; the sorted one says so. */
export function tableHead(
  texts: DashboardMessages,
  sorting: Sorting,
  sort: (column: SortColumn) => void,
): TemplateResult {
  return html`<thead>
    <tr>
      ${columns.map(({ column, place }) => {
        const chosen = sorting.column === column;
        const order = sorting.ascending ? "ascending" : "descending";
        return html`<th scope="col" data-col=${place} aria-sort=${chosen ? order : nothing}>
          <button class="sort" type="button" @click=${() => sort(column)}>
            ${texts.columns[column]}${icon(chosen && sorting.ascending ? "up" : "down", "s")}
          </button>
        </th>`;
      })}
      <th scope="col" data-col="menu"><span class="vh">${texts.columns.menu}</span></th>
    </tr>
  </thead>`;
}
