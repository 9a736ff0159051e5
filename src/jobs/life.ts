import { nextPhase } from "../analysis/incident.ts";
import type { Judgement } from "../analysis/spikes.ts";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import type { Incident, Sighting } from "../model/incident.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";

/** How far back "usual" looks. */
const usualDays = 14;

interface News {
  readonly workspace: string;
  readonly tracker: number;
  readonly network: string;
  readonly judgements: readonly Judgement[];
}

/** Opens, moves and ends the incidents of one tracker by what a detector saw in one of its networks. */
export async function moveIncident(
  { workspace, tracker: id, network, judgements }: News,
  services: Services,
): Promise<void> {
  const { trackers, incidents } = services.tenant(workspace);
  const tracker = await trackers.get(id);
  if (!tracker) return;
  const alerts = judgements.filter(
    ({ at, alerts }) => alerts.includes(tracker.sensitivity) && at > tracker.createdAt && tracker.alerts,
  );
  const before = await incidents.openFor(id);
  const from = before?.movedAt ?? alerts[0]?.at;
  const to = judgements.at(-1)?.at;
  if (!from || !to || from > to) return;
  let open = before;
  const tell = (incident: Incident) =>
    services.jobs.add({ name: "incident", input: { workspace, incident: incident.id } });
  for (const minute of await minutesOf(tracker, from, to, services)) {
    const alert = alerts.find(({ at }) => at.getTime() === minute.at.getTime())?.sighting;
    if (open) open = moved(open, minute, alert ? network : null);
    else if (alert) {
      open = await openWith(alert, minute, { tracker, network }, services);
      await tell(open);
    }
    if (open?.phase !== "over") continue;
    await tell(await incidents.change(open.id, { ...changeable(open), endedAt: minute.at }));
    open = null;
  }
  if (open && JSON.stringify(open) !== JSON.stringify(before))
    await tell(await incidents.change(open.id, changeable(open)));
}

const changeable = ({ phase, peak, networks, lastHour, movedAt }: Incident) => ({
  phase,
  peak,
  networks,
  lastHour,
  movedAt,
});

/** What a tracker's networks brought together, at the end of one minute. */
interface Minute {
  readonly at: Date;
  /** Posts in the last 5, 15 and 60 minutes. */
  readonly last: Readonly<Record<Sighting["windowMinutes"], number>>;
  readonly usualHour: number;
}

async function minutesOf(tracker: Tracker, from: Date, to: Date, services: Services): Promise<Minute[]> {
  const { reader } = services.tenant(tracker.channel.workspace);
  const scope = { trackers: [tracker.id], from: new Date(from.getTime() - hourMs), to };
  const { points } = await reader.series(scope, minuteMs);
  const usualHour = await usualOf(tracker, from, services);
  const posts = points.map((point) => point.posts ?? 0);
  const sum = (end: number, minutes: number) => posts.slice(Math.max(0, end - minutes), end).reduce((a, b) => a + b, 0);
  return points.flatMap(({ at }, i) => {
    const end = new Date(at.getTime() + minuteMs);
    return end < from
      ? []
      : [{ at: end, last: { 5: sum(i + 1, 5), 15: sum(i + 1, 15), 60: sum(i + 1, 60) }, usualHour }];
  });
}

/** The mean of the same hour of the day, an hour to either side, on the days before; of all hours where there is no such day. */
async function usualOf(tracker: Tracker, at: Date, services: Services): Promise<number> {
  const to = new Date(Math.floor(at.getTime() / hourMs) * hourMs);
  const scope = { trackers: [tracker.id], from: new Date(to.getTime() - usualDays * dayMs), to };
  const { points } = await services.tenant(tracker.channel.workspace).reader.series(scope, hourMs);
  const hour = at.getUTCHours();
  const near = points.filter((point) => [0, 1, 23].includes((point.at.getUTCHours() - hour + 24) % 24));
  return mean(near) ?? mean(points) ?? 0;
}

function mean(points: readonly { posts: number | null }[]): number | null {
  const seen = points.flatMap(({ posts }) => (posts === null ? [] : [posts]));
  return seen.length === 0 ? null : seen.reduce((a, b) => a + b, 0) / seen.length;
}

/** The detector's sighting of one network, told for all of the tracker's networks together. */
const together = (
  sighting: Sighting,
  { at, last, usualHour }: Minute,
  windowMinutes: Sighting["windowMinutes"],
): Sighting => ({
  ...sighting,
  at,
  windowMinutes,
  count: last[windowMinutes],
  expected: (usualHour * windowMinutes) / 60,
});

async function openWith(
  sighting: Sighting,
  minute: Minute,
  { tracker, network }: { tracker: Tracker; network: string },
  services: Services,
): Promise<Incident> {
  const { incidents, reader } = services.tenant(tracker.channel.workspace);
  const first = together(sighting, minute, sighting.windowMinutes);
  const window = { from: new Date(minute.at.getTime() - sighting.windowMinutes * minuteMs), to: minute.at };
  const { incident } = await incidents.open({
    tracker: tracker.id,
    phase: "rising",
    sensitivity: tracker.sensitivity,
    openedAt: minute.at,
    movedAt: minute.at,
    networks: [network],
    first,
    peak: first,
    lastHour: minute.last[60],
    authors: await reader.authors({ trackers: [tracker.id], ...window }),
    silent: tracker.mutedUntil !== null && tracker.mutedUntil > minute.at,
  });
  return incident;
}

/** One minute further; the same object where nothing worth telling moved. */
function moved(incident: Incident, minute: Minute, joined: string | null): Incident {
  if (minute.at < incident.movedAt) return incident;
  const lastHour = minute.last[60];
  const { phase: before, peak: highest } = incident;
  const lastMoved = new Date(Math.max(incident.movedAt.getTime(), highest.at.getTime()));
  const phase = nextPhase({
    phase: before,
    peakCount: highest.count,
    lastHour,
    expected: minute.usualHour,
    movedAt: lastMoved,
    at: minute.at,
  });
  const peak = lastHour > highest.count ? together(highest, minute, 60) : highest;
  const networks = joined && !incident.networks.includes(joined) ? [...incident.networks, joined] : incident.networks;
  if (phase === before && peak === highest && networks === incident.networks) return incident;
  return { ...incident, phase, peak, networks, lastHour, movedAt: phase === before ? incident.movedAt : minute.at };
}
