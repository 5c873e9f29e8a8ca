import type { Issue, Node, Phrase } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../element/icons.js";
import { conditionMenu, type MenuAction } from "./condition-menu.js";
import { isBranch, step, type Branch, type Item, type Leaf, type Place } from "./condition-tree.js";
import { refinement } from "./refinements/refinement.js";
import { segments } from "./refinements/fields.js";
import type { RefinementContext } from "./refinements/refinement-context.js";

/** Where a lifted node would land: before or after a node, or at the end of a group. */
export interface Landing {
  readonly key: string;
  readonly at: "before" | "after" | "in";
}

/** What the tree of conditions is drawn from. */
export interface TreeView {
  readonly context: RefinementContext;
  readonly root: Branch;
  readonly places: ReadonlyMap<string, Place>;
  readonly editable: boolean;
  readonly open: string | undefined;
  readonly menu: string | undefined;
  readonly marked: string | undefined;
  readonly lifted: string | undefined;
  readonly landing: Landing | undefined;
  /** The group that is added to; the root where it is none. */
  readonly target: string | undefined;
  readonly issues: ReadonlyMap<string, readonly Issue[]>;
  /** Nodes whose errors may be shown: what is only not complete yet is said quietly until then. */
  readonly insisted: boolean;
  readonly lines: ReadonlyMap<string, readonly Phrase[]>;
  readonly matches: ReadonlyMap<string, number>;
  readonly titleOf: (node: Node) => string;
  readonly actions: TreeActions;
}

/** What can be done in the tree of conditions. */
export interface TreeActions {
  toggle(key: string): void;
  setEffect(key: string, exclude: boolean): void;
  setMatch(key: string, match: "all" | "any"): void;
  change(key: string, node: Leaf["node"]): void;
  showMenu(key: string | undefined): void;
  act(key: string, action: MenuAction): void;
  addTo(key: string): void;
  swap(key: string): void;
}

/** Codes of what is not complete yet rather than wrong. */
const incomplete: ReadonlySet<string> = new Set([
  "value_missing",
  "empty_list",
  "empty_text",
  "empty_group",
  "missing_key",
]);

/** The members of a group, each after its joining word. */
export function nodeList(branch: Branch, view: TreeView): TemplateResult {
  const { texts } = view.context;
  const joined = branch.node.match === "all" ? texts.and : texts.or;
  return html`<ol class="nodes">
    ${repeat(
      branch.children,
      ({ key }) => key,
      (item, index) =>
        html`<li class="node ${nodeState(item.key, view)}" data-key=${item.key}>
          <span class="word">${index === 0 ? texts.where : joined}</span
          >${isBranch(item) ? group(item, view) : card(item, view)}
        </li>`,
    )}
  </ol>`;
}

function nodeState(key: string, { marked, lifted, landing }: TreeView): string {
  const states: string[] = [];
  if (marked === key) states.push("is-marked");
  if (lifted === key) states.push("is-lifted");
  if (landing?.key === key && landing.at !== "in") states.push(`lands-${landing.at}`);
  return states.join(" ");
}

function card(leaf: Leaf, view: TreeView): TemplateResult {
  const { key, node } = leaf;
  const { context, places, editable } = view;
  const title = view.titleOf(node);
  const open = view.open === key;
  const broken = errorsOf(key, view);
  return html`<div
    class="card ${open ? "is-open" : ""} ${broken.length > 0 && shown(broken, view) ? "invalid" : ""}"
    role="group"
    aria-label=${title}
    data-effect=${node.exclude === true ? "exclude" : "include"}
  >
    <div class="card-head">
      ${grip(key, view)}<span class="no num" dir="ltr">${places.get(key)?.number ?? ""}</span
      >${effect(leaf, view)}<button
        type="button"
        class="card-title"
        aria-expanded=${open ? "true" : "false"}
        @click=${() => {
          view.actions.toggle(key);
        }}
      >
        <b>${title}</b> <span class="quiet">${refined(view.lines.get(key) ?? [])}</span></button
      ><span class="card-size num">${matchesOf(key, view, broken.length > 0)}</span
      >${editable ? menu(key, view) : nothing}
    </div>
    ${trouble(key, view, context.texts.incomplete)}
    ${
      open
        ? html`<div class="card-body" ?inert=${!editable}>
            ${refinement(node, context, (next) => {
              view.actions.change(key, next);
            })}
          </div>`
        : nothing
    }
  </div>`;
}

/** A line without the sign and the name it begins with: the card has both already. */
function refined(phrases: readonly Phrase[]): string {
  const signed = phrases[0]?.role === "exclude" ? phrases.slice(1) : phrases;
  const named = signed.findIndex(({ role }) => role === "attribute");
  const rest = named >= 0 && named <= 1 ? signed.slice(named + 1) : signed;
  return rest
    .map(({ text }) => text)
    .join("")
    .trim();
}

function group(branch: Branch, view: TreeView): TemplateResult {
  const { key, node, children } = branch;
  const { context, places, editable, landing } = view;
  const { texts } = context;
  const number = places.get(key)?.number ?? "";
  return html`<div
    class="group ${landing?.key === key && landing.at === "in" ? "lands-in" : ""} ${view.target === key ? "is-target" : ""}"
    role="group"
    aria-label=${texts.groupName(number)}
    data-match=${node.match}
    data-effect=${node.exclude === true ? "exclude" : "include"}
  >
    <div class="group-head">
      ${grip(key, view)}<span class="no num" dir="ltr">${number}</span
      >${effect(branch, view)}${matchChoice(branch, view)}${
        editable
          ? html`<button
              type="button"
              class="icon-button add"
              aria-label=${texts.addToGroup}
              title=${texts.addToGroup}
              @click=${() => {
                view.actions.addTo(key);
              }}
            >
              ${icon("plus")}
            </button>`
          : nothing
      }<span class="card-size num">${matchesOf(key, view, errorsOf(key, view).length > 0)}</span>${
        editable ? menu(key, view) : nothing
      }
    </div>
    ${children.length === 0 ? html`<p class="empty-group">${texts.emptyGroup}</p>` : nodeList(branch, view)}
    ${children.length === 0 ? nothing : trouble(key, view, texts.incompleteGroup)}
  </div>`;
}

/** "Match all / any of n conditions". */
export function matchChoice({ key, node, children }: Branch, view: TreeView): TemplateResult {
  const { texts, format } = view.context;
  const choices = [
    { value: "all" as const, label: texts.all },
    { value: "any" as const, label: texts.any },
  ];
  return html`<span class="match"
    >${texts.match}
    ${
      view.editable
        ? segments(texts.matchLabel, `match-${key}`, node.match, choices, (match) => {
            view.actions.setMatch(key, match);
          })
        : html`<b>${texts[node.match]}</b>`
    } <span class="quiet">${texts.ofConditions(children.length, format.number(children.length))}</span></span
  >`;
}

function grip(key: string, { context, places, editable, lifted }: TreeView): TemplateResult {
  return html`<button
    type="button"
    class="grip"
    data-grip=${key}
    aria-label=${context.texts.moveHandle(places.get(key)?.number ?? "")}
    aria-pressed=${lifted === key ? "true" : "false"}
    ?disabled=${!editable}
  >
    ${icon("grip")}
  </button>`;
}

/** A two-part radio: the chosen side carries the word, the other only its sign. */
function effect({ key, node }: Item, view: TreeView): TemplateResult {
  const { texts } = view.context;
  const exclude = node.exclude === true;
  const part = (value: boolean, label: string, name: "include" | "exclude"): TemplateResult => {
    const chosen = value === exclude;
    return html`<label class="seg-part ${name}" ?data-checked=${chosen}
      ><input
        type="radio"
        name="effect-${key}"
        aria-label=${label}
        .checked=${chosen}
        ?disabled=${!view.editable}
        @change=${() => {
          view.actions.setEffect(key, value);
        }}
      />${icon(name === "include" ? "plus" : "minus", "s")}${chosen ? label : nothing}</label
    >`;
  };
  return html`<span
    class="seg effect"
    role="radiogroup"
    aria-label=${texts.effectLabel}
    data-value=${exclude ? "exclude" : "include"}
    >${part(false, texts.include, "include")}${part(true, texts.exclude, "exclude")}</span
  >`;
}

function menu(key: string, view: TreeView): TemplateResult {
  const { context, places } = view;
  const open = view.menu === key;
  return html`<span class="menu-anchor"
    ><button
      type="button"
      class="icon-button"
      data-more=${key}
      aria-label=${context.texts.more(places.get(key)?.number ?? "")}
      aria-haspopup="menu"
      aria-expanded=${open ? "true" : "false"}
      @click=${() => {
        view.actions.showMenu(open ? undefined : key);
      }}
    >
      ${icon("dots")}</button
    >${
      open
        ? conditionMenu(
            context.texts,
            (direction) => step(view.root, key, direction) !== view.root,
            (action) => {
              if (action === undefined) view.actions.showMenu(undefined);
              else view.actions.act(key, action);
            },
          )
        : nothing
    }</span
  >`;
}

function errorsOf(key: string, { issues }: TreeView): readonly Issue[] {
  return (issues.get(key) ?? []).filter(({ severity }) => severity === "error");
}

/** Whether errors are shown as errors: not while a new condition merely waits for its value. */
function shown(errors: readonly Issue[], { insisted }: TreeView): boolean {
  return insisted || errors.some(({ code }) => !incomplete.has(code) && code !== "audience_is_draft");
}

function matchesOf(key: string, { matches, context }: TreeView, broken: boolean): string {
  const count = matches.get(key);
  return broken || count === undefined ? "–" : context.format.number(count);
}

function trouble(key: string, view: TreeView, waiting: string): TemplateResult | typeof nothing {
  const errors = errorsOf(key, view);
  const warnings = (view.issues.get(key) ?? []).filter(({ severity }) => severity === "warning");
  if (errors.length === 0) {
    const [warning] = warnings;
    return warning === undefined
      ? nothing
      : html`<p class="inline-msg warning">${icon("warning")}<span>${warning.message} ${warning.hint ?? ""}</span></p>`;
  }
  const wrong = errors.filter(({ code }) => !incomplete.has(code));
  const [first] = wrong;
  if (first?.code === "audience_is_draft" && !view.insisted) {
    return html`<p class="inline-msg quiet">${icon("info")}<span>${first.message} ${first.hint ?? ""}</span></p>`;
  }
  if (wrong.length === 0) {
    return html`<p class="inline-msg ${view.insisted ? "danger" : "quiet"}">
      ${icon(view.insisted ? "warning" : "info")}<span>${waiting}</span>
    </p>`;
  }
  return html`${wrong.map(
    ({ code, message, hint }) =>
      html`<p class="inline-msg danger">
        ${icon("warning")}<span>${message}${hint === undefined ? "" : ` ${hint}`}</span>
        ${
          code === "bad_range" && view.editable
            ? html`<button
                type="button"
                class="text-button"
                @click=${() => {
                  view.actions.swap(key);
                }}
              >
                ${view.context.texts.swap}
              </button>`
            : nothing
        }
      </p>`,
  )}`;
}
