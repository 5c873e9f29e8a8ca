// The worker in which the demo counts.
import { serveEngine } from "@audiencekit/core/worker/engine";
import { loaders } from "./loaders.js";

serveEngine(loaders);
