import { isWatched, mutedUntil } from "../model/alert-rules.ts";
import { hourMs, minuteMs } from "../model/clock.ts";
import type { Span } from "../model/feed.ts";
import type { Incident, Sighting } from "../model/incident.ts";
import { quietUntil } from "../model/peace.ts";
import type { Tenant } from "../model/tenant.ts";
import type { Tracker } from "../model/tracker.ts";
import { isByMany, windowsBefore } from "./authors.ts";
import { backtestMs, type Judged, readCounts, replayed, windowMinutesOf } from "./backtest.ts";
import { coverageMin } from "./notable.ts";
import { strengthOf, thresholds } from "./spikes.ts";

/** Around the moment that somebody names: they saw something then, an alert may come a while later. */
const beforeMs = 15 * minuteMs;
const afterMs = 45 * minuteMs;
/** With fewer posts nothing is a burst, whatever is usual. */
const postsMin = 5;
/** What was as high this lately is news by so much less. */
const noveltyDays = 1;

/** What an alert had to pass, in this order. */
export const gateNames = [
  "tracked",
  "collected",
  "matched",
  "learned",
  "floor",
  "strength",
  "novelty",
  "authors",
  "cooldown",
  "muted",
  "quiet",
  "delivered",
] as const;
export type GateName = (typeof gateNames)[number];

export interface Gate {
  readonly name: GateName;
  /** null = it stops nothing, or was not reached. */
  readonly passed: boolean | null;
}

/** Why there was no alert, or that there was one. */
export interface WhyNot {
  readonly span: Span;
  /** Of the counts that were replayed. */
  readonly stepMs: number;
  readonly gates: readonly Gate[];
  /** Share of the span that was observed, 0..1, and the posts in it. */
  readonly coverage: number;
  readonly posts: number;
  /** Who wrote them; null where the network names nobody. */
  readonly authors: number | null;
  /** When the channel's quiet hours that held then were over; null = it was not quiet. */
  readonly quietUntil: Date | null;
  /** Since when anything is known. */
  readonly since: Date | null;
  /** What stood out most. */
  readonly best: {
    readonly network: string;
    readonly at: Date;
    readonly sighting: Pick<Sighting, "count" | "expected" | "returnDays"> & { readonly windowMinutes: number };
    /** Of what the tracker's sensitivity asks for; from 1 on it is enough. */
    readonly share: number;
  } | null;
  /** The one that was open then, or came. */
  readonly incident: Incident | null;
}

/** Replays the detector to a moment by what is stored, and looks what stood between its posts and an alert. */
export async function readWhyNot(
  { reader, incidents, peaces }: Pick<Tenant, "reader" | "incidents" | "peaces">,
  tracker: Tracker,
  at: Date,
  now: Date,
): Promise<WhyNot> {
  const fine = { from: new Date(at.getTime() - beforeMs), to: earlier(new Date(at.getTime() + afterMs), now) };
  const history = { from: new Date(at.getTime() - backtestMs), to: later(fine.to, at) };
  const { feeds, stepMs } = await readCounts(reader, tracker.id, history);
  const span = stepMs < hourMs ? fine : hourOf(at);
  const judged = await replayed(feeds, stepMs, (one) => one.at >= span.from && one.at <= later(span.to, span.from));
  const known = feeds.flatMap(({ counts }) => counts.find(({ count }) => count !== null)?.at ?? []);
  const scope = { trackers: [tracker.id], ...span };
  const [coverage = 0] = await reader.coverage([tracker.id], [span]);
  const { posts } = await reader.totals(scope, { authors: false });
  const found = await incidents.openedIn([tracker.id], { from: history.from, to: new Date(span.to.getTime() + 1) });
  const incident = found.find(({ endedAt }) => endedAt === null || endedAt >= span.from) ?? null;
  const best = bestOf(judged, tracker, stepMs);
  const since = known.reduce<Date | null>((first, one) => (first && first <= one ? first : one), null);
  const peace = await peaces.of(tracker.channel);
  const quiet = quietUntil(peace, incident && incident.openedAt >= span.from ? incident.openedAt : at);
  const authors = await reader.authors(scope);
  const facts = { span, stepMs, coverage, posts, since, best, incident, authors, quietUntil: quiet };
  const byMany = best && isByMany(await wroteThen(best, tracker, reader), tracker.sensitivity);
  return { ...facts, gates: gatesOf({ ...facts, byMany }, judged, tracker) };
}

/** Who wrote what stood out most, and who wrote before it. */
async function wroteThen({ at, sighting }: NonNullable<WhyNot["best"]>, { id }: Tracker, reader: Tenant["reader"]) {
  const back = (windows: number) => new Date(at.getTime() - windows * sighting.windowMinutes * minuteMs);
  const authorsOf = (span: Span) => reader.authors({ trackers: [id], ...span });
  return {
    posts: sighting.count,
    authors: await authorsOf({ from: back(1), to: at }),
    authorsBefore: await authorsOf({ from: back(1 + windowsBefore), to: back(1) }),
  };
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** The hour that holds a moment. */
function hourOf(at: Date): Span {
  const fromMs = Math.floor(at.getTime() / hourMs) * hourMs;
  return { from: new Date(fromMs), to: new Date(fromMs + hourMs) };
}

function bestOf(judged: readonly Judged[], { sensitivity }: Tracker, stepMs: number): WhyNot["best"] {
  let best: WhyNot["best"] = null;
  for (const { network, judgement } of judged) {
    const { at, sighting } = judgement;
    if (!sighting) continue;
    const share = strengthOf(sighting.score) / strengthOf(thresholds[sensitivity]);
    if (best && best.share >= share) continue;
    best = { network, at, share, sighting: { ...sighting, windowMinutes: windowMinutesOf(sighting, stepMs) } };
  }
  return best;
}

function gatesOf(
  facts: Omit<WhyNot, "gates"> & { readonly byMany: boolean | null },
  judged: readonly Judged[],
  { createdAt, alerts, rules, mutedUntil: allMuted, sensitivity }: Tracker,
): readonly Gate[] {
  const { span, coverage, posts, best, incident, quietUntil: quiet, byMany } = facts;
  const came = incident !== null && incident.openedAt >= span.from;
  const isOff = !alerts || !isWatched(rules, "burst");
  const muted = [allMuted, mutedUntil(rules, "burst")].some((until) => until !== null && until > span.from);
  const isMuted = came ? incident.silent : isOff || muted;
  const announced = judged.some(({ judgement }) => judgement.alerts.includes(sensitivity));
  const strong = came || (best !== null && best.share >= 1);
  const isNew = !best || best.sighting.returnDays === null || best.sighting.returnDays >= noveltyDays;
  const passed: Readonly<Record<GateName, boolean | null>> = {
    tracked: createdAt <= span.to,
    collected: coverage >= coverageMin,
    matched: posts > 0,
    learned: came || best !== null,
    floor: best ? came || best.sighting.count >= postsMin : null,
    strength: best || came ? strong : null,
    novelty: best ? strong || isNew : null,
    authors: strong ? came || byMany : null,
    cooldown: strong ? came || (incident === null && announced) : incident === null ? null : false,
    muted: !isMuted,
    quiet: quiet === null ? true : came && incident.message !== null ? null : false,
    delivered: came ? incident.message !== null : null,
  };
  return gateNames.map((name) => ({ name, passed: passed[name] }));
}
