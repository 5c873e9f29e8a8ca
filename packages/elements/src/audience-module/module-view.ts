/** What the module shows. */
export type ModuleView =
  | { readonly screen: "dashboard" }
  | { readonly screen: "builder"; readonly id: string | undefined }
  | { readonly screen: "report"; readonly id: string };

const PREFIX = "#audiences";

/** A view as the fragment of an address, to be kept and shared. */
export function fragmentOf(view: ModuleView): string {
  if (view.screen === "dashboard") return PREFIX;
  const id = view.id === undefined ? "new" : `id/${encodeURIComponent(view.id)}`;
  return `${PREFIX}/${view.screen}/${id}`;
}

/** The view a fragment names; undefined where it is not one of ours. */
export function viewOf(fragment: string): ModuleView | undefined {
  if (fragment === PREFIX) return { screen: "dashboard" };
  const [prefix, screen, kind, id] = fragment.split("/");
  if (prefix !== PREFIX) return undefined;
  if (screen === "builder" && kind === "new") return { screen, id: undefined };
  const decoded = kind === "id" && id !== undefined ? decode(id) : undefined;
  if (decoded === undefined) return undefined;
  if (screen === "builder") return { screen, id: decoded };
  return screen === "report" ? { screen, id: decoded } : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
