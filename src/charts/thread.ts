import { parentPort } from "node:worker_threads";
import { charts } from "./index.ts";
import { serveDrawing } from "./serve-drawing.ts";

if (!parentPort) throw new Error("charts/thread.ts is the entry of a worker thread.");
await serveDrawing(charts, parentPort);
