import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayMs, drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import { usualPeace } from "../../src/model/peace.ts";
import { openMessages } from "../../src/store/messages.ts";
import { openStore } from "../../src/store/store.ts";
import { onEveryServer, openDatabase, type Server } from "../postgres.ts";
import { type Answer, type Asker, ask, type Condition, marksOf } from "./forgotten-where.ts";
import { type Furniture, mine, openFurnished, secret, theirs, walled } from "./furnished-tenants.ts";
import { ben, channelOf, later, noon, sampleAlarm, sampleIncident, sampleWish } from "./sample-tenants.ts";

type Verb = (asker: Asker, of: Furniture) => Promise<unknown>;

const scopeOf = ({ tracker }: Furniture) => ({ trackers: [tracker.id], from: later(-hourMs), to: noon });

let placed = 0;

/** Every verb of a workspace, each with numbers of somebody's. */
const verbs: Readonly<Record<string, Verb>> = {
  "reader.series": ({ tenant }, of) => tenant.reader.series(scopeOf(of), minuteMs),
  "reader.counts": ({ tenant }, of) => tenant.reader.counts(scopeOf(of), minuteMs),
  "reader.totals": ({ tenant }, of) => tenant.reader.totals(scopeOf(of)),
  "reader.topPosts": ({ tenant }, of) => tenant.reader.topPosts(scopeOf(of), 10),
  "reader.authors": ({ tenant }, of) => tenant.reader.authors(scopeOf(of)),
  "reader.ranking": ({ tenant }, of) => tenant.reader.ranking(scopeOf(of), { by: "people", count: 10 }),
  "reader.author": ({ tenant }, of) => tenant.reader.author(scopeOf(of), "a"),
  "reader.coverage": ({ tenant }, { tracker }) =>
    tenant.reader.coverage([tracker.id], [{ from: later(-hourMs), to: noon }]),
  "reader.reactions": ({ tenant }, of) => tenant.reader.reactions(scopeOf(of), of.post),
  "reader.companions": ({ tenant }, of) => tenant.reader.companions(scopeOf(of)),
  "reader.newcomers": ({ tenant }, of) =>
    tenant.reader.newcomers(scopeOf(of), { since: later(-dayMs), followersMin: 1 }),
  "reader.texts": ({ tenant }, of) => tenant.reader.texts(scopeOf(of), 10),
  "corrections.correct": ({ tenant }, { post, tracker }) =>
    tenant.corrections.correct(post, { tracker: tracker.id, sentiment: "neutral", who: ben }),
  "corrections.isReplaced": ({ tenant }, { correction, change }) =>
    tenant.corrections.isReplaced(correction, change.id - 1),
  "corrections.restore": ({ tenant }, { correction, change }) =>
    tenant.corrections.restore(correction, { before: null, change: change.id }),
  "wordLists.list": ({ tenant }) => tenant.wordLists.list(),
  "wordLists.save": ({ tenant }, { wordList }) =>
    tenant.wordLists.save(wordList, { name: "brand", words: ["umbrella"] }, ben),
  "wordLists.remove": ({ tenant }, { wordList }) => tenant.wordLists.remove(wordList),
  "trackers.create": ({ tenant }, { tracker }) =>
    tenant.trackers.create(sampleWish(tracker.channel.workspace, "worldcup", { createdBy: ben })),
  "trackers.get": ({ tenant }, { tracker }) => tenant.trackers.get(tracker.id, { evenRemoved: true }),
  "trackers.find": ({ tenant }, { tracker }) => tenant.trackers.find(tracker.channel, tracker.subject),
  "trackers.list": async ({ tenant }, { tracker }) => [
    await tenant.trackers.list(),
    await tenant.trackers.list(tracker.channel),
  ],
  "trackers.change": ({ tenant }, { tracker }) => tenant.trackers.change(tracker.id, { sensitivity: "strict" }),
  "trackers.setFeeds": ({ tenant }, { tracker, feed, own }) => tenant.trackers.setFeeds(tracker.id, [feed.id, own.id]),
  "trackers.remove": ({ tenant }, { tracker }) => tenant.trackers.remove(tracker.id),
  "trackers.restore": ({ tenant }, { tracker }) => tenant.trackers.restore(tracker.id),
  "incidents.alone": ({ tenant }, { tracker }) => tenant.incidents.alone(tracker.id, async () => "done"),
  "incidents.open": ({ tenant }, { tracker }) => tenant.incidents.open(sampleIncident(tracker.id)),
  "incidents.get": ({ tenant }, { incident }) => tenant.incidents.get(incident.id),
  "incidents.openFor": ({ tenant }, { tracker }) => tenant.incidents.openFor(tracker.id),
  "incidents.list": ({ tenant }, { tracker }) => tenant.incidents.list([tracker.id], 10),
  "incidents.openedIn": ({ tenant }, { tracker }) =>
    tenant.incidents.openedIn([tracker.id], { from: later(-dayMs), to: later(dayMs) }),
  "incidents.change": ({ tenant }, { incident }) => tenant.incidents.change(incident.id, { phase: "cooling" }),
  "alarms.raise": ({ tenant }, { tracker }) => tenant.alarms.raise(sampleAlarm(tracker.id, { key: "another" })),
  "alarms.get": ({ tenant }, { alarm }) => tenant.alarms.get(alarm.id),
  "alarms.open": ({ tenant }, { tracker }) => tenant.alarms.open(tracker.id),
  "alarms.since": ({ tenant }, { tracker }) => tenant.alarms.since(tracker.id, later(-dayMs)),
  "alarms.end": ({ tenant }, { alarm }) => tenant.alarms.end(alarm.id, noon, alarm.facts),
  "alarms.posted": ({ tenant }, { alarm }) => tenant.alarms.posted(alarm.id, { channel: channelOf(theirs), id: "new" }),
  "feedback.say": ({ tenant }, { incident }) =>
    tenant.feedback.say({ incident: incident.id, who: ben, verdict: "noisy" }, noon),
  "feedback.of": ({ tenant }, { incident }) => tenant.feedback.of([incident.id]),
  "feedback.exclude": ({ tenant }, { tracker }) =>
    tenant.feedback.exclude({ tracker: tracker.id, kind: "author", name: "storm", of: "bluesky" }),
  "feedback.exclusions": ({ tenant }, { tracker }) => tenant.feedback.exclusions(tracker.id),
  "feedback.include": ({ tenant }, { exclusion }) => tenant.feedback.include(exclusion.id),
  "boards.create": ({ tenant }, { tracker }) =>
    tenant.boards.create({
      tracker: tracker.id,
      channel: channelOf(theirs, "C9"),
      periodMs: dayMs,
      createdBy: ben,
      endsAt: noon,
    }),
  "boards.get": ({ tenant }, { board }) => tenant.boards.get(board.id),
  "boards.list": async ({ tenant }, { board }) => [await tenant.boards.list(), await tenant.boards.list(board.channel)],
  "boards.change": ({ tenant }, { board }) => tenant.boards.change(board.id, { shown: "theirs" }),
  "digests.put": ({ tenant }, { tracker }) =>
    tenant.digests.put({
      channel: channelOf(theirs),
      isPersonal: false,
      createdBy: ben,
      schedule: { every: "day", weekday: 1, hour: 9, minute: 0, zone: "UTC" },
      trackers: [tracker.id],
      quiet: "skip",
      since: noon,
      nextAt: noon,
    }),
  "digests.get": ({ tenant }, { digest }) => tenant.digests.get(digest.id),
  "digests.of": ({ tenant }, { digest }) => tenant.digests.of(digest.channel),
  "digests.list": ({ tenant }) => tenant.digests.list(),
  "digests.change": ({ tenant }, { digest, tracker }) =>
    tenant.digests.change(digest.id, { quiet: "skip", trackers: [tracker.id] }),
  "digests.lookAgain": ({ tenant }, { digest }) => tenant.digests.lookAgain(digest.id, { nextAt: noon }),
  "relays.create": ({ tenant }, { tracker }) =>
    tenant.relays.create({
      tracker: tracker.id,
      channel: channelOf(theirs, "C9"),
      mode: "top",
      maxPerHour: 5,
      createdBy: ben,
      since: noon,
      toldTo: noon,
    }),
  "relays.get": ({ tenant }, { relay }) => tenant.relays.get(relay.id),
  "relays.list": async ({ tenant }, { relay }) => [await tenant.relays.list(), await tenant.relays.list(relay.channel)],
  "relays.change": ({ tenant }, { relay }) => tenant.relays.change(relay.id, { sentBatch: 7 }),
  "relays.unmet": ({ tenant }, { relay }) =>
    tenant.relays.unmet(relay.id, { from: later(-dayMs), to: later(dayMs) }, "oldest", 10),
  "relays.shownSince": ({ tenant }, { relay }) => tenant.relays.shownSince(relay.id, later(-dayMs)),
  "relays.meet": ({ tenant }, { relay }) =>
    tenant.relays.meet(relay.id, noon, [{ key: 999, marks: ["w"], twinOf: null }], {
      from: later(-dayMs),
      to: later(dayMs),
    }),
  "relays.lastBatch": ({ tenant }, { relay }) => tenant.relays.lastBatch(relay.id),
  "relays.batch": async ({ tenant }, { relay }) => {
    const { posts, also } = await tenant.relays.batch(relay.id, 1);
    return { posts, also: [...also] };
  },
  "relays.beyond": ({ tenant }, { relay }) => tenant.relays.beyond(relay.id, { from: later(-dayMs), to: later(dayMs) }),
  "peaces.of": ({ tenant }) => tenant.peaces.of(channelOf(theirs)),
  "peaces.channelOf": ({ tenant }, { peace }) => tenant.peaces.channelOf(peace),
  "peaces.put": ({ tenant }) => tenant.peaces.put(channelOf(theirs), { ...usualPeace, perHour: 7 }),
  "peaces.leads": ({ tenant }, { tracker }) => tenant.peaces.leads(tracker.channel, "C9"),
  "roundups.place": async ({ tenant }, { notice }) => {
    const rules = { quietUntil: later(hourMs), perHour: null };
    const asked = { ...notice, channel: channelOf(theirs) };
    // One that was placed before, and one that never was.
    return [
      await tenant.roundups.place(asked, rules),
      await tenant.roundups.place({ ...asked, key: `fresh:${++placed}` }, rules),
    ];
  },
  "roundups.get": ({ tenant }, { roundup }) => tenant.roundups.get(roundup.id),
  "roundups.notices": ({ tenant }, { roundup }) => tenant.roundups.notices(roundup.id),
  "roundups.sent": ({ tenant }, { roundup }) =>
    tenant.roundups.sent(roundup.id, { channel: channelOf(theirs), id: "new" }, 1),
  "roundups.lookAgain": ({ tenant }, { roundup }) => tenant.roundups.lookAgain(roundup.id, noon),
  "changes.record": ({ tenant }, { tracker }) =>
    tenant.changes.record({ kind: "untrack", who: ben, about: tracker.id, before: {} }),
  "changes.get": ({ tenant }, { change }) => tenant.changes.get(change.id),
  "changes.latest": ({ tenant }, { tracker }) => tenant.changes.latest("mute", tracker.id),
  "changes.undone": ({ tenant }, { change }) => tenant.changes.undone(change.id, ben),
  "deliveries.claim": ({ tenant }) => tenant.deliveries.claim("the same key"),
  "deliveries.sent": ({ tenant }) => tenant.deliveries.sent("the same key", { channel: channelOf(theirs), id: "new" }),
  "deliveries.failed": ({ tenant }) => tenant.deliveries.failed("the same key", "nothing"),
  "settings.get": ({ tenant }) => tenant.settings.get(),
  "settings.change": ({ tenant }) => tenant.settings.change({ manage: "admins" }),
  "settings.presume": ({ tenant }) => tenant.settings.presume({ language: "de" }),
  "trackers.move": ({ tenant }, { tracker }) => tenant.trackers.move(tracker.id, "C7"),
  "incidents.acknowledge": ({ tenant }, { incident }) =>
    tenant.incidents.acknowledge(incident.id, { who: ben, at: noon }),
  "incidents.announce": ({ tenant }, { incident }) =>
    tenant.incidents.announce(incident.id, incident.peak, incident.peak),
  "incidents.release": ({ tenant }, { incident }) => tenant.incidents.release(incident.id),
  "links.offer": async ({ tenant }) => typeof (await tenant.links.offer(ben)),
  "links.redeem": ({ tenant }) => tenant.links.redeem("00000-00000", ben),
  "links.get": ({ tenant }, { link }) => tenant.links.get(link.id),
  "links.list": ({ tenant }) => tenant.links.list(),
  "links.waiting": ({ tenant }) => tenant.links.waiting(),
  "links.confirm": ({ tenant }, { link }) => tenant.links.confirm(link.id),
  "links.end": ({ tenant }, { link }) => tenant.links.end(link.id),
  "links.alone": ({ tenant }, { link }) => tenant.links.alone(link.id, async () => "done"),
  "echoes.of": ({ tenant }, { incident }) => tenant.echoes.of(incident.id),
  "echoes.shownBy": ({ tenant }, { link }) => tenant.echoes.shownBy(link.id),
  "echoes.put": ({ tenant }, { link, incident }) => tenant.echoes.put(link.id, incident.id, null),
  "messages.add": ({ messages }) =>
    messages.add({ workspace: theirs, channel: "C1", author: ben, onlyFor: null, content: secret, at: noon }),
  "messages.change": ({ messages }, { message }) => messages.change(theirs, message, secret, noon),
  "messages.get": ({ messages }, { message }) => messages.get(theirs, message),
  "messages.list": ({ messages }) => messages.list(theirs, "C1", ben.id, 50),
  "messages.subscribe": async ({ messages }) => {
    const unsubscribe = await messages.subscribe({ changed() {}, resumed() {} });
    await unsubscribe();
  },
};

/** Those that only add, or only wait: they ask nothing of what is there. */
const askNothing = ["incidents.alone", "links.alone", "changes.record", "messages.add", "messages.subscribe"];

let tenants: Awaited<ReturnType<typeof openFurnished>>;
let admin: postgres.Sql;

const open = (server: Server) => {
  let started: Awaited<ReturnType<Server["start"]>>;
  beforeAll(async () => {
    started = await server.start();
    tenants = await openFurnished(started.open);
    admin = postgres(tenants.adminUrl, { max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await admin?.end();
    await tenants?.close();
    await started?.stop();
  });
};

/** All that `mine` has, as one sees it whom no wall stops. */
async function standing(): Promise<string> {
  const each = [...walled, "listeners"].map(
    (table) => `select '${table}' as name, to_jsonb(t) as row from ${table} t where workspace_id = '${mine}'`,
  );
  return JSON.stringify(await admin.unsafe(`${each.join(" union all ")} order by 1, 2`));
}

/** Asks as `theirs` without each condition in turn. `leak` is told what was seen or changed that is not theirs. */
async function forgetEach(verb: Verb, leak: (what: string, condition: Condition) => void): Promise<number> {
  let forgotten = 0;
  for (const of of [tenants.made, tenants.others]) {
    const run = (condition?: Condition): Promise<Answer> => ask(tenants, (asker) => verb(asker, of), condition);
    const [first, usual] = [await run(), await run()];
    for (const condition of first.met) {
      const before = await standing();
      const answer = await run(condition);
      expect(answer.forgot, condition.statement).toBe(true);
      forgotten++;
      const allowed = marksOf(usual.said);
      for (const mark of marksOf(answer.said)) if (!allowed.includes(mark)) leak(mark, condition);
      if (first.said === usual.said && answer.said !== usual.said) leak(answer.said, condition);
      if ((await standing()) !== before) leak("changed", condition);
    }
  }
  return forgotten;
}

test("every verb of a workspace is asked here, and every file that filters by workspace", () => {
  const tenant = openStore({} as never, drivenClock(noon)).tenant(theirs);
  const asked = Object.entries(tenant).flatMap(([repository, its]) =>
    typeof its === "object" ? Object.keys(its).map((verb) => `${repository}.${verb}`) : [],
  );
  const ofMessages = Object.keys(openMessages({} as never)).map((verb) => `messages.${verb}`);
  expect(Object.keys(verbs).sort()).toEqual([...asked, ...ofMessages].sort());
  const store = join(import.meta.dirname, "../../src/store");
  const filtering = readdirSync(store).filter((file) =>
    /eq\(\w+\.workspaceId,|workspace_id = \$\{/u.test(readFileSync(join(store, file), "utf8")),
  );
  expect(filtering).toEqual([
    "alarms.ts",
    "boards.ts",
    "changes.ts",
    "corrected.ts",
    "corrections.ts",
    "deliveries.ts",
    "digests.ts",
    "echoes.ts",
    "feedback.ts",
    "incidents.ts",
    // These two are no verbs of a tenant: who has installed Groundswell, and who is there at all.
    "installations.ts",
    "links.ts",
    "messages.ts",
    "peaces.ts",
    "reader.ts",
    "relay-posts.ts",
    "relays.ts",
    "roundups.ts",
    "trackers.ts",
    "word-lists.ts",
    "workspaces.ts",
  ]);
});

onEveryServer("where one WHERE workspace is forgotten", (server) => {
  open(server);

  test.each(Object.entries(verbs))("%s neither sees nor changes what is another workspace's", async (name, verb) => {
    const leaks: string[] = [];
    const forgotten = await forgetEach(verb, (what, { statement }) => leaks.push(`${what} by ${statement}`));
    expect(leaks).toEqual([]);
    expect(forgotten > 0).toBe(!askNothing.includes(name));
  });
});

describe("without the second wall", () => {
  open({ name: "embedded", start: async () => ({ open: openDatabase, stop: async () => {} }) });

  /** Some of every kind: what reads one, what lists, what changes, what sums. */
  const leaky = [
    "trackers.get",
    "trackers.list",
    "trackers.remove",
    "incidents.get",
    "incidents.list",
    "alarms.get",
    "alarms.open",
    "boards.get",
    "boards.list",
    "digests.get",
    "digests.list",
    "relays.get",
    "relays.batch",
    "peaces.of",
    "roundups.get",
    "wordLists.list",
    "changes.get",
    "changes.undone",
    "reader.totals",
    "reader.topPosts",
    "deliveries.failed",
    "messages.get",
    "messages.list",
    "messages.change",
  ];

  test("the same verbs see and change another workspace's rows, so that what holds them is the wall", {
    timeout: 120_000,
  }, async () => {
    for (const table of [...walled, "listeners"]) await admin`alter table ${admin(table)} disable row level security`;
    const leaking = new Set<string>();
    // In their order: what comes later finds less.
    for (const [name, verb] of Object.entries(verbs).filter(([one]) => leaky.includes(one)))
      await forgetEach(verb, () => leaking.add(name));
    expect([...leaking].sort()).toEqual(leaky.toSorted());
  });
});
