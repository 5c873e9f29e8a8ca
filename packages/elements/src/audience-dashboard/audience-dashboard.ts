import type { Audience, AudienceListing, AudienceService, ServiceEvent } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { dialogStyles } from "../audience-builder/styles/dialog.styles.js";
import { AudienceElement } from "../element/audience-element.js";
import { icon } from "../element/icons.js";
import { reasonOf, Request } from "../element/request.js";
import { Toasts } from "../element/toasts.js";
import { AudienceCreateEvent, AudienceOpenEvent } from "../events/audience-navigation-events.js";
import type { DashboardMessages } from "../messages/english/dashboard.js";
import { Activation } from "./activation.js";
import { dashboardStyles } from "./audience-dashboard.styles.js";
import { firstRun, noMatch, type SizedStarter } from "./dashboard-states.js";
import { filterCounts, shows, sorted, type SortColumn, type Sorting, type StatusFilter } from "./listing-order.js";
import { listingRow, skeletonRows, type RowContext } from "./listing-row.js";
import { nearestListing, searched } from "./listing-search.js";
import { opensReport } from "./row-actions.js";
import { RowCommands } from "./row-commands.js";
import { lastRun, troubled, type LastRun } from "./run-line.js";
import { starters, type Starter } from "./starters.js";
import { pageRange, tableFoot } from "./table-foot.js";
import { tableHead } from "./table-head.js";
import { toolbar } from "./toolbar.js";

const SEARCH_DELAY = 120;

/** What is asked when there is no audience yet. */
interface Beginning {
  readonly customers: number;
  readonly starters: readonly SizedStarter[];
}

/**
 * All audiences: status, readiness, creator, dates, size and its course; with search, filters, sorting and what can be
 * done with each.
 *
 * @summary The list of audiences.
 * @event audience-create - Create audience was pressed. Cancelable.
 * @event audience-open - An audience is to be shown. Cancelable.
 * @event audience-activate - Before a draft goes live; cancelable; detail.audience.
 * @event audience-activated - A draft went live; detail.audience.
 */
export class AudienceDashboard extends AudienceElement {
  static override styles = [AudienceElement.styles, dialogStyles, dashboardStyles];

  readonly #listings = new Request<readonly AudienceListing[]>(this);
  readonly #beginning = new Request<Beginning>(this);
  readonly #toasts = new Toasts(this);
  readonly #activation = new Activation(this, ({ name }) => this.#toasts.say(this.#texts.activated(name)));
  readonly #commands = new RowCommands({
    texts: () => this.#texts,
    toasts: this.#toasts,
    document: () => this.ownerDocument,
    open: (audience) => this.#open(audience),
    askToActivate: (service, audience) => this.#activation.ask(service, audience),
    shown: () => this.#links().map((link) => link.dataset["id"] ?? ""),
    reload: async (service) => {
      await this.#load(service);
      await this.updateComplete;
    },
    focus: (id) => (id === undefined ? this.field?.focus() : this.focusAudience(id)),
  });
  #typing: ReturnType<typeof setTimeout> | undefined;

  @query("input[type=search]") private readonly field!: HTMLInputElement | null;

  @state() private search = "";
  @state() private filter: StatusFilter = "all";
  @state() private sorting: Sorting = { column: "createdOn", ascending: false };
  @state() private page = 0;
  @state() private onlyTrouble = false;
  @state() private mayCreate = true;
  @state() private announcement = "";

  /** Audiences of one page. */
  @property({ type: Number, attribute: "page-size" }) pageSize = 12;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ownerDocument.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ownerDocument.removeEventListener("keydown", this.#onKey);
    clearTimeout(this.#typing);
  }

  /** Brings the focus back to an audience that was opened from here, where it is on this page. */
  focusAudience(id: string): void {
    this.#links()
      .find((link) => link.dataset["id"] === id)
      ?.focus();
  }

  #links(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("a.name")];
  }

  protected override serviceArrived(service: AudienceService): void {
    void this.#load(service);
    void service.can("create").then((may) => (this.mayCreate = may));
  }

  protected override serviceChanged(event: ServiceEvent): void {
    if (event.type !== "catalog-changed" && this.audiences !== undefined) void this.#load(this.audiences);
  }

  get #texts(): DashboardMessages {
    return this.messages.dashboard;
  }

  async #load(service: AudienceService): Promise<void> {
    await this.#listings.ask(async (signal) => {
      const listings = await service.list({ signal });
      if (listings.length === 0) void this.#begin(service);
      return listings;
    });
  }

  async #begin(service: AudienceService): Promise<void> {
    await this.#beginning.ask(async (signal) => {
      const [customers, catalog] = await Promise.all([service.baseSize({ signal }), service.catalog({ signal })]);
      const sized = starters(catalog, this.#texts).map(async (starter): Promise<SizedStarter> => {
        const estimate = await service.estimate(starter.definition, { signal }).catch(() => undefined);
        return { ...starter, size: estimate?.size };
      });
      return { customers, starters: await Promise.all(sized) };
    });
  }

  protected override render(): TemplateResult {
    const service = this.audiences;
    if (service === undefined) return this.renderMissingService();
    const texts = this.#texts;
    const { answer, value: listings } = this.#listings;
    const failed = answer.state === "failed" ? answer : undefined;
    if (listings === undefined && failed !== undefined) {
      return html`<section aria-label=${texts.title}>
        ${this.#head(nothing, failed.code !== "forbidden")}
        ${this.renderFailure(failed, () => void this.#load(service), texts.failed)}
      </section>`;
    }
    const last = listings === undefined ? undefined : lastRun(listings);
    return html`<section aria-label=${texts.title} aria-busy=${listings === undefined ? "true" : nothing}>
      ${this.#head(last === undefined ? nothing : this.#runLine(service, last), listings?.length !== 0)}
      ${
        failed === undefined
          ? nothing
          : html`<p class="notice bad" role="alert">${icon("warning")}${texts.refreshFailed(failed.reason)}</p>`
      }
      ${listings === undefined ? this.#loading() : this.#body(service, listings, last?.date ?? "")}
      <p class="vh" role="status">${listings === undefined ? texts.loading : this.announcement}</p>
      ${this.#toasts.render(this.messages.shared.close)}
      ${this.#activation.render(this.messages.builder, this.format, this.timeZone)}
    </section>`;
  }

  #head(line: TemplateResult | typeof nothing, withButton: boolean): TemplateResult {
    return html`<header class="page-head">
      <div>
        <h1 class="title">${this.#texts.title}</h1>
        ${line}
      </div>
      ${withButton ? html`<div class="actions">${this.#createButton()}</div>` : nothing}
    </header>`;
  }

  #createButton(): TemplateResult {
    const { create, mayNotCreate } = this.#texts;
    return html`<button
        class="button primary"
        type="button"
        aria-disabled=${this.mayCreate ? nothing : "true"}
        aria-describedby=${this.mayCreate ? nothing : "may-not-create"}
        @click=${() => {
          if (this.mayCreate) this.dispatchEvent(new AudienceCreateEvent());
        }}
      >
        ${icon("plus")}${create}</button
      >${this.mayCreate ? nothing : html`<span class="quiet xs" id="may-not-create">${mayNotCreate}</span>`}`;
  }

  #runLine(service: AudienceService, run: LastRun): TemplateResult {
    const texts = this.#texts;
    const { number } = this.format;
    const trouble = [texts.failedCount(run.failed, number(run.failed)), texts.lateCount(run.late, number(run.late))]
      .filter(Boolean)
      .join(", ");
    return html`<p class="sub">
      <span>${this.#when(service, run)}</span>
      <span>${texts.processed(number(run.processed), run.due, number(run.due))}</span>
      ${
        trouble === ""
          ? nothing
          : html`<button
              class="inline"
              type="button"
              aria-pressed=${this.onlyTrouble}
              @click=${() => this.#change(() => (this.onlyTrouble = !this.onlyTrouble))}
            >
              ${trouble}
            </button>`
      }
    </p>`;
  }

  #when(service: AudienceService, { date, published }: LastRun): string {
    const { format } = this;
    const texts = this.#texts;
    if (published === undefined) return texts.lastRun(format.day(date));
    const { from, to } = published;
    const today = format.date(service.now());
    return format.date(from) === today && format.date(to) === today
      ? texts.lastRunToday(format.time(from), format.time(to))
      : texts.lastRun(format.dateTime(to));
  }

  #loading(): TemplateResult {
    this.show("loading");
    return html`<div class="late">${this.#table(skeletonRows(), nothing)}</div>`;
  }

  #body(service: AudienceService, listings: readonly AudienceListing[], lastNight: string): TemplateResult {
    if (listings.length === 0) return this.#firstRun(service);
    const found = searched(listings, this.search);
    const shown = found.filter(this.#lets);
    const content = shown.length === 0 ? this.#noMatch(listings, found) : this.#page(service, shown, lastNight);
    // One template for both, so that the search field stays the same element while somebody types in it.
    return html`${this.#toolbar(found)}${content}`;
  }

  #page(service: AudienceService, shown: readonly AudienceListing[], lastNight: string): TemplateResult {
    this.show("ready");
    const pages = Math.ceil(shown.length / this.pageSize);
    const page = Math.min(this.page, pages - 1);
    const context: RowContext = {
      messages: this.messages,
      format: this.format,
      now: Date.parse(service.now()),
      lastNight,
      act: (action, { audience }) => void this.#commands.run(service, action, audience),
      may: async (action, { audience }) => action === "open" || service.can(action, audience),
    };
    const onPage = sorted(shown, this.sorting, this.locale).slice(page * this.pageSize, (page + 1) * this.pageSize);
    const rows = repeat(
      onPage,
      ({ audience }) => audience.id,
      (listing) => listingRow(listing, context),
    );
    const total = shown.length;
    const foot = tableFoot({ page, pageSize: this.pageSize, total }, this.#texts, this.format, {
      now: service.now(),
      turn: (to) => this.#turn(to, total),
    });
    return this.#table(rows, foot);
  }

  readonly #lets = (listing: AudienceListing): boolean =>
    this.onlyTrouble ? troubled(listing) : shows(listing, this.filter);

  #toolbar(found: readonly AudienceListing[]): TemplateResult {
    return toolbar({
      texts: this.#texts,
      format: this.format,
      counts: filterCounts(found),
      filter: this.onlyTrouble ? undefined : this.filter,
      search: this.search,
      choose: (filter) => this.#change(() => ([this.filter, this.onlyTrouble] = [filter, false])),
      typed: this.#onSearch,
      pressed: this.#onSearchKey,
      clear: () => this.#clearSearch(),
    });
  }

  #table(rows: unknown, foot: TemplateResult | typeof nothing): TemplateResult {
    const texts = this.#texts;
    return html`<table class="table audiences" aria-label=${texts.tableLabel}>
        ${tableHead(texts, this.sorting, (column) => this.#sort(column))}
        <tbody>
          ${rows}
        </tbody>
      </table>
      ${foot}`;
  }

  #turn(page: number, total: number): void {
    this.page = page;
    this.announcement = pageRange({ page, pageSize: this.pageSize, total }, this.#texts, this.format);
  }

  #firstRun(service: AudienceService): TemplateResult {
    this.show("empty");
    const beginning = this.#beginning.value;
    return firstRun({
      texts: this.#texts,
      format: this.format,
      customers: beginning?.customers,
      starters: beginning?.starters ?? [],
      mayCreate: this.mayCreate,
      start: (starter) => void this.#start(service, starter),
      createButton: this.#createButton(),
    });
  }

  #noMatch(listings: readonly AudienceListing[], found: readonly AudienceListing[]): TemplateResult {
    this.show("no-match");
    const { search, filter, onlyTrouble } = this;
    return noMatch({
      texts: this.#texts,
      search,
      filter,
      onlyTrouble,
      closest: search === "" ? undefined : (found[0] ?? nearestListing(listings, search)),
      open: ({ audience }) => this.#open(audience),
      clearSearch: () => this.#clearSearch(),
      showAll: () => this.#change(() => ([this.filter, this.onlyTrouble] = ["all", false])),
    });
  }

  async #start(service: AudienceService, { name, definition }: Starter): Promise<void> {
    try {
      this.#open(await service.create({ name, definition }));
    } catch (error) {
      this.#toasts.fail(reasonOf(error).reason);
    }
  }

  #open(audience: Audience): void {
    this.dispatchEvent(new AudienceOpenEvent(audience.id, opensReport(audience) ? "report" : "builder"));
  }

  #sort(column: SortColumn): void {
    const { column: before, ascending } = this.sorting;
    const rises = column === "name" || column === "createdBy" || column === "status";
    this.sorting = { column, ascending: before === column ? !ascending : rises };
    this.page = 0;
    this.announcement = this.#texts.sortedBy(this.#texts.columns[column], this.sorting.ascending);
  }

  #change(change: () => unknown): void {
    change();
    this.page = 0;
    const count = searched(this.#listings.value ?? [], this.search).filter(this.#lets).length;
    this.announcement = this.#texts.found(count, this.format.number(count));
  }

  #find(text: string): void {
    clearTimeout(this.#typing);
    if (text !== this.search) this.#change(() => (this.search = text));
  }

  #clearSearch(): void {
    if (this.field !== null) this.field.value = "";
    this.#find("");
    this.field?.focus();
  }

  readonly #onSearch = ({ target }: InputEvent): void => {
    if (!(target instanceof HTMLInputElement)) return;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#find(target.value.trim()), SEARCH_DELAY);
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.field === null || this.field.value === "") return;
    event.preventDefault();
    event.stopPropagation();
    this.#clearSearch();
  };

  /** `/` anywhere on the page, unless somebody is typing or the list is not to be seen. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyped(event.composedPath()[0]) || this.field?.checkVisibility() !== true) return;
    event.preventDefault();
    this.field.focus();
  };
}

function isTyped(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-dashboard": AudienceDashboard;
  }
}
