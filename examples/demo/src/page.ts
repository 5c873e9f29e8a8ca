import { indexedDbStore } from "@audiencekit/core/indexeddb";
import type { LoadProgress } from "@audiencekit/core/adapter";
import { workerBase, workerDataFolder } from "@audiencekit/core/worker";
import { AudienceProvider } from "@audiencekit/elements";
import "@audiencekit/elements/define";
import type { Base } from "./bases/base.js";
import { superstore } from "./bases/superstore.js";
import { synthetic } from "./bases/synthetic.js";
import { demoClock, type DemoClock } from "./demo-clock.js";
import { engineThread } from "./engine-thread.js";
import { openDemo } from "./opening.js";

const parameters = new URLSearchParams(location.search);
const bases: readonly [Base, ...Base[]] = [
  superstore(fetchFile, (options) => workerDataFolder(options, engineThread)),
  synthetic(
    (input, onProgress) => workerBase({ name: "synthetic", input, onProgress }, engineThread),
    askedCustomers(parameters.get("customers")),
  ),
];

const provider = find("audience-provider", AudienceProvider);
const select = find("#base", HTMLSelectElement);
const note = find("#note", HTMLElement);
const clockText = find("#clock", HTMLOutputElement);
const nextNight = find("#next-night", HTMLButtonElement);
const startAgain = find("#start-again", HTMLButtonElement);
const opening = find("#opening", HTMLElement);
const loading = find("#loading", HTMLElement);
const stage = find("#stage", HTMLElement);
const progress = find("#progress", HTMLElement);
const failure = find("#failure", HTMLElement);
const tryAgain = find("#try-again", HTMLButtonElement);

const stageNames: Readonly<Record<LoadProgress["stage"], string>> = {
  customers: "Loading customers",
  append: "Loading appended data",
  events: "Loading events",
  tags: "Loading tags",
  index: "Putting in order",
};

const [first, madeUp = first] = bases;
const asked = parameters.has("customers") ? madeUp.id : parameters.get("base");
const base = bases.find(({ id }) => id === asked) ?? first;
/** Set once the first opening is through: a base that was left half-way starts anew. */
const clockKey = `audiencekit-demo-clock-${base.id}`;
const databaseName = `audiencekit-demo-${base.id}`;

select.replaceChildren(...bases.map(({ id, label }) => new Option(label, id, false, id === base.id)));
select.addEventListener("change", () => location.assign(`?base=${encodeURIComponent(select.value)}`));
startAgain.addEventListener("click", () => {
  localStorage.removeItem(clockKey);
  location.reload();
});
tryAgain.addEventListener("click", () => location.reload());
note.textContent = base.provenance;

try {
  await open();
} catch (error) {
  tell("The demo could not be opened.", error);
  tryAgain.hidden = false;
}

async function open(): Promise<void> {
  const kept = localStorage.getItem(clockKey);
  const clock = demoClock(kept === null ? Date.parse(base.clockStart) : Number(kept), (instant) =>
    localStorage.setItem(clockKey, String(instant)),
  );
  show(clock);
  if (kept === null) await removeDatabase(databaseName);

  const adapter = await base.load(({ stage, rows }) => say(stageNames[stage], `${rows.toLocaleString("en")} rows`));
  const store = indexedDbStore({ name: databaseName });
  const demo = await openDemo(base, adapter, store, clock, (night, of) => {
    say("Counting past nights", `${night} of ${of}`);
  });
  clock.moveTo(clock.now());
  opening.hidden = true;
  provider.service = demo.audiences;
  provider.hidden = false;

  nextNight.disabled = false;
  nextNight.addEventListener("click", () => {
    nextNight.disabled = true;
    failure.hidden = true;
    void demo
      .runNextNight()
      .catch((error: unknown) => tell("The night could not be processed.", error))
      .finally(() => {
        nextNight.disabled = false;
        show(clock);
      });
  });
}

function show(clock: DemoClock): void {
  const { timeZone } = base;
  const text = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone });
  clockText.textContent = `${text.format(clock.now())}, ${timeZone}`;
}

/** A stage is announced when it begins; how far it is can only be seen. */
function say(what: string, howFar: string): void {
  if (stage.textContent !== what) stage.textContent = what;
  progress.textContent = howFar;
}

/** What went wrong, where it is seen and read out. */
function tell(what: string, error: unknown): void {
  loading.hidden = true;
  failure.hidden = false;
  failure.textContent = `${what} ${error instanceof Error ? error.message : String(error)}`;
}

/** How many made-up customers the address asks for. */
function askedCustomers(asked: string | null): number | undefined {
  const count = Number(asked ?? Number.NaN);
  return Number.isInteger(count) && count > 0 && count <= 2_000_000 ? count : undefined;
}

async function fetchFile(name: string): Promise<Blob> {
  const response = await fetch(`/data/${name}`).catch((error: unknown) => {
    throw new Error(`The file ${name} did not load: the server cannot be reached.`, { cause: error });
  });
  if (!response.ok) throw new Error(`The file ${name} did not load (${response.status}).`);
  return response.blob();
}

function removeDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener("success", () => resolve());
    request.addEventListener("blocked", () => reject(new Error("Another tab has it open: close that one first.")));
    request.addEventListener("error", () => reject(request.error ?? new Error(`${name} could not be removed.`)));
  });
}

function find<T extends Element>(selector: string, type: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}.`);
  return found;
}
