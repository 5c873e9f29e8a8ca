import { indexedDbStore } from "@audiencekit/core/indexeddb";
import type { LoadProgress } from "@audiencekit/core/adapter";
import "@audiencekit/elements/define";
import type { Base } from "./bases/base.js";
import { superstore } from "./bases/superstore.js";
import { synthetic } from "./bases/synthetic.js";
import { demoClock } from "./demo-clock.js";
import { openDemo } from "./opening.js";

const bases: readonly Base[] = [superstore(fetchFile), synthetic()];

const provider = element("audience-provider");
const select = element<HTMLSelectElement>("#base");
const note = element("#note");
const clockText = element("#clock");
const nextNight = element<HTMLButtonElement>("#next-night");
const startAgain = element<HTMLButtonElement>("#start-again");
const loading = element("#loading");

void open(bases.find(({ id }) => id === new URLSearchParams(location.search).get("base")) ?? bases[0]);

async function open(base: Base | undefined): Promise<void> {
  if (base === undefined) return;
  select.replaceChildren(...bases.map(({ id, label }) => new Option(label, id, false, id === base.id)));
  select.addEventListener("change", () => location.assign(`?base=${encodeURIComponent(select.value)}`));
  note.textContent = base.provenance;

  const key = `audiencekit-demo-clock-${base.id}`;
  const clock = demoClock(Number(localStorage.getItem(key) ?? Date.parse(base.clockStart)), (instant) =>
    localStorage.setItem(key, String(instant)),
  );
  const show = () => {
    const text = new Intl.DateTimeFormat(undefined, {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: base.timeZone,
    });
    clockText.textContent = `${text.format(clock.now())}, ${base.timeZone}`;
  };
  show();

  const adapter = await base.load((progress) => {
    loading.textContent = inWords(progress);
  });
  loading.textContent = "Counting past nights";
  const store = indexedDbStore({ name: `audiencekit-demo-${base.id}` });
  const demo = await openDemo(base, adapter, store, clock);
  loading.hidden = true;
  provider.service = demo.audiences;

  nextNight.disabled = false;
  nextNight.addEventListener("click", () => {
    nextNight.disabled = true;
    void demo.runNextNight().finally(() => {
      nextNight.disabled = false;
      show();
    });
  });
  startAgain.disabled = false;
  startAgain.addEventListener("click", () => {
    localStorage.removeItem(key);
    const request = indexedDB.deleteDatabase(`audiencekit-demo-${base.id}`);
    request.addEventListener("success", () => location.reload());
    request.addEventListener("blocked", () => location.reload());
  });
}

function inWords({ stage, rows }: LoadProgress): string {
  return `Loading ${stage}, ${rows.toLocaleString()} rows`;
}

async function fetchFile(name: string): Promise<Blob> {
  const response = await fetch(`/data/${name}`);
  if (!response.ok) throw new Error(`The demo's file ${name} could not be loaded (${response.status}).`);
  return response.blob();
}

function element<T extends Element = never, K extends string = string>(
  selector: K,
): K extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[K] : [T] extends [never] ? HTMLElement : T;
function element(selector: string): Element {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}
