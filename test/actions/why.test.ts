import { afterAll, beforeAll, expect, test } from "vitest";
import why from "../../src/actions/why.ts";
import type { Card } from "../../src/cards/card.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Post } from "../../src/model/post.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";
import { sampleAuthor, samplePost, unknownCounters } from "../store/sample-posts.ts";
import { sampleIncident } from "../store/sample-tenants.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());

/** Two posts an hour on Bluesky by many, in English, for two days; then `burst` in the last hour. */
async function incidentOf(burst: (i: number) => Partial<Post>, count = 60): Promise<Incident> {
  const { tracker, feeds } = await stage.track(`why${++made}`, { networks: ["bluesky", "mastodon"] });
  const post = (id: string, ms: number, more: Partial<Post>): Post =>
    samplePost(`${made}-${id}`, new Date(noon.getTime() - ms), {
      language: "en",
      author: sampleAuthor(id),
      tags: [{ key: tracker.subject.key, display: "x" }],
      ...more,
    });
  const usual = Array.from({ length: 96 }, (_, i) => post(`usual${i}`, 2 * hourMs + (i * dayMs) / 48, {}));
  const more = Array.from({ length: count }, (_, i) => post(`burst${i}`, 5 * minuteMs + i * 1_000, burst(i)));
  const of = (network: string) => feeds[network === "mastodon" ? 1 : 0] ?? 0;
  const seen = feeds.map((feed) => ({ feed, span: { from: new Date(noon.getTime() - 4 * dayMs), to: noon } }));
  await stage.services.feeds.write({
    posts: [...usual, ...more].map((one) => ({ post: one, feeds: [of(one.network)] })),
    at: noon,
    seen,
  });
  const openedAt = new Date(noon.getTime() - 2 * minuteMs);
  return (await stage.tenant.incidents.open({ ...sampleIncident(tracker.id), openedAt, movedAt: openedAt })).incident;
}

const press = async (incident: number, id = channel.id): Promise<Card> => {
  const where = { channel: { ...channel, id } };
  const { card } = await why.run({ value: `${incident}`, values: {}, where, who: ann, message: null }, stage.services);
  if (!card) throw new Error("there is no card");
  return card("en");
};
const textOf = ({ parts }: Card) => JSON.stringify(parts);

test("names the one author who is most of it", async () => {
  const { id } = await incidentOf(() => ({ author: { ...sampleAuthor("storm"), handle: "storm" } }));
  const said = textOf(await press(id));
  expect(said).toContain("60 posts, where 2 would be usual.");
  expect(said).toMatch(/One author is 100% of it: @storm/u);
});

test("tells the networks, hashtags and languages that are more than usual, and what moved people first", async () => {
  const { id } = await incidentOf((i) => ({
    network: i % 4 === 0 ? "bluesky" : "mastodon",
    language: "pt",
    tags: [
      { key: `why${made}`, display: "x" },
      { key: "goal", display: "Goal" },
    ],
    ...(i === 7 ? { text: "the seed", counters: { ...unknownCounters, likes: 900 } } : {}),
  }));
  const card = await press(id);
  const said = textOf(card);
  expect(said).toMatch(/by network: Mastodon 7\d% \(usually 0% of the posts\) · Bluesky 2\d%/u);
  expect(said).toMatch(/By hashtag beside it: #goal 100% \(usually 0% of the posts\)/u);
  expect(said).toMatch(/By language: Portuguese 100%/u);
  expect(said).toContain("No single author is behind it.");
  expect(card.parts).toContainEqual(
    expect.objectContaining({ posts: [expect.objectContaining({ text: "the seed" })] }),
  );
});

test("says nothing of an incident of another channel, of none, or of one whose posts are gone", async () => {
  const { id } = await incidentOf(() => ({}));
  await expect(press(id, "C2")).rejects.toThrow(UserError);
  await expect(press(999_999)).rejects.toThrow(UserError);
  const { tracker } = await stage.track("empty");
  const empty = await stage.tenant.incidents.open(sampleIncident(tracker.id));
  await expect(press(empty.incident.id)).rejects.toThrow(UserError);
});

test("accuses nobody who usually writes as much, however many write more", async () => {
  const { tracker, feeds } = await stage.track("chatty");
  const post = (id: string, ms: number, author: string): Post =>
    samplePost(id, new Date(noon.getTime() - ms), { author: sampleAuthor(author) });
  // Sixty who write more than Ann in the two days before, and Ann, who is most of the last hour, as every hour.
  const usual = Array.from({ length: 60 }, (_, a) =>
    Array.from({ length: 50 }, (_, i) => post(`u${a}-${i}`, 2 * hourMs + i * 50 * minuteMs, `busy${a}`)),
  ).flat();
  const anns = Array.from({ length: 48 }, (_, i) => post(`ann${i}`, 90 * minuteMs + i * 55 * minuteMs, "ann"));
  const now = [
    ...Array.from({ length: 70 }, (_, i) => post(`now${i}`, 5 * minuteMs, `new${i}`)),
    post("ann", 5 * minuteMs, "ann"),
  ];
  const posts = [...usual, ...anns, ...now].map((one) => ({ post: one, feeds: feeds.slice(0, 1) }));
  const seen = feeds.map((feed) => ({ feed, span: { from: new Date(noon.getTime() - 4 * dayMs), to: noon } }));
  await stage.services.feeds.write({ posts, at: noon, seen });
  const openedAt = new Date(noon.getTime() - 2 * minuteMs);
  const { incident } = await stage.tenant.incidents.open({
    ...sampleIncident(tracker.id),
    openedAt,
    movedAt: openedAt,
  });
  expect(textOf(await press(incident.id))).toContain("No single author is behind it.");
});

test("says nothing of authors where nobody is named, and nothing at all where what is usual was not observed", async () => {
  const { id } = await incidentOf(() => ({ author: null }));
  expect(textOf(await press(id))).not.toMatch(/(?:single|one) author/iu);
  const { tracker, feeds } = await stage.track("young");
  const young = samplePost("young", new Date(noon.getTime() - 5 * minuteMs), {});
  const span = { from: new Date(noon.getTime() - 2 * hourMs), to: noon };
  await stage.services.feeds.write({
    posts: [{ post: young, feeds }],
    at: noon,
    seen: feeds.map((feed) => ({ feed, span })),
  });
  const { incident } = await stage.tenant.incidents.open({
    ...sampleIncident(tracker.id),
    openedAt: noon,
    movedAt: noon,
  });
  await expect(press(incident.id)).rejects.toThrow(/hardly observed/u);
});
