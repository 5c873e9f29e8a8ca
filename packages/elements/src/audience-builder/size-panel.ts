import type { Phrase } from "@audiencekit/core";
import { html, nothing, svg, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { find, isBranch, type Branch, type Place } from "./condition-tree.js";
import type { EstimateController, Measured } from "./estimate-controller.js";

/** How many notes are shown at once; the rest is behind a line. */
const shownNotes = 3;

/** What the panel beside the conditions shows. */
export interface SizePanel {
  readonly texts: BuilderMessages;
  readonly format: Format;
  readonly estimate: EstimateController;
  readonly root: Branch;
  readonly places: ReadonlyMap<string, Place>;
  readonly titleOf: (key: string) => string;
  readonly mark: (key: string | undefined) => void;
  readonly requireValue: ((key: string) => void) | undefined;
}

/** "Estimated size", the size after each condition, the audience in words, and notes. */
export function sizePanel(panel: SizePanel): TemplateResult {
  const { texts, estimate } = panel;
  const { measured } = estimate;
  const quiet = estimate.stale || estimate.slow || estimate.failure !== undefined;
  return html`<aside class="estimate" aria-label=${texts.estimatedSize} id="estimate">
    <div class="est-top ${quiet ? "is-quiet" : ""}" role="status" aria-label=${texts.estimatedSize}>
      <h2 class="label">${texts.estimatedSize}</h2>
      ${measured === undefined ? html`<p class="figure" aria-hidden="true">–</p>` : figure(measured, panel)}
      <p class="xs faint">${exactness(panel)}</p>
    </div>
    ${measured === undefined || measured.steps.length === 0 ? nothing : steps(measured, panel)} ${inWords(panel)}
    ${notes(panel)}
  </aside>`;
}

/** The same figure at the foot of a narrow page. */
export function sizeDock({ texts, format, estimate }: SizePanel, open: () => void): TemplateResult | typeof nothing {
  const { measured } = estimate;
  if (measured === undefined) return nothing;
  return html`<button
    type="button"
    class="est-dock num ${estimate.stale || estimate.slow ? "is-quiet" : ""}"
    @click=${open}
  >
    <span
      ><span class="label">${texts.estimatedSize}</span><b>${format.number(measured.size)}</b>
      <span class="quiet">${format.share(measured.size, measured.base, 2)}</span></span
    ><span class="vh">${texts.openDetails}</span>${icon("up")}
  </button>`;
}

function figure({ size, base }: Measured, { texts, format }: SizePanel): TemplateResult {
  return html`<p class="figure">${format.number(size)}</p>
    <p class="quiet">${texts.ofBase(format.share(size, base, 2))}</p>`;
}

function exactness({ texts, format, estimate }: SizePanel): string {
  const { measured, failure, stale, slow, issues } = estimate;
  if (failure !== undefined) return `${texts.estimateFailed} ${failure}`;
  if (slow) return texts.counting;
  if (measured === undefined) return issues.size > 0 ? texts.notYet : texts.counting;
  if (stale) return texts.lastGood;
  const time = format.dateTime(Date.parse(measured.asOf));
  return measured.exact ? texts.exactAsOf(time) : texts.estimateAsOf(time);
}

function steps(measured: Measured, panel: SizePanel): TemplateResult {
  const { texts, format, places, root, titleOf, mark } = panel;
  const rows = measured.steps.filter(({ key }) => places.has(key));
  const full = Math.max(1, rows[0]?.after ?? 0);
  return html`<section>
    <h2 class="h">${texts.afterEach}</h2>
    <table class="steps num">
      <thead>
        <tr>
          <th scope="col">${texts.stepColumn}</th>
          <th scope="col" class="end">${texts.afterColumn}</th>
          <th scope="col" class="end">${texts.withoutColumn}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>${texts.base}</td>
          <td class="end">${format.number(measured.base)}</td>
          <td></td>
        </tr>
        <tr class="bars">
          <td colspan="3">
            <svg class="wf" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect class="base-bar" width="100" height="6"></rect>
              <path class="break" d="M86 6 88 0M88 6 90 0"></path>
            </svg>
          </td>
        </tr>
        ${rows.map(({ key, after, without }, index) => {
          const before = rows[index - 1]?.after ?? after;
          const kept = share(after, full);
          return html`<tr
              @pointerenter=${() => {
                mark(key);
              }}
              @pointerleave=${() => {
                mark(undefined);
              }}
            >
              <td class="step-name">
                <span class="no">${places.get(key)?.number ?? ""}</span>${
                  find(root, key)?.node.exclude === true
                    ? html`<span class="sign">${icon("minus", "s")}<span class="vh">${texts.exclude}</span></span>`
                    : nothing
                }${titleOf(key)}
              </td>
              <td class="end">${format.number(after)}</td>
              <td class="end quiet"><bdi>${format.delta(without - measured.size)}</bdi></td>
            </tr>
            <tr class="bars">
              <td colspan="3">
                <svg class="wf" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                  ${svg`<rect class="lost" x=${Math.min(kept, share(before, full))} width=${Math.abs(share(before, full) - kept)} height="6" /><rect class="kept-bar" width=${kept} height="6" />`}
                </svg>
              </td>
            </tr>`;
        })}
      </tbody>
    </table>
    <p class="xs faint">${texts.barsNote}</p>
  </section>`;
}

function share(part: number, whole: number): number {
  return Math.min(100, (part / whole) * 100);
}

function inWords({ texts, estimate: { words } }: SizePanel): TemplateResult | typeof nothing {
  if (words === undefined) return nothing;
  return html`<section>
    <h2 class="h">${texts.inWords}</h2>
    <p class="words">${words.sentence.map(phrase)}</p>
  </section>`;
}

/** A phrase in the weight and colour of its role. */
export function phrase({ text, role }: Phrase): TemplateResult {
  if (role === "exclude") return html`<span class="not">${text}</span>`;
  return role === "text" ? html`${text}` : html`<b>${text}</b>`;
}

/** Conditions that are taken away, and so keep customers who have no value to be taken away by. */
function notes({ texts, format, estimate, root, places, titleOf, requireValue }: SizePanel): unknown {
  const kept = [...(estimate.measured?.missing ?? [])].flatMap(([key, count]) => {
    const place = places.get(key);
    const item = find(root, key);
    if (place === undefined || !place.takenAway || count === 0 || item === undefined || isBranch(item)) return [];
    const { node } = item;
    if (node.kind !== "attribute" || node.operator === "hasValue") return [];
    if (hasValueBeside(root, node.attribute)) return [];
    return [{ key, count, number: place.number }];
  });
  if (kept.length === 0) return nothing;
  const note = ({ key, count, number }: (typeof kept)[number]): TemplateResult =>
    html`<div class="note">
      <span>${icon("info")}</span
      ><span
        >${texts.keepsMissing(number, format.number(count), titleOf(key))}
        ${
          requireValue === undefined
            ? nothing
            : html`<button
                type="button"
                class="text-button"
                @click=${() => {
                  requireValue(key);
                }}
              >
                ${texts.requireValue}
              </button>`
        }</span
      >
    </div>`;
  return html`<section>
    <h2 class="h">${texts.notes(kept.length, format.number(kept.length))}</h2>
    ${kept.slice(0, shownNotes).map(note)}
    ${
      kept.length > shownNotes
        ? html`<details>
            <summary class="xs quiet">${texts.moreNotes(format.number(kept.length - shownNotes))}</summary>
            ${kept.slice(shownNotes).map(note)}
          </details>`
        : nothing
    }
  </section>`;
}

function hasValueBeside(branch: Branch, attribute: string): boolean {
  return branch.children.some((child) =>
    isBranch(child)
      ? hasValueBeside(child, attribute)
      : child.node.kind === "attribute" &&
        child.node.attribute === attribute &&
        child.node.operator === "hasValue" &&
        child.node.exclude !== true,
  );
}
