import { AudienceError, type AudienceService } from "@audiencekit/core";
import { sampleService } from "../../packages/elements/src/testing/sample-service.js";

/** The sample service with all its audiences. */
export async function sample(): Promise<AudienceService> {
  return (await sampleService()).service;
}

/** The same base without any audience. */
export async function empty(): Promise<AudienceService> {
  return (await sampleService({ empty: true })).service;
}

/** A user who may look and nothing else. */
export async function onlyViewing(): Promise<AudienceService> {
  return (await sampleService({ can: (action) => action === "view" })).service;
}

/** A user who may nothing. */
export async function forbidden(): Promise<AudienceService> {
  return (await sampleService({ can: () => false })).service;
}

/** Audiences and creators with names as long as they may be, with and without spaces in them. */
export async function longNames(): Promise<AudienceService> {
  const { service, store } = await sampleService({
    user: { id: "long", name: "Wolfeschlegelsteinhausenbergerdorff ".repeat(3).trim() },
  });
  const spaced = "Gold members of the northern stores who bought shoes ".repeat(4).slice(0, 200);
  const { id } = await service.create({ name: spaced.trim() });
  await service.create({ name: "Verkehrsinfrastrukturfinanzierungsgesellschaft".repeat(5).slice(0, 200) });
  const live = await service.duplicate(id, { name: spaced.toUpperCase().trim() });
  await store.put("default", { ...live, status: "archived", version: live.version + 1 }, live.version);
  return service;
}

/** Whatever is asked of it for a view, no answer ever comes. */
export async function loading(): Promise<AudienceService> {
  return answering(await sample(), () => new Promise<never>(() => undefined));
}

/** Whatever is asked of it for a view is refused. */
export async function failing(): Promise<AudienceService> {
  return answering(await sample(), () => Promise.reject(outage));
}

const outage = new AudienceError({
  code: "internal",
  path: "",
  message: "The warehouse did not answer within 30 seconds.",
  severity: "error",
});

/** The service with this answer to every question a view begins with. */
function answering(service: AudienceService, answer: () => Promise<never>): AudienceService {
  return { ...service, list: answer, get: answer, catalog: answer, history: answer, compose: answer, estimate: answer };
}
