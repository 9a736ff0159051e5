import { z } from "zod";
import { minuteMs } from "../model/clock.ts";
import { forecastSchema, newForecast } from "./forecast.ts";
import { announcedSchema } from "./gate.ts";
import { peakSchema } from "./peak.ts";
import { recordsSchema } from "./records.ts";
import { newSilence, silenceSchema } from "./silence.ts";
import { newUsual, usualSchema } from "./usual.ts";

/**
 * All a detector knows of one feed: plain JSON of bounded size (about 5 kB). `advance`, `learn` and `judge` of spikes.ts
 * are its verbs.
 */
const detectorSchema = z.object({
  v: z.literal(2),
  /** Length of the counts that `advance` is given. */
  stepMs: z.number().positive(),
  /** Where the first step began and the last one ended; null = nothing was seen yet. */
  fromMs: z.number().nullable(),
  atMs: z.number().nullable(),
  /** Counts of the last hour, the oldest first; null = blind. */
  recent: z.array(z.number().nullable()),
  /** End of the last learned step. */
  learnedMs: z.number().nullable(),
  usual: usualSchema,
  forecast: forecastSchema,
  /** One for each window. */
  records: z.array(recordsSchema).length(3),
  peaks: z.array(peakSchema.nullable()).length(3),
  /** The most posts of each window since the last learned step. */
  highest: z.array(z.number().nullable()).length(3),
  silence: silenceSchema,
  announced: z.object({
    sensitive: announcedSchema.nullable(),
    balanced: announcedSchema.nullable(),
    strict: announcedSchema.nullable(),
  }),
});
export type DetectorState = z.infer<typeof detectorSchema>;

/** `stepMs`: length of the counts it will be given, from a minute up. */
export const newDetector = (stepMs = minuteMs): DetectorState => ({
  v: 2,
  stepMs,
  fromMs: null,
  atMs: null,
  recent: [],
  learnedMs: null,
  usual: newUsual(),
  forecast: newForecast(),
  records: [[], [], []],
  peaks: [null, null, null],
  highest: [null, null, null],
  silence: newSilence(),
  announced: { sensitive: null, balanced: null, strict: null },
});

/** What was saved, or a new one where that is of another shape, version or step. */
export function readDetector(saved: unknown, stepMs = minuteMs): DetectorState {
  const read = detectorSchema.safeParse(saved);
  return read.success && read.data.stepMs === stepMs ? read.data : newDetector(stepMs);
}

/** How many counts make one learning step: five minutes, or one count where counts are longer. */
export const countsPerStep = ({ stepMs }: DetectorState): number => Math.max(1, Math.round((5 * minuteMs) / stepMs));

/** Five minutes, as near as the counts allow. */
export const learningStepMs = (state: DetectorState): number => state.stepMs * countsPerStep(state);
