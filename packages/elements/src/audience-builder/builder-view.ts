import type { AudienceService, Node } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { builderHead, builderNotice, type BuilderHead } from "./builder-head.js";
import { builderPage, type BuilderPage } from "./builder-page.js";
import type { BuilderSession } from "./builder-session.js";
import { find, nodeOf } from "./condition-tree.js";
import type { DraftKeeper } from "./draft-keeper.js";
import type { EstimateController } from "./estimate-controller.js";
import type { OpenedAudience } from "./open-audience.js";
import type { RefinementContext } from "./refinements/refinement-context.js";
import type { ReorderController } from "./reorder-controller.js";
import { sizeDock, sizePanel, type SizePanel } from "./size-panel.js";
import type { TreeView } from "./tree-view.js";

/** Everything an opened audience is shown from, and what its head can do. */
export interface BuilderView {
  readonly service: AudienceService;
  readonly opened: OpenedAudience;
  readonly session: BuilderSession;
  readonly keeper: DraftKeeper;
  readonly estimate: EstimateController;
  readonly reorder: ReorderController;
  readonly texts: BuilderMessages;
  readonly format: Format;
  readonly view: BuilderPage["view"];
  readonly announced: string;
  readonly titleOf: (node: Node) => string;
  readonly setView: BuilderPage["setView"];
  readonly back: () => void;
  readonly save: () => void;
  readonly activate: () => void;
  readonly reload: () => void;
  readonly duplicate: () => void;
  readonly showDetails: () => void;
}

/** The whole page of an audience that is there. */
export function builderView(shown: BuilderView): TemplateResult {
  const { opened, session, keeper, reorder, announced } = shown;
  const { audience } = session;
  const draft = audience === undefined || (audience.kind === "defined" && audience.status === "draft");
  const editable = opened.mayEdit && draft;
  const head = headOf(shown, editable);
  const panel = panelOf(shown, editable);
  const page: BuilderPage = {
    opened,
    session,
    tree: treeOf(shown, editable),
    view: shown.view,
    setView: shown.setView,
    timeZone: keeper.timeZone,
  };
  return html`<section
    class="builder"
    @keydown=${(event: KeyboardEvent) => {
      reorder.keydown(event);
    }}
    @pointerdown=${(event: PointerEvent) => {
      reorder.pointerdown(event);
    }}
    @pointermove=${(event: PointerEvent) => {
      reorder.pointermove(event);
    }}
    @pointerup=${(event: PointerEvent) => {
      reorder.pointerup(event);
    }}
    @pointercancel=${() => {
      reorder.pointercancel();
    }}
  >
    ${builderHead(head)} ${builderNotice(head)}
    <div class="build">${audience?.kind === "static" ? nothing : [builderPage(page), sizePanel(panel)]}</div>
    ${audience?.kind === "static" ? nothing : sizeDock(panel, shown.showDetails)}
    <p class="vh" role="status" aria-live="polite">${announced}</p>
  </section>`;
}

function headOf(shown: BuilderView, editable: boolean): BuilderHead {
  const { texts, format, session, keeper, opened, service } = shown;
  const { back, save, activate, reload, duplicate } = shown;
  return {
    texts,
    format,
    session,
    editable,
    mayActivate: opened.mayActivate,
    busy: keeper.busy,
    refusal: keeper.refusal,
    back,
    save,
    activate,
    reload,
    keepMine: () => void keeper.keepMine(service),
    duplicate,
  };
}

function panelOf({ texts, format, estimate, session, titleOf }: BuilderView, editable: boolean): SizePanel {
  return {
    texts,
    format,
    estimate,
    root: session.root,
    places: session.places,
    titleOf: (key) => {
      const item = find(session.root, key);
      return item === undefined ? "" : titleOf(nodeOf(item));
    },
    mark: (key) => {
      session.mark(key);
    },
    requireValue: editable
      ? (key) => {
          session.requireValue(key);
        }
      : undefined,
  };
}

function treeOf(shown: BuilderView, editable: boolean): TreeView {
  const { session, reorder, estimate, titleOf } = shown;
  const { issues, words, measured } = estimate;
  return {
    context: contextOf(shown),
    root: session.root,
    places: session.places,
    editable,
    open: session.open,
    menu: session.menu,
    marked: session.marked,
    lifted: reorder.lifted,
    landing: reorder.landing,
    target: session.target,
    issues,
    insisted: session.insisted,
    lines: words?.lines ?? new Map(),
    matches: measured?.matches ?? new Map(),
    titleOf,
    actions: session,
  };
}

function contextOf({ texts, format, service, opened, estimate, keeper }: BuilderView): RefinementContext {
  const { catalog, base, audiences } = opened;
  return {
    texts,
    format,
    service,
    catalog,
    base,
    asOf: estimate.measured?.asOf ?? service.now(),
    timeZone: keeper.timeZone ?? catalog.timeZone,
    audiences,
  };
}
