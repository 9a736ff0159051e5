import { coverageMin, readMin, readOf } from "../analysis/notable.ts";
import { areOfMany, feelsAsUsual, turnsNegative, voicesMin } from "../analysis/turns-negative.ts";
import { dayMs, hourMs } from "../model/clock.ts";
import type { Totals } from "../model/reader.ts";
import { type Looking, nothing, type Seen, type Watch } from "./watch.ts";

/** The shortest of these in which enough posts could be read. */
const windowsHours = [1, 3] as const;
const usualDays = 7;
const pauseMs = 12 * hourMs;
/** A mood that lasts longer is what is usual now. */
const longestMs = dayMs;

/** Far more negative posts than usual, at this time of day too. */
export const watchSentiment: Watch = {
  kind: "sentiment",
  about: "posts",
  look: (looking) => (looking.open ? overAgain(looking) : turned(looking)),
};

const scopeOf = ({ tracker }: Looking, to: Date, lengthMs: number) => ({
  trackers: [tracker.id],
  from: new Date(to.getTime() - lengthMs),
  to,
});

const within = (looking: Looking, to: Date, lengthMs: number): Promise<Totals> =>
  looking.tenant.reader.totals(scopeOf(looking, to, lengthMs), { authors: false });

async function isOfMany(looking: Looking, lengthMs: number): Promise<boolean> {
  const filter = { sentiments: ["negative"] } as const;
  const scope = { ...scopeOf(looking, looking.now, lengthMs), filter };
  const { rows, known } = await looking.tenant.reader.ranking(scope, { by: "authors", count: voicesMin });
  return areOfMany(
    rows.map(({ posts }) => posts),
    known,
  );
}

async function overAgain(looking: Looking): Promise<Seen> {
  const { open, now } = looking;
  if (open?.facts.kind !== "sentiment") return nothing;
  const { facts } = open;
  const { sentiment } = await within(looking, now, facts.hours * hourMs);
  if (now.getTime() - open.at.getTime() >= longestMs) return { end: { at: now, facts } };
  if (!feelsAsUsual(sentiment, facts.usual)) return nothing;
  const read = readOf(sentiment);
  return { end: { at: now, facts: { ...facts, now: sentiment.negative / read, read } } };
}

async function turned(looking: Looking): Promise<Seen> {
  const { recent, now } = looking;
  if (recent.some(({ endedAt }) => endedAt && now.getTime() - endedAt.getTime() < pauseMs)) return nothing;
  for (const hours of windowsHours) {
    const lately = await within(looking, now, hours * hourMs);
    if (lately.coverage < coverageMin || readOf(lately.sentiment) < readMin) continue;
    const before = new Date(now.getTime() - hours * hourMs);
    const usual = await within(looking, before, usualDays * dayMs);
    if (usual.coverage < coverageMin) return nothing;
    const daysBefore = [];
    for (let day = 1; day <= usualDays; day++)
      daysBefore.push(await within(looking, new Date(now.getTime() - day * dayMs), hours * hourMs));
    const felt = turnsNegative({
      now: lately.sentiment,
      usual: usual.sentiment,
      daysBefore: daysBefore.map(({ sentiment }) => sentiment),
    });
    if (felt && (await isOfMany(looking, hours * hourMs)))
      return { raise: { key: now.toISOString(), at: now, facts: { kind: "sentiment", ...felt, hours }, lasts: true } };
  }
  return nothing;
}
