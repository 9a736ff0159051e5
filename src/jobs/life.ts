import { isByMany, windowsBefore } from "../analysis/authors.ts";
import { isExcluded } from "../analysis/excluded.ts";
import { nextPhase } from "../analysis/incident.ts";
import { announcedAt, type Judgement } from "../analysis/spikes.ts";
import { readExcess } from "../analysis/why-reading.ts";
import { isWatched, mutedUntil } from "../model/alert-rules.ts";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import type { Incident, Phase, Sighting } from "../model/incident.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";

/** How far back "usual" looks. */
const usualDays = 14;

interface News {
  readonly workspace: string;
  readonly tracker: number;
  readonly network: string;
  readonly judgements: readonly Judgement[];
  /** Older bursts are history, not news; absent where the feed tells everything as it happens. */
  readonly notBefore?: Date;
}

/**
 * Opens, moves and ends the incidents of one tracker by what a detector saw in one of its networks; one network at a time, since
 * what the next one sees may be part of what this one just told.
 */
export const moveIncident = (news: News, services: Services): Promise<void> =>
  services.tenant(news.workspace).incidents.alone(news.tracker, () => move(news, services));

async function move(
  { workspace, tracker: id, network, judgements, notBefore }: News,
  services: Services,
): Promise<void> {
  const { trackers, incidents } = services.tenant(workspace);
  const tracker = await trackers.get(id);
  if (!tracker) return;
  const before = await incidents.openFor(id);
  const [newest] = await incidents.list([id], 1);
  const tell = (incident: Incident) =>
    services.jobs.add({ name: "incident", input: { workspace, incident: incident.id } });
  const [firstJudged] = judgements;
  // Judged a second time because the first try died: whether its end was told is not known.
  if (newest?.endedAt && firstJudged && newest.endedAt >= firstJudged.at) await tell(newest);
  // What an incident that is over told already is no news, seen by another network or judged a second time.
  const newsFrom = latest(latest(tracker.createdAt, newest?.endedAt), notBefore);
  const isTold = tracker.alerts && isWatched(tracker.rules, "burst");
  const isNews = (at: Date | null) => at !== null && at > newsFrom;
  const alerts = judgements.filter((judged) => isNews(announcedAt(judged, tracker.sensitivity)) && isTold);
  const from = before?.openedAt ?? alerts[0]?.at;
  const judgedTo = judgements.at(-1)?.at;
  if (!from || !judgedTo || from > judgedTo) return;
  // A network that lags behind the others takes nothing back that they told.
  const to = latest(latest(judgedTo, before?.movedAt), before?.peak.at);
  let shown = before;
  let live = before && reborn(before);
  for (const minute of await minutesOf(tracker, from, to, services)) {
    const alert = alerts.find(({ at }) => at.getTime() === minute.at.getTime())?.sighting;
    if (live) live = grown(live, minute, alert ? network : null);
    else if (alert) {
      // An episode that too few wrote so far may be everybody's a minute later.
      const opened = await openWith(alert, minute, { tracker, network }, services);
      if (!opened) continue;
      shown = opened;
      live = reborn(opened);
      await tell(opened);
      await services.jobs.add({ name: "share", input: { workspace, incident: opened.id } });
    }
    if (live?.incident.phase !== "over") continue;
    await tell(await incidents.change(live.incident.id, { ...changeable(live.incident), endedAt: minute.at }));
    live = null;
  }
  // One of an earlier time that has no message yet may have died before it was told.
  const isUntold = before !== null && !before.message && !before.silent;
  if (!live || (isShownBy(shown, live.incident) && !isUntold)) return;
  await tell(await incidents.change(live.incident.id, changeable(live.incident)));
}

const latest = (a: Date, b: Date | null | undefined): Date => (b && b > a ? b : a);

const changeable = ({ phase, peak, networks, lastHour, movedAt }: Incident) => ({
  phase,
  peak,
  networks,
  lastHour,
  movedAt,
});

const isShownBy = (before: Incident | null, { phase, peak, networks }: Incident): boolean =>
  before?.phase === phase && before.peak.count === peak.count && before.networks.length === networks.length;

/** An incident on its way through its minutes. */
interface Live {
  readonly incident: Incident;
  /** What the sum of the last hour says, when that last moved, and the highest such sum. */
  readonly hour: { readonly phase: Phase; readonly movedAt: Date; readonly highest: number };
  /** The highest sum of 15 minutes. */
  readonly highestQuarter: number;
}

/** From its opening on an incident is a function of its minutes, so it is told from the start each time: nothing is counted twice. */
const reborn = (incident: Incident): Live => ({
  incident: { ...incident, phase: "rising", peak: incident.first, movedAt: incident.openedAt },
  hour: { phase: "rising", movedAt: incident.openedAt, highest: 0 },
  highestQuarter: 0,
});

/** What a tracker's networks brought together, at the end of one minute. */
interface Minute {
  readonly at: Date;
  /** Posts in the last 5, 15 and 60 minutes; null where any of them was blind. */
  readonly last: Readonly<Record<Sighting["windowMinutes"], number | null>>;
  readonly usualHour: number;
}

async function minutesOf(tracker: Tracker, from: Date, to: Date, services: Services): Promise<Minute[]> {
  const { reader } = services.tenant(tracker.channel.workspace);
  const scope = { trackers: [tracker.id], from: new Date(from.getTime() - hourMs), to };
  const { points } = await reader.series(scope, minuteMs);
  const usual = await usualBefore(tracker, from, services);
  const sum = (end: number, minutes: number) =>
    points
      .slice(Math.max(0, end - minutes), end)
      .reduce<number | null>((total, { posts }) => (total === null || posts === null ? null : total + posts), 0);
  return points.flatMap(({ at }, i) => {
    const end = new Date(at.getTime() + minuteMs);
    return end < from
      ? []
      : [{ at: end, last: { 5: sum(i + 1, 5), 15: sum(i + 1, 15), 60: sum(i + 1, 60) }, usualHour: usual(end) }];
  });
}

/** The usual hour at a time: the mean of the same hour of the day, an hour to either side, on the days before `from`; of all hours where there is no such day. */
async function usualBefore(tracker: Tracker, from: Date, services: Services): Promise<(at: Date) => number> {
  const to = new Date(Math.floor(from.getTime() / hourMs) * hourMs);
  const scope = { trackers: [tracker.id], from: new Date(to.getTime() - usualDays * dayMs), to };
  const { points } = await services.tenant(tracker.channel.workspace).reader.series(scope, hourMs);
  const byHour = Array.from({ length: 24 }, (_, hour) => {
    const near = points.filter((point) => [0, 1, 23].includes((point.at.getUTCHours() - hour + 24) % 24));
    return mean(near) ?? mean(points) ?? 0;
  });
  return (at) => byHour[at.getUTCHours()] ?? 0;
}

function mean(points: readonly { posts: number | null }[]): number | null {
  const seen = points.flatMap(({ posts }) => (posts === null ? [] : [posts]));
  return seen.length === 0 ? null : seen.reduce((a, b) => a + b, 0) / seen.length;
}

/** The detector's sighting of one network, told for all of the tracker's networks together; null where that window was blind. */
function together(
  sighting: Sighting,
  { at, last, usualHour }: Minute,
  windowMinutes: Sighting["windowMinutes"],
): Sighting | null {
  const count = last[windowMinutes];
  return count === null ? null : { ...sighting, at, windowMinutes, count, expected: (usualHour * windowMinutes) / 60 };
}

async function openWith(
  sighting: Sighting,
  minute: Minute,
  { tracker, network }: { tracker: Tracker; network: string },
  services: Services,
): Promise<Incident | null> {
  const { incidents, reader } = services.tenant(tracker.channel.workspace);
  const first = together(sighting, minute, sighting.windowMinutes) ?? { ...sighting, at: minute.at };
  const back = (windows: number) => new Date(minute.at.getTime() - windows * sighting.windowMinutes * minuteMs);
  const [before, from] = [back(1 + windowsBefore), back(1)];
  const authorsOf = (window: { from: Date; to: Date }) => reader.authors({ trackers: [tracker.id], ...window });
  const authors = await authorsOf({ from, to: minute.at });
  const wrote = { posts: first.count, authors, authorsBefore: await authorsOf({ from: before, to: from }) };
  if (!isByMany(wrote, tracker.sensitivity)) return null;
  const { incident } = await incidents.open({
    tracker: tracker.id,
    phase: "rising",
    sensitivity: tracker.sensitivity,
    openedAt: minute.at,
    movedAt: minute.at,
    networks: [network],
    first,
    peak: first,
    lastHour: minute.last[60] ?? first.count,
    authors: authors || null,
    silent: isMutedAt(minute.at, tracker) || (await isLeftOut(tracker, minute, services)),
  });
  return incident;
}

const isMutedAt = (at: Date, { mutedUntil: all, rules }: Tracker): boolean =>
  [all, mutedUntil(rules, "burst")].some((until) => until !== null && until > at);

/** Whether what is more than usual in the last hour is mostly what somebody said is not relevant. */
async function isLeftOut(tracker: Tracker, { at }: Minute, services: Services): Promise<boolean> {
  const { feedback, reader } = services.tenant(tracker.channel.workspace);
  const exclusions = await feedback.exclusions(tracker.id);
  if (exclusions.length === 0) return false;
  const found = await readExcess(reader, tracker, { from: new Date(at.getTime() - hourMs), to: at });
  return typeof found !== "string" && isExcluded(found.excess, exclusions);
}

/** One minute further. */
function grown({ incident, hour, highestQuarter }: Live, minute: Minute, joined: string | null): Live {
  const { at, last, usualHour } = minute;
  const lastHour = last[60];
  const course = { phase: hour.phase, peakCount: hour.highest, lastHour, expected: usualHour };
  const hourPhase = nextPhase({ ...course, movedAt: hour.movedAt, at });
  const isHigher = lastHour !== null && lastHour > hour.highest;
  // An hour's sum goes on rising long after a burst: that it fades already, the last 15 minutes tell.
  const isFading = last[15] !== null && last[15] < highestQuarter / 2;
  const phase = hourPhase === "rising" && isFading ? "peak" : hourPhase;
  const networks = joined && !incident.networks.includes(joined) ? [...incident.networks, joined] : incident.networks;
  return {
    incident: {
      ...incident,
      phase,
      networks,
      lastHour: lastHour ?? incident.lastHour,
      peak: telling(incident.peak, minute),
      movedAt: phase === incident.phase ? incident.movedAt : at,
    },
    hour: {
      phase: hourPhase,
      movedAt: hourPhase !== hour.phase || isHigher ? at : hour.movedAt,
      highest: Math.max(hour.highest, lastHour ?? 0),
    },
    highestQuarter: Math.max(highestQuarter, last[15] ?? 0),
  };
}

/** A wider window takes the headline when it holds more posts and stands out at least half as much. */
function telling(peak: Sighting, minute: Minute): Sighting {
  const times = ({ count, expected }: Sighting) => count / Math.max(expected, 1);
  return ([5, 15, 60] as const)
    .filter((windowMinutes) => windowMinutes >= peak.windowMinutes)
    .flatMap((windowMinutes) => together(peak, minute, windowMinutes) ?? [])
    .reduce((best, seen) => (seen.count > best.count && times(seen) >= times(best) / 2 ? seen : best), peak);
}
