import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { BuilderSession } from "./builder-session.js";
import { definitionOf } from "./condition-tree.js";
import type { OpenedAudience } from "./open-audience.js";
import type { PickerItem } from "./picker-items.js";
import { segments } from "./refinements/fields.js";
import { matchChoice, nodeList, type TreeView } from "./tree-view.js";

/** What the main column of the builder shows. */
export interface BuilderPage {
  readonly opened: OpenedAudience;
  readonly session: BuilderSession;
  readonly tree: TreeView;
  readonly view: "conditions" | "json";
  readonly setView: (view: "conditions" | "json") => void;
  readonly timeZone: string | undefined;
}

/** The picker, the views, and the conditions or their JSON. */
export function builderPage(page: BuilderPage): TemplateResult {
  const { tree, view, session, timeZone } = page;
  return html`<div class="build-main">
    ${bar(page)}
    ${
      view === "json"
        ? html`<pre class="json" tabindex="0" role="region" aria-label=${tree.context.texts.jsonLabel} dir="ltr">
${JSON.stringify(definitionOf(session.root, timeZone), null, 2)}</pre>`
        : conditions(page)
    }
  </div>`;
}

function bar({ opened, session, tree, view, setView }: BuilderPage): TemplateResult {
  const { texts, format, service, catalog } = tree.context;
  return html`<div class="build-bar">
    ${
      tree.editable
        ? html`<audience-attribute-picker
              .texts=${texts}
              .format=${format}
              .service=${service}
              .catalog=${catalog}
              .items=${opened.items}
              .base=${opened.base}
              @audience-attribute-add=${(event: CustomEvent<PickerItem>) => {
                session.add(event.detail);
              }}
            ></audience-attribute-picker
            ><button
              type="button"
              class="button"
              @click=${() => {
                session.addGroup();
              }}
            >
              ${icon("group")}${texts.addGroup}
            </button>`
        : html`<span class="grow"></span>`
    }<span class="views"
      >${segments(
        texts.views,
        "view",
        view,
        [
          { value: "conditions", label: texts.conditionsView },
          { value: "json", label: texts.jsonView },
        ],
        setView,
      )}</span
    >
  </div>`;
}

function conditions({ session, tree }: BuilderPage): TemplateResult {
  const { root, target, places } = session;
  const { texts } = tree.context;
  if (root.children.length === 0) {
    return html`<div class="first">
      <h2 class="first-title">${texts.emptyTitle}</h2>
      <p class="quiet">${texts.emptyText}</p>
    </div>`;
  }
  return html`${
      target === undefined
        ? nothing
        : html`<p class="target-note">
            ${texts.addHere(places.get(target)?.number ?? "")}
            <button
              type="button"
              class="text-button"
              @click=${() => {
                session.addTo(undefined);
              }}
            >
              ${texts.addAtEnd}
            </button>
          </p>`
    }
    <div class="root-match">${matchChoice(root, tree)}</div>
    ${nodeList(root, tree)}`;
}
