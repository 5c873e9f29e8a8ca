import { serveSecondThread } from "./serve-second-thread.js";

serveSecondThread();
