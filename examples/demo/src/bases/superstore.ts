import type { DataAdapter } from "@audiencekit/core/adapter";
import type { DataFolderOptions } from "@audiencekit/core/memory";
import type { Base, ReadFile } from "./base.js";
import { superstoreSeeds } from "./superstore-seeds.js";

/** Opens a data folder, here or in a worker. */
export type OpenFolder = (options: DataFolderOptions) => Promise<{ readonly adapter: DataAdapter }>;

/** 793 fictional customers and their 5,009 orders, read as a data folder. */
export function superstore(read: ReadFile, openFolder: OpenFolder): Base {
  return {
    id: "superstore",
    label: "Superstore, 793 customers",
    provenance: "Fictional sample orders of an office supplies shop, 2014 to 2017.",
    clockStart: "2017-12-31T09:00:00Z",
    timeZone: "UTC",
    backfilledNights: 180,
    seeds: superstoreSeeds,
    load: async (onProgress) => {
      const config = await (await read("superstore/audiences.config.json")).text();
      const { adapter } = await openFolder({ config, open: (name) => read(`superstore/${name}`), onProgress });
      return adapter;
    },
  };
}
