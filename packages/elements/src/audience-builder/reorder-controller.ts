import type { ReactiveController, ReactiveControllerHost } from "lit";
import { find, holderOf, isBranch, move, step, type Branch, type Direction } from "./condition-tree.js";
import type { Landing } from "./tree-view.js";

/** The element that moves happen in. */
interface ReorderHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** The tree that is moved in. */
export interface Reordered {
  tree(): Branch;
  /** The tree while it is being moved in: shown, not yet an edit. */
  preview(root: Branch): void;
  /** The move is over; the tree is an edit from here. */
  settle(root: Branch): void;
  announce(kind: "lifted" | "movedTo" | "droppedAt" | "returned", key: string): void;
}

/** How far a pointer travels before a press becomes a drag, in CSS pixels. */
const threshold = 4;

/**
 * Moves conditions. By keyboard on a grip: Space lifts and puts down, arrows move, Left and Right change the level,
 * Escape returns. By pointer: the grip is dragged and a line shows where the node would land.
 */
export class ReorderController implements ReactiveController {
  lifted: string | undefined;
  landing: Landing | undefined;

  readonly #host: ReorderHost;
  readonly #moved: Reordered;
  #before: Branch | undefined;
  #drag: { readonly key: string; readonly y: number; readonly pointer: number; moved: boolean } | undefined;

  constructor(host: ReorderHost, moved: Reordered) {
    this.#host = host;
    this.#moved = moved;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end();
  }

  keydown(event: KeyboardEvent): void {
    const key = gripOf(event);
    if (key === undefined) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (this.lifted === undefined) this.#lift(key);
      else this.#put();
      return;
    }
    if (this.lifted === undefined) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#return();
      return;
    }
    if (event.key === "Tab") {
      this.#put();
      return;
    }
    const direction = directionOf(event.key, this.#rightToLeft());
    if (direction === undefined) return;
    event.preventDefault();
    const next = step(this.#moved.tree(), this.lifted, direction);
    if (next === this.#moved.tree()) return;
    this.#moved.preview(next);
    this.#moved.announce("movedTo", this.lifted);
  }

  pointerdown(event: PointerEvent): void {
    const key = gripOf(event);
    if (key === undefined || event.button !== 0 || !(event.target instanceof Element)) return;
    event.target.closest("button")?.setPointerCapture(event.pointerId);
    this.#drag = { key, y: event.clientY, pointer: event.pointerId, moved: false };
  }

  pointermove(event: PointerEvent): void {
    const drag = this.#drag;
    if (drag === undefined || event.pointerId !== drag.pointer) return;
    if (!drag.moved && Math.abs(event.clientY - drag.y) < threshold) return;
    drag.moved = true;
    this.lifted = drag.key;
    this.landing = this.#landingAt(event, drag.key);
    this.#host.requestUpdate();
  }

  pointerup(event: PointerEvent): void {
    const drag = this.#drag;
    if (drag === undefined || event.pointerId !== drag.pointer) return;
    const { landing } = this;
    this.#end();
    if (!drag.moved || landing === undefined) return;
    const root = this.#moved.tree();
    const next = land(root, drag.key, landing);
    if (next === root) return;
    this.#moved.settle(next);
    this.#moved.announce("droppedAt", drag.key);
  }

  pointercancel(): void {
    this.#end();
  }

  #lift(key: string): void {
    this.lifted = key;
    this.#before = this.#moved.tree();
    this.#moved.announce("lifted", key);
    this.#host.requestUpdate();
  }

  #put(): void {
    const { lifted } = this;
    const before = this.#before;
    this.#end();
    if (lifted === undefined || before === undefined) return;
    const after = this.#moved.tree();
    if (after !== before) {
      this.#moved.preview(before);
      this.#moved.settle(after);
    }
    this.#moved.announce("droppedAt", lifted);
  }

  #return(): void {
    const { lifted } = this;
    const before = this.#before;
    this.#end();
    if (before !== undefined) this.#moved.preview(before);
    if (lifted !== undefined) this.#moved.announce("returned", lifted);
  }

  #end(): void {
    this.lifted = undefined;
    this.landing = undefined;
    this.#before = undefined;
    this.#drag = undefined;
    this.#host.requestUpdate();
  }

  #rightToLeft(): boolean {
    const element = this.#host.renderRoot.querySelector(".nodes");
    return element !== null && getComputedStyle(element).direction === "rtl";
  }

  #landingAt({ clientX, clientY }: PointerEvent, key: string): Landing | undefined {
    const { renderRoot } = this.#host;
    if (!(renderRoot instanceof ShadowRoot)) return undefined;
    for (const element of renderRoot.elementsFromPoint(clientX, clientY)) {
      const node = element.closest<HTMLElement>(".node");
      const over = node?.dataset["key"];
      if (node === null || over === undefined) continue;
      if (within(this.#moved.tree(), key, over)) return undefined;
      const head = node.querySelector(".card-head, .group-head")?.getBoundingClientRect();
      const box = node.getBoundingClientRect();
      const branch = find(this.#moved.tree(), over);
      if (branch !== undefined && isBranch(branch) && head !== undefined) {
        if (clientY < head.top + head.height / 3) return { key: over, at: "before" };
        return clientY > box.bottom - 8 ? { key: over, at: "after" } : { key: over, at: "in" };
      }
      return { key: over, at: clientY < box.top + box.height / 2 ? "before" : "after" };
    }
    return undefined;
  }
}

/** The tree with a node put where a landing says. */
export function land(root: Branch, key: string, { key: over, at }: Landing): Branch {
  if (at === "in") {
    const branch = find(root, over);
    return branch !== undefined && isBranch(branch) ? move(root, key, over, branch.children.length) : root;
  }
  const holder = holderOf(root, over);
  return holder === undefined ? root : move(root, key, holder.branch.key, holder.index + (at === "after" ? 1 : 0));
}

function within(root: Branch, key: string, inner: string): boolean {
  const item = find(root, key);
  if (item === undefined) return false;
  return item.key === inner || (isBranch(item) && find(item, inner) !== undefined);
}

function gripOf({ target }: Event): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>("[data-grip]")?.dataset["grip"] : undefined;
}

function directionOf(key: string, rightToLeft: boolean): Direction | undefined {
  switch (key) {
    case "ArrowUp":
      return "up";
    case "ArrowDown":
      return "down";
    case "ArrowLeft":
      return rightToLeft ? "in" : "out";
    case "ArrowRight":
      return rightToLeft ? "out" : "in";
    default:
      return undefined;
  }
}
