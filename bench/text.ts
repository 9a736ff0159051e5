import { understand } from "../src/text/understand.ts";
import type { Bench, Figure } from "./bench.ts";
import { loading } from "./text-loading.ts";
import { type TextPeer, textPeers } from "./text-peers.ts";
import { type Sample, samplesOf } from "./text-posts.ts";
import { startRunners } from "./text-runners.ts";
import { type OurWay, ourWays } from "./text-ways.ts";
import { worth } from "./text-worth.ts";
import { inTurns } from "./turns.ts";

/** As many as are understood and written at once where much comes in. */
const turnPosts = 1_000;
const rounds = 9;
/** Posts a second on one core. */
const aim = 100_000;
/** What one would put together of libraries to be told some of the same, each the quickest or best of its part. */
const assembled = ["wink-sentiment", "eld", "twitter-text"];

/** Everything that is understood of a post, in processor time, beside libraries that say one part of it each, on the same posts. */
const bench: Bench = {
  name: "text",
  async run() {
    const { posts, of } = await samplesOf(turnPosts);
    process.stderr.write(`… ${posts.length} ${of}\n`);
    const peers = (await textPeers()).filter(({ part }) => part !== "place" || readsPlaces());
    const names = [...ourWays, ...peers.map(({ name }) => name)];
    const { take, stop } = await startRunners(names, turnPosts);
    const ms = await inTurns(names, take, { items: posts.length, each: turnPosts, rounds }).finally(stop);
    return [...speeds(ms, peers, { posts, of }), ...worth(peers), ...loading()];
  },
};

export default bench;

/** False as long as no place is read. */
const readsPlaces = (): boolean => understand("", { location: "Berlin" }).place !== null;

interface Measured {
  readonly posts: readonly Sample[];
  readonly of: string;
}

function speeds(ms: Readonly<Record<string, number>>, peers: readonly TextPeer[], { posts, of }: Measured): Figure[] {
  const timeOf = (name: string) => ms[name] as number;
  const located = posts.filter(({ location }) => location !== null).length;
  const perSecond = (name: string, items = posts.length) => (items * 1_000) / timeOf(name);
  const metrics: Readonly<Record<OurWay, string>> = {
    everything: `posts understood whole, ${of}`,
    feeling: "feeling alone, where the language is known",
    language: "language alone",
    hashtags: "hashtags alone",
    place: "places alone, as people write them",
  };
  const figure = (way: OurWay, against: string, ratio: number): Figure => ({
    bench: "text",
    metric: metrics[way],
    value: perSecond(way, way === "place" ? located : posts.length),
    unit: "posts per CPU second",
    against,
    ratio,
  });
  const besidePeer = (way: OurWay, { name, part }: TextPeer) =>
    figure(
      way,
      `${name}, ${part} alone: ${whole(perSecond(name, part === "place" ? located : posts.length))}`,
      timeOf(name) / timeOf(way),
    );
  const together = peers.filter(({ name }) => assembled.some((one) => name.startsWith(one)));
  const togetherMs = together.reduce((sum, { name }) => sum + timeOf(name), 0);
  return [
    figure("everything", `the aim of ${whole(aim)} posts/s`, perSecond("everything") / aim),
    ...(together.length === assembled.length
      ? [figure("everything", `${assembled.join(", ")} one after the other`, togetherMs / timeOf("everything"))]
      : []),
    ...peers.filter(({ part }) => part !== "place").map((one) => besidePeer("everything", one)),
    ...peers.map((one) => besidePeer(one.part, one)),
  ];
}

const whole = (value: number): string => Math.round(value).toLocaleString("en");
