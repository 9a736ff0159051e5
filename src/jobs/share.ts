import type { Link, SharedState } from "../model/link.ts";
import type { Subject } from "../model/subject.ts";
import type { Services } from "../services.ts";
import { defineJob } from "./job.ts";

/**
 * Makes what linked workspaces show of each other's incidents of one subject as it is, both ways. Each side is read, and written, as that
 * side; what crosses is a SharedState.
 */
export default defineJob<{ workspace: string; incident: number }>()({
  name: "share",
  attempts: 8,
  // Each holds a connection to the database while it works.
  concurrency: 2,
  key: ({ incident }) => `${incident}`,
  async run({ workspace, incident: id }, services) {
    const { incidents, trackers, links } = services.tenant(workspace);
    const standing = await links.list();
    const incident = standing.length > 0 ? await incidents.get(id) : null;
    const tracker = incident && (await trackers.get(incident.tracker));
    if (!tracker) return;
    for (const link of standing) {
      const there = link.other.workspace;
      // What is read within is as new as whatever was asked for before, so the last to be done has the last word.
      await links.alone(link.id, async () => {
        if (!(await isMutual(link, workspace, services))) return;
        await carry({ from: workspace, to: there, link: link.id, subject: tracker.subject }, services);
        await carry({ from: there, to: workspace, link: link.id, subject: tracker.subject }, services);
      });
    }
  },
});

/** Each side is asked for itself whether the link stands. */
async function isMutual({ id, other }: Link, workspace: string, { tenant }: Services): Promise<boolean> {
  const here = await tenant(workspace).links.get(id);
  const there = await tenant(other.workspace).links.get(id);
  return (
    here?.state === "linked" &&
    there?.state === "linked" &&
    here.other.workspace === other.workspace &&
    there.other.workspace === workspace
  );
}

interface Way {
  readonly from: string;
  readonly to: string;
  readonly link: number;
  readonly subject: Subject;
}

async function carry({ from, to, link, subject }: Way, services: Services): Promise<void> {
  const state = await stateIn(from, subject, services);
  const { echoes } = services.tenant(to);
  for (const { incident } of await openIn(to, subject, services)) {
    if (await echoes.put(link, incident.id, state))
      await services.jobs.add({ name: "incident", input: { workspace: to, incident: incident.id } });
  }
}

/** As many open incidents as a workspace may have of one subject, one a channel, and be looked at. */
const incidentsMax = 100;

async function openIn(workspace: string, { kind, key }: Subject, { tenant }: Services) {
  const { trackers, incidents } = tenant(workspace);
  const following = (await trackers.list()).filter(({ subject }) => subject.kind === kind && subject.key === key);
  const ids = following.map(({ id }) => id);
  return (await incidents.list(ids, incidentsMax)).flatMap((incident) => {
    const tracker = following.find(({ id }) => id === incident.tracker);
    return tracker && !incident.endedAt ? [{ incident, tracker }] : [];
  });
}

/** Of several channels, who was on it first, and the mute that lasts longest. */
async function stateIn(workspace: string, subject: Subject, services: Services): Promise<SharedState> {
  const now = services.clock.now();
  const open = await openIn(workspace, subject, services);
  const [first] = open
    .flatMap(({ incident }) => incident.acknowledged ?? [])
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const [longest] = open
    .flatMap(({ tracker }) =>
      tracker.mutedUntil && tracker.mutedUntil > now ? [{ id: tracker.id, until: tracker.mutedUntil }] : [],
    )
    .sort((a, b) => b.until.getTime() - a.until.getTime());
  const mute = longest && (await services.tenant(workspace).changes.latest("mute", longest.id));
  return {
    acknowledged: first ? { by: first.who.name, at: first.at } : null,
    muted: longest && mute ? { by: mute.who.name, until: longest.until } : null,
  };
}
