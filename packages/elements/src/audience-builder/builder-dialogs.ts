import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import type { Measured } from "./estimate-controller.js";

/** What the dialog before activation says. */
export interface ActivationDialog {
  readonly texts: BuilderMessages;
  readonly format: Format;
  readonly name: string;
  readonly measured: Pick<Measured, "size" | "base"> | undefined;
  /** Whether activation publishes a first run at once. */
  readonly processesNow: boolean;
  readonly timeZone: string;
  readonly busy: boolean;
  readonly refused: string | undefined;
  readonly activate: () => void;
  readonly cancel: () => void;
}

/** Says what cannot be undone, shows who would be in, then asks. */
export function activationDialog(dialog: ActivationDialog): TemplateResult {
  const { texts, format, name, measured, processesNow, timeZone, busy, refused, activate, cancel } = dialog;
  return html`<dialog
    class="pop dialog"
    id="activation"
    aria-labelledby="activation-title"
    @cancel=${cancel}
    @close=${cancel}
  >
    <h2 class="dlg-h" id="activation-title">${texts.dialogTitle}</h2>
    <p class="quiet">${texts.dialogText(name)}</p>
    <div class="dlg-fig">
      <div>
        <span class="label">${texts.wouldBeIn}</span>
        <p class="figure">${measured === undefined ? "–" : format.number(measured.size)}</p>
      </div>
      <dl class="meta num">
        ${
          measured === undefined
            ? nothing
            : html`<dt>${texts.shareOfBase}</dt>
                <dd>${format.share(measured.size, measured.base, 2)}</dd>`
        }
        <dt>${texts.firstRun}</dt>
        <dd>${processesNow ? texts.firstRunNow : texts.firstRunNight}</dd>
        <dt>${texts.nights}</dt>
        <dd>${texts.midnight(timeZone)}</dd>
      </dl>
    </div>
    ${
      refused === undefined
        ? nothing
        : html`<p class="danger" role="alert">${icon("warning")} ${texts.activateRefused(refused)}</p>`
    }
    <div class="dlg-foot">
      <button type="button" class="button" @click=${cancel}>${texts.cancel}</button
      ><button type="button" class="button primary" autofocus ?disabled=${busy} @click=${activate}>
        ${busy ? texts.activating : texts.activate}
      </button>
    </div>
  </dialog>`;
}

/** What the dialog before leaving says. */
export interface LeaveDialog {
  readonly texts: BuilderMessages;
  readonly leave: () => void;
  readonly save: () => void;
  readonly stay: () => void;
}

/** Asks before what was changed is lost. */
export function leaveDialog({ texts, leave, save, stay }: LeaveDialog): TemplateResult {
  return html`<dialog class="pop dialog" id="leaving" aria-labelledby="leaving-title" @cancel=${stay} @close=${stay}>
    <h2 class="dlg-h" id="leaving-title">${texts.leaveTitle}</h2>
    <p class="quiet">${texts.leaveText}</p>
    <div class="dlg-foot">
      <button type="button" class="button" @click=${leave}>${texts.leave}</button
      ><button type="button" class="button" @click=${stay}>${texts.stay}</button
      ><button type="button" class="button primary" @click=${save}>${texts.saveAndLeave}</button>
    </div>
  </dialog>`;
}
