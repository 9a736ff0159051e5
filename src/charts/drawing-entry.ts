import { charts } from "./index.ts";
import { serveDrawing } from "./serve-drawing.ts";

await serveDrawing(charts);
