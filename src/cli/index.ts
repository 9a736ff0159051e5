import type { Verb } from "./verb.ts";

/** Every shell verb but `start`, which main.ts runs itself; each is loaded only when it is asked for. */
export const verbs: Readonly<Record<string, () => Promise<{ default: Verb }>>> = {
  analyze: () => import("./analyze.ts"),
  detect: () => import("./detect.ts"),
  "save-alert": () => import("./save-alert.ts"),
  chart: () => import("./chart.ts"),
  keys: () => import("./keys.ts"),
  setup: () => import("./setup.ts"),
  generate: () => import("./generate.ts"),
};
