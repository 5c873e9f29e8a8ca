import type { BaseLoaders } from "@audiencekit/core/worker";
import { syntheticCustomers } from "./bases/synthetic-customers.js";

/** What the engine makes by itself, so that no row of it comes from the page. */
export const loaders: BaseLoaders = {
  synthetic: (count, options) => syntheticCustomers(Number(count), options),
};
