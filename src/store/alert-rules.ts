import { z } from "zod";
import { alertKinds } from "../model/alert-kind.ts";
import { type AlertRules, pingKinds, usualRules } from "../model/alert-rules.ts";

/** Rules come back from JSON: what is not said there is as usual. */

const kind = z.enum(alertKinds);
const ping = z.object({ kind: z.enum(pingKinds), id: z.string() }).nullable();

const rules = z.object({
  off: z.array(kind).default([...usualRules.off]),
  overPerHour: z.number().positive().nullable().default(usualRules.overPerHour),
  ping: ping.default(usualRules.ping),
  mutedKinds: z.array(z.object({ kind, until: z.coerce.date() })).default([]),
});

export const readRules = (stored: unknown): AlertRules => rules.parse(stored);
