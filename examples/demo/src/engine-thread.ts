import type { ThreadOptions } from "@audiencekit/core/worker";

/** The part of a browser's `trustedTypes` that is used; a script URL it makes passes where a URL is asked for. */
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrls): ScriptUrls;
}

interface ScriptUrls {
  createScriptURL(url: string): string;
}

/** The demo counts in a worker of its own module, which the page's policy lets in by the name of a policy. */
export const engineThread: ThreadOptions = {
  createWorker: () => new Worker(allowed("/page/engine.js"), { type: "module" }),
  loaders: async () => (await import("./loaders.js")).loaders,
};

function allowed(url: string): string {
  const scope: object = globalThis;
  if (!hasTrustedTypes(scope)) return url;
  return scope.trustedTypes.createPolicy("audiencekit-demo", { createScriptURL: () => url }).createScriptURL(url);
}

function hasTrustedTypes(scope: object): scope is { readonly trustedTypes: TrustedTypes } {
  return "trustedTypes" in scope;
}
