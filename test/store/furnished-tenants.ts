import postgres from "postgres";
import type { Card } from "../../src/cards/card.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import { usualPeace } from "../../src/model/peace.ts";
import type { Tenant } from "../../src/model/tenant.ts";
import { openMessages } from "../../src/store/messages.ts";
import type { OpenDatabase } from "../postgres.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { sampleAuthor, samplePost } from "./sample-posts.ts";
import { ann, channelOf, hashtag, later, noon, sampleAlarm, sampleIncident, sampleWish } from "./sample-tenants.ts";

/** Two workspaces that follow the same hashtag. */
export const [mine, theirs] = ["slack:TA", "slack:TB"] as const;

/** Every table whose rows belong to one workspace each; those of feeds may belong to nobody. */
export const walled = [
  "installations",
  "trackers",
  "incidents",
  "alarms",
  "feedback",
  "exclusions",
  "deliveries",
  "boards",
  "digests",
  "relays",
  "relay_posts",
  "peaces",
  "roundups",
  "notices",
  "changes",
  "messages",
  "links",
  "echoes",
  "corrections",
  "word_lists",
  "feeds",
] as const;

export const secret: Card = { title: "Secret", tone: "neutral", summary: "Secret", parts: [] };

/** One of everything, of the same hashtag in each workspace; both listen to the same shared feed. */
async function furnish({ store, database }: OpenTenants, workspace: string) {
  const tenant: Tenant = store.tenant(workspace);
  const { tracker } = await tenant.trackers.create(sampleWish(workspace, "worldcup"));
  const { feeds } = store;
  const subject = hashtag("worldcup");
  const feed = await feeds.ensure({ source: "s", network: "bluesky", subject, workspace: null });
  const own = await feeds.ensure({ source: "s", network: "bluesky", subject, workspace });
  await feeds.write({
    posts: [
      {
        post: samplePost(`post of ${workspace}`, later(-minuteMs), { author: sampleAuthor("a") }),
        feeds: [feed.id, own.id],
      },
    ],
    at: noon,
    seen: [feed, own].map(({ id }) => ({ feed: id, span: { from: later(-hourMs), to: noon } })),
  });
  await tenant.trackers.setFeeds(tracker.id, [feed.id, own.id]);
  const { incident } = await tenant.incidents.open(sampleIncident(tracker.id));
  const alarm = await tenant.alarms.raise(sampleAlarm(tracker.id));
  if (!alarm) throw new Error("an alarm was refused");
  await tenant.feedback.say({ incident: incident.id, who: ann, verdict: "useful" }, noon);
  const exclusion = await tenant.feedback.exclude({ tracker: tracker.id, kind: "author", name: "loud", of: "bluesky" });
  const channel = channelOf(workspace);
  const board = await tenant.boards.create({
    tracker: tracker.id,
    channel,
    periodMs: dayMs,
    createdBy: ann,
    endsAt: later(dayMs),
  });
  const { digest } = await tenant.digests.put({
    channel,
    isPersonal: false,
    createdBy: ann,
    schedule: { every: "day", weekday: 1, hour: 9, minute: 0, zone: "UTC" },
    trackers: [tracker.id],
    quiet: "line",
    since: noon,
    nextAt: noon,
  });
  const relay = await tenant.relays.create({
    tracker: tracker.id,
    channel,
    mode: "each",
    maxPerHour: 10,
    createdBy: ann,
    since: later(-hourMs),
    toldTo: noon,
  });
  const peace = await tenant.peaces.put(channel, { ...usualPeace, perHour: workspace === mine ? 3 : 4 });
  const notice = { key: `incident:${incident.id}`, channel, tracker: tracker.id, kind: "burst", at: noon } as const;
  const roundup = await tenant.roundups.place(notice, { quietUntil: later(hourMs), perHour: null });
  if (!roundup) throw new Error("a notice was not collected");
  const change = await tenant.changes.record({ kind: "mute", who: ann, about: tracker.id, before: {} });
  await tenant.deliveries.claim("the same key");
  await tenant.deliveries.sent("the same key", { channel, id: `sent in ${workspace}` });
  const message = await openMessages(database).add({
    workspace,
    channel: "C1",
    author: null,
    onlyFor: null,
    content: secret,
    at: noon,
  });
  await database.inWorkspace(
    workspace,
    (_, sql) =>
      sql`insert into installations (workspace_id, surface, sealed, scopes, installed_by, installed_at) values (${workspace}, 'slack', 'sealed', '{}', 'U1', now())`,
  );
  const [line] = await tenant.reader.topPosts({ trackers: [tracker.id], from: later(-hourMs), to: noon }, 1);
  const post = line?.key ?? 0;
  await tenant.relays.meet(relay.id, noon, [{ key: post, marks: ["wsame"], twinOf: null }], null);
  const correction = await tenant.corrections.correct(post, { tracker: tracker.id, sentiment: "positive", who: ann });
  if (typeof correction === "string") throw new Error("a correction was refused");
  const wordList = await tenant.wordLists.save(null, { name: "brand", words: ["acme"] }, ann);
  const link = await tenant.links.offer(ann);
  if (link === "full") throw new Error("an offer was refused");
  await tenant.echoes.put(link.id, incident.id, { acknowledged: { by: ann.name, at: noon }, muted: null });
  return {
    tracker,
    feed,
    own,
    post,
    correction: correction.id,
    wordList: wordList.id,
    incident,
    alarm,
    exclusion,
    board,
    digest,
    relay,
    peace: peace.id,
    notice,
    roundup,
    change,
    message,
    link,
  };
}

export type Furniture = Awaited<ReturnType<typeof furnish>>;

/** From here on what is made is numbered from `first`, so that it is known wherever it turns up. */
async function number(adminUrl: string, first: number): Promise<void> {
  const admin = postgres(adminUrl, { max: 1 });
  for (const table of [
    "trackers",
    "incidents",
    "alarms",
    "exclusions",
    "boards",
    "digests",
    "relays",
    "peaces",
    "roundups",
    "notices",
    "changes",
    "messages",
    "links",
    "corrections",
    "word_lists",
  ])
    await admin`select setval(pg_get_serial_sequence(${table}, 'id'), ${first}, false)`;
  await admin.end();
}

/** Both workspaces with one of everything; the numbers of what `mine` made have six digits, the others' do not. */
export async function openFurnished(open?: OpenDatabase) {
  const tenants = await openTenants([mine, theirs], open);
  await number(tenants.adminUrl, 900_001);
  const made = await furnish(tenants, mine);
  await number(tenants.adminUrl, 1);
  const others = await furnish(tenants, theirs);
  return {
    ...tenants,
    /** What `mine` made. */
    made,
    /** What `theirs` made. */
    others,
    /** All of it, as it stands. */
    standing: () =>
      tenants.database.inWorkspace(mine, async (_, sql) => {
        const tables = [];
        for (const table of [...walled, "workspaces", "listeners"])
          tables.push(await sql`select to_jsonb(t) as row from ${sql(table)} t order by 1`);
        return JSON.stringify(tables);
      }),
  };
}
