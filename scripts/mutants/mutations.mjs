// What is broken, one at a time: [what goes wrong, file of packages/core/src, text that stands there once, its replacement].
import { conditions } from "./conditions.mjs";
import { windows } from "./windows.mjs";
import { events } from "./events.mjs";
import { sequences } from "./sequences.mjs";
import { others } from "./others.mjs";

export const mutations = [...conditions, ...windows, ...events, ...sequences, ...others].map(
  ([name, file, find, replace]) => ({ name, file, find, replace }),
);
