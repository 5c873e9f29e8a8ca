// The public entries of the core package, as it was built.
const entry = (name) => new URL(`../packages/core/dist/${name}.js`, import.meta.url).href;

export const { defineCatalog } = await import(entry("index"));
/** All of it, because what an older build lacks is told and not an error. */
export const memory = await import(entry("memory"));
export const { resolveComposition, resolvePlan } = await import(entry("adapter"));
