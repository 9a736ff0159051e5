import { alreadyTracked, trackingCard } from "../cards/tracking.ts";
import { listed } from "../model/figure.ts";
import type { Subject, SubjectKind } from "../model/subject.ts";
import { sensitivities } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { type Call, defineCommand } from "./command.ts";
import { refuse } from "./option.ts";
import { choice, names, pace, subjects } from "./options.ts";

const options = {
  tag: subjects("The hashtag to follow, or several"),
  on: names("Only these networks, e.g. on:bluesky,mastodon"),
  every: pace("How often to read each network, e.g. every:15m"),
  alerts: choice("How easily spike alerts fire", sensitivities),
};

export default defineCommand({
  name: "track",
  help: "Follow a hashtag in this channel",
  examples: ["/track #worldcup", "/track #cats #dogs on:bluesky,mastodon every:15m alerts:strict"],
  options,
  writes: () => true,
  async run(call, services) {
    const [reply, ...also] = await inTurn(call.options.tag.map((wish) => () => track(wish, call, services)));
    return { ...(reply ?? { visible: "only-you" as const }), also };
  },
});

/** One after the other, so that cards come in the order in which tags were typed. */
async function inTurn<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = [];
  for (const work of works) done.push(await work());
  return done;
}

async function track(
  wish: Subject,
  { options: { on, every, alerts }, where, who }: Call<typeof options>,
  services: Services,
): Promise<Reply> {
  const { sources, jobs } = services;
  const networks = chosen(on, wish.kind, services);
  const { trackers, changes } = services.tenant(where.channel.workspace);
  const { tracker, created } = await trackers.create({
    channel: where.channel,
    subject: wish,
    networks,
    paceMs: every?.ms ?? shortestPaceMs(networks, services),
    sensitivity: alerts ?? "balanced",
    createdBy: who,
  });
  const input = { workspace: where.channel.workspace, tracker: tracker.id };
  // Also where it is there already: mends a tracker whose first following was cut short.
  await jobs.add({ name: "follow", input });
  // One whose card could not be posted when it was made is as good as new.
  if (!created && tracker.message)
    return { visible: "only-you", card: alreadyTracked(tracker, sources.labels(tracker.networks)) };
  const change = await changes.record({ kind: "track", who, about: tracker.id, before: {} });
  return {
    visible: "channel",
    card: trackingCard({
      tracker,
      networks: sources.labels(networks),
      disclosure: sources.disclosure(networks),
      undo: change.id,
      first: null,
    }),
    posted: async (message) => {
      await trackers.change(tracker.id, { message });
      await jobs.add({ name: "welcome", input: { ...input, looks: 0 } });
    },
  };
}

function chosen(wanted: readonly string[], kind: SubjectKind, { sources }: Services): readonly string[] {
  const able = sources.networks.filter((n) => n.source.can.subjects.includes(kind)).map((n) => n.name);
  if (able.length === 0)
    refuse(`No network here can follow ${kind}s yet. Follow a hashtag instead, for example /track #worldcup`);
  const unknown = wanted.filter((name) => !able.includes(name));
  if (unknown.length > 0) refuse(`There is no network “${shorten(unknown[0])}” here. Choose from ${listed(able)}.`);
  return wanted.length > 0 ? able.filter((name) => wanted.includes(name)) : able;
}

const shorten = (name = ""): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);

const shortestPaceMs = (networks: readonly string[], { sources }: Services): number =>
  Math.min(...sources.networks.filter((n) => networks.includes(n.name)).map((n) => n.source.paceMs));
