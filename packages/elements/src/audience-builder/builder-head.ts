import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import type { BuilderSession } from "./builder-session.js";
import type { Refusal } from "./draft-keeper.js";

/** What the head of the builder shows and does. */
export interface BuilderHead {
  readonly texts: BuilderMessages;
  readonly format: Format;
  readonly session: BuilderSession;
  readonly editable: boolean;
  readonly mayActivate: boolean;
  readonly busy: "saving" | "activating" | undefined;
  readonly refusal: Refusal | undefined;
  readonly back: () => void;
  readonly save: () => void;
  readonly activate: () => void;
  readonly reload: () => void;
  readonly keepMine: () => void;
  readonly duplicate: () => void;
}

/** The way back, the name, and what can be done with the whole. */
export function builderHead(head: BuilderHead): TemplateResult {
  const { texts, session, editable, refusal, back } = head;
  const status = session.audience?.status ?? "draft";
  const nameless = refusal?.kind === "name";
  return html`<header class="page-head">
    <div class="grow">
      <button type="button" class="crumb" @click=${back}>${icon("left", "flip s")}${texts.back}</button>
      <h1 class="vh">${session.name === "" ? texts.namePlaceholder : session.name}</h1>
      <div class="name-row">
        <input
          class="name-input"
          aria-label=${texts.nameLabel}
          placeholder=${texts.namePlaceholder}
          autocomplete="off"
          maxlength="200"
          .value=${session.name}
          ?readonly=${!editable}
          aria-invalid=${nameless ? "true" : nothing}
          aria-describedby=${nameless ? "name-error" : nothing}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) session.rename(event.target.value);
          }}
        /><span class="badge ${status}">${texts.statuses[status]}</span>
      </div>
      ${nameless ? html`<p class="danger xs name-error" id="name-error" role="alert">${refusal.reason}</p>` : nothing}
    </div>
    ${editable ? actions(head) : nothing}
  </header>`;
}

function actions({ texts, format, session, mayActivate, busy, save, activate }: BuilderHead): TemplateResult {
  return html`<div class="actions">
    <span class="xs quiet saved">${savedText(texts, format, session, busy === "saving")}</span
    ><button
      type="button"
      class="icon-button"
      aria-label=${texts.undo}
      ?disabled=${!session.canUndo}
      @click=${() => {
        session.undo();
      }}
    >
      ${icon("undo", "flip")}</button
    ><button
      type="button"
      class="icon-button"
      aria-label=${texts.redo}
      ?disabled=${!session.canRedo}
      @click=${() => {
        session.redo();
      }}
    >
      ${icon("redo", "flip")}</button
    ><button type="button" class="button" @click=${save}>${texts.save}</button
    ><button
      type="button"
      class="button primary"
      ?disabled=${!mayActivate}
      title=${mayActivate ? nothing : texts.mayNotActivate}
      @click=${activate}
    >
      ${texts.activate}
    </button>
  </div>`;
}

function savedText(
  texts: BuilderMessages,
  format: Format,
  { audience, dirty }: BuilderSession,
  saving: boolean,
): string {
  if (saving) return texts.saving;
  if (audience === undefined) return dirty ? texts.notSavedYet : "";
  const time = format.time(audience.updatedAt);
  return dirty ? texts.editedSince(time) : texts.savedAt(time);
}

/** Why the audience cannot be edited, or what was refused, with the ways on. */
export function builderNotice(head: BuilderHead): TemplateResult | typeof nothing {
  const { texts, session, editable, mayActivate, refusal, reload, keepMine, duplicate } = head;
  const { audience } = session;
  if (!editable) {
    return html`<div class="notice" role="note">
      ${icon("info")}<span class="grow">${readOnlyReason(head)}</span>${
        audience?.kind === "defined"
          ? html`<button type="button" class="button s" @click=${duplicate}>${texts.duplicate}</button>`
          : nothing
      }
    </div>`;
  }
  if (refusal !== undefined && refusal.kind !== "name") {
    return html`<div class="notice bad" role="alert">
      ${icon("warning")}<span class="grow">${refusal.reason}</span>${
        refusal.kind === "conflict"
          ? html`<button type="button" class="button s" @click=${reload}>${texts.reload}</button
              ><button type="button" class="button s" @click=${keepMine}>${texts.keepMine}</button>`
          : nothing
      }
    </div>`;
  }
  return mayActivate ? nothing : html`<div class="notice">${icon("info")}<span>${texts.mayNotActivate}</span></div>`;
}

function readOnlyReason({ texts, session: { audience } }: BuilderHead): string {
  if (audience?.kind === "static") return texts.staticList;
  if (audience?.status === "live") return texts.live;
  return audience?.status === "archived" ? texts.archived : texts.mayNotEdit;
}
