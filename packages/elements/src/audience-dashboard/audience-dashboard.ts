import type { AudienceListing, AudienceService } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { AudienceElement } from "../element/audience-element.js";
import { icon } from "../element/icons.js";
import { reasonOf, Request } from "../element/request.js";
import { AudienceCreateEvent, AudienceOpenEvent } from "../events/audience-navigation-events.js";
import { dashboardStyles } from "./audience-dashboard.styles.js";
import { downloadMembers } from "./download-members.js";
import {
  filterCounts,
  searched,
  shows,
  sorted,
  type SortColumn,
  type Sorting,
  type StatusFilter,
} from "./listing-order.js";
import { listingRow, skeletonRows } from "./listing-row.js";
import { lastRunLine, troubled } from "./run-line.js";
import { opensReport, type RowAction } from "./row-actions.js";

const PAGE = 25;
const SEARCH_DELAY = 120;
const SKELETON_DELAY = 300;
const TOAST_TIME = 8_000;

interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly stays: boolean;
}

/**
 * All audiences of the tenant: status, readiness, creator, dates, size and its course; with search, filters, sorting
 * and what can be done with each.
 *
 * @summary The list of audiences.
 * @event audience-create - Create audience was pressed. Cancelable.
 * @event audience-open - An audience is to be shown. Cancelable.
 */
export class AudienceDashboard extends AudienceElement {
  static override styles = [AudienceElement.styles, dashboardStyles];

  @state() private search = "";
  @state() private filter: StatusFilter = "all";
  @state() private sorting: Sorting = { column: "createdOn", ascending: false };
  @state() private page = 0;
  @state() private onlyTrouble = false;
  @state() private slow = false;
  @state() private toast: Toast | undefined;
  @state() private announcement = "";
  @query("input") private field!: HTMLInputElement;
  readonly #listings = new Request<readonly AudienceListing[]>(this);
  #typing: ReturnType<typeof setTimeout> | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #fading: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("keydown", this.#onKey);
    for (const timer of [this.#typing, this.#waiting, this.#fading]) clearTimeout(timer);
  }

  protected override serviceArrived(service: AudienceService): void {
    this.#load(service);
  }

  protected override serviceChanged(): void {
    if (this.audiences !== undefined) this.#load(this.audiences);
  }

  #load(service: AudienceService): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => (this.slow = true), SKELETON_DELAY);
    void this.#listings
      .ask((signal) => service.list({ signal }))
      .finally(() => {
        clearTimeout(this.#waiting);
        this.slow = false;
      });
  }

  protected override render(): TemplateResult | typeof nothing {
    const service = this.audiences;
    if (service === undefined) return this.renderMissingService();
    const { answer, value: listings } = this.#listings;
    if (answer.state === "failed" && listings === undefined)
      return this.renderFailure(answer, () => this.#load(service));
    const { dashboard } = this.messages;
    return html`<section aria-label=${dashboard.title}>
      <header class="page-head">
        <div>
          <h1 class="title">${dashboard.title}</h1>
          <p class="sub">${listings === undefined ? nothing : this.#runLine(listings)}</p>
        </div>
        <div class="actions">
          <button class="button primary" type="button" @click=${() => this.dispatchEvent(new AudienceCreateEvent())}>
            ${icon("plus")}${dashboard.create}
          </button>
        </div>
      </header>
      ${
        answer.state === "failed"
          ? html`<div class="notice bad" role="alert">
              ${icon("warning")}<span class="grow">${answer.reason}</span>
            </div>`
          : nothing
      }
      ${this.#body(listings)}
      <span class="vh" role="status">${this.announcement}</span>
      ${this.#toastView()}
    </section>`;
  }

  #body(listings: readonly AudienceListing[] | undefined): TemplateResult | typeof nothing {
    if (listings === undefined) {
      this.show("loading");
      return this.slow ? html`${this.#toolbar([])}${this.#table(skeletonRows(), 0, 0)}` : nothing;
    }
    if (listings.length === 0) return this.#firstRun();
    const found = searched(listings, this.search);
    const shown = found.filter((listing) => (this.onlyTrouble ? troubled(listing) : shows(listing, this.filter)));
    if (shown.length === 0) return html`${this.#toolbar(found)}${this.#noMatch()}`;
    this.show("ready");
    const ordered = sorted(shown, this.sorting, this.locale);
    const page = Math.min(this.page, Math.ceil(ordered.length / PAGE) - 1);
    const rows = ordered.slice(page * PAGE, (page + 1) * PAGE).map((listing) =>
      listingRow(listing, this.messages, this.format, {
        open: () => this.#open(listing),
        act: (action) => void this.#act(action, listing),
      }),
    );
    return html`${this.#toolbar(found)}${this.#table(rows, page, ordered.length)}`;
  }

  #runLine(listings: readonly AudienceListing[]): TemplateResult {
    const { dashboard } = this.messages;
    const line = lastRunLine(listings, this.messages, this.format);
    return html`<span>${line.text}</span>${
        line.trouble === undefined
          ? nothing
          : html`<button
              class="trouble"
              type="button"
              aria-pressed=${this.onlyTrouble}
              aria-label=${dashboard.showTrouble(line.trouble)}
              @click=${() => this.#change(() => (this.onlyTrouble = !this.onlyTrouble))}
            >
              ${line.trouble}
            </button>`
      }`;
  }

  #toolbar(found: readonly AudienceListing[]): TemplateResult {
    const { dashboard } = this.messages;
    const counts = filterCounts(found);
    const filters: readonly StatusFilter[] = ["all", "live", "draft", "archived"];
    return html`<div class="toolbar">
      <div class="filters" role="group" aria-label=${dashboard.filterLabel}>
        ${filters.map(
          (filter) =>
            html`<button
              type="button"
              aria-pressed=${!this.onlyTrouble && this.filter === filter}
              @click=${() => this.#change(() => ([this.filter, this.onlyTrouble] = [filter, false]))}
            >
              ${dashboard[filter]}<span class="count">${this.format.number(counts[filter])}</span>
            </button>`,
        )}
      </div>
      <label class="field search">
        ${icon("search")}
        <input
          type="search"
          aria-label=${dashboard.search}
          placeholder=${dashboard.searchPlaceholder}
          .value=${this.search}
          @input=${this.#onSearch}
          @keydown=${this.#onSearchKey}
        />
        <kbd class="kbd" aria-hidden="true">/</kbd>
      </label>
    </div>`;
  }

  #table(rows: readonly TemplateResult[], page: number, total: number): TemplateResult {
    const { dashboard } = this.messages;
    return html`<table class="table" aria-label=${dashboard.tableLabel} aria-rowcount=${total + 1}>
        <thead>
          <tr>
            ${this.#head("status", "status")}${this.#head("name", "name")}${this.#head("createdBy", "by")}
            ${this.#head("createdOn", "on")}${this.#head("processedOn", "processed")}${this.#head("size", "size", true)}
            ${this.#head("change", "change", true)}
            <th scope="col" data-col="menu"><span class="vh">${dashboard.columns.menu}</span></th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
      <footer class="table-foot">
        <span>${dashboard.timesIn(this.timeZone)}</span>
        ${total > PAGE ? this.#pager(page, total) : nothing}
      </footer>`;
  }

  #head(column: SortColumn, place: string, end = false): TemplateResult {
    const { column: by, ascending } = this.sorting;
    const order = by !== column ? nothing : ascending ? "ascending" : "descending";
    return html`<th scope="col" data-col=${place} class=${end ? "end" : nothing} aria-sort=${order}>
      <button class="sort" type="button" @click=${() => this.#sort(column)}>
        ${this.messages.dashboard.columns[column]}${icon(by === column && ascending ? "up" : "down")}
      </button>
    </th>`;
  }

  #pager(page: number, total: number): TemplateResult {
    const { dashboard } = this.messages;
    const turn = (to: number) => () => (this.page = to);
    const last = Math.ceil(total / PAGE) - 1;
    const { number } = this.format;
    return html`<span class="pager">
      <span>${dashboard.page(number(page * PAGE + 1), number(Math.min(total, (page + 1) * PAGE)), number(total))}</span>
      <button
        class="icon-button"
        type="button"
        aria-label=${dashboard.previousPage}
        ?disabled=${page === 0}
        @click=${turn(page - 1)}
      >
        ${icon("left", "flip")}
      </button>
      <button
        class="icon-button"
        type="button"
        aria-label=${dashboard.nextPage}
        ?disabled=${page >= last}
        @click=${turn(page + 1)}
      >
        ${icon("right", "flip")}
      </button>
    </span>`;
  }

  #firstRun(): TemplateResult {
    const { dashboard } = this.messages;
    this.show("empty");
    return html`<section class="state">
      <h2>${dashboard.emptyTitle}</h2>
      <p class="quiet">${dashboard.emptyText}</p>
    </section>`;
  }

  #noMatch(): TemplateResult {
    const { dashboard } = this.messages;
    this.show("no-match");
    return html`<section class="state">
      <h2>${this.search === "" ? dashboard.noMatchFilter : dashboard.noMatchTitle(this.search)}</h2>
      ${
        this.search === ""
          ? nothing
          : html`<p class="quiet">${dashboard.noMatchText}</p>
              <button class="button" type="button" @click=${() => this.#find("")}>${dashboard.clearSearch}</button>`
      }
      <button
        class="button plain"
        type="button"
        @click=${() => this.#change(() => ([this.filter, this.onlyTrouble] = ["all", false]))}
      >
        ${dashboard.showAll}
      </button>
    </section>`;
  }

  #toastView(): TemplateResult | typeof nothing {
    const { toast } = this;
    if (toast === undefined) return nothing;
    const { action } = toast;
    return html`<div class="toast" role=${toast.stays ? "alert" : "status"}>
      <span>${toast.text}</span>
      ${
        action === undefined
          ? nothing
          : html`<button class="button plain s" type="button" @click=${action.run}>${action.label}</button>`
      }
      <button
        class="icon-button"
        type="button"
        aria-label=${this.messages.shared.close}
        @click=${() => (this.toast = undefined)}
      >
        ${icon("x")}
      </button>
    </div>`;
  }

  #say(text: string, action?: Toast["action"], stays = false): void {
    clearTimeout(this.#fading);
    this.toast = { text, stays, ...(action === undefined ? {} : { action }) };
    if (!stays) this.#fading = setTimeout(() => (this.toast = undefined), TOAST_TIME);
  }

  #open({ audience }: AudienceListing, activate = false): void {
    const view = opensReport(audience) ? "report" : "builder";
    this.dispatchEvent(new AudienceOpenEvent(audience.id, view, activate));
  }

  async #act(action: RowAction, listing: AudienceListing): Promise<void> {
    const service = this.audiences;
    if (service === undefined) return;
    const { audience } = listing;
    const { dashboard } = this.messages;
    try {
      switch (action) {
        case "open":
          return this.#open(listing);
        case "activate":
          return this.#open(listing, true);
        case "duplicate": {
          const copy = await service.duplicate(audience.id);
          const open = () => void this.dispatchEvent(new AudienceOpenEvent(copy.id, "builder"));
          return this.#say(dashboard.duplicated(copy.name), { label: dashboard.open, run: open });
        }
        case "archive": {
          await service.archive(audience.id);
          const undo = () => void service.restore(audience.id).then(() => (this.toast = undefined));
          return this.#say(dashboard.archivedToast(audience.name), { label: dashboard.undo, run: undo });
        }
        case "restore":
          await service.restore(audience.id);
          return this.#say(dashboard.restored(audience.name));
        case "remove":
          await service.remove(audience.id);
          return this.#say(dashboard.removed(audience.name));
        case "export":
          return await downloadMembers(service, audience, this.ownerDocument);
      }
    } catch (error) {
      this.#say(reasonOf(error).reason, undefined, true);
    }
  }

  #sort(column: SortColumn): void {
    const { column: before, ascending } = this.sorting;
    const rises = column === "name" || column === "createdBy" || column === "status";
    this.sorting = { column, ascending: before === column ? !ascending : rises };
    this.page = 0;
    this.announcement = this.messages.dashboard.sortedBy(
      this.messages.dashboard.columns[column],
      this.sorting.ascending,
    );
  }

  #change(change: () => unknown): void {
    change();
    this.page = 0;
    const found = searched(this.#listings.value ?? [], this.search);
    const count = found.filter((listing) =>
      this.onlyTrouble ? troubled(listing) : shows(listing, this.filter),
    ).length;
    this.announcement = this.messages.dashboard.found(count, this.format.number(count));
  }

  #find(text: string): void {
    clearTimeout(this.#typing);
    this.#change(() => (this.search = text));
  }

  readonly #onSearch = ({ target }: InputEvent): void => {
    if (!(target instanceof HTMLInputElement)) return;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#find(target.value), SEARCH_DELAY);
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.field.value === "") return;
    event.stopPropagation();
    this.field.value = "";
    this.#find("");
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    event.preventDefault();
    this.field.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-dashboard": AudienceDashboard;
  }
}
