import type { Counters, Media, Post, PostKind } from "../../model/post.ts";
import type { Subject } from "../../model/subject.ts";
import { type Chance, chance, pick } from "./chance.ts";
import { countersAt, type Fate, fateOf, grown } from "./counters.ts";
import type { Moment, Stage } from "./moments.ts";
import { authorOf, handleNear, type Person, personOf } from "./people.ts";
import type { Tone } from "./phrases/phrasebook.ts";
import { toneOfStory } from "./phrases.ts";
import { type Profile, profiles } from "./profiles.ts";
import { type Language, type Region, regions } from "./regions.ts";
import { regionAt } from "./rhythm.ts";
import type { Temper } from "./temper.ts";
import { labelsOf, type Truth, topicOf } from "./truth.ts";
import { wordsOf } from "./words.ts";

/** The post of a moment with its counters as they are at `observedMs`. Everything but the counters stays as it is for good. */
export function postOf(stage: Stage, subject: Subject, moment: Moment, observedMs: number): Post {
  const profile = profiles[stage.network] as Profile;
  const roll = chance(moment.seed);
  const region = regionAt(stage.temper, stage.settings.pattern, moment.atMs, roll());
  const language = (regions[region] as Region).language(roll);
  const person = personOf(profile, region, language, roll, moment.opening);
  const kind = moment.opening ? "original" : profile.kind(roll);
  const content = profile.network === "reddit" && kind === "reply" ? "text" : profile.content(roll);
  const tone = toneOf(stage.temper, moment, roll);
  const boost = (moment.opening ? 6 : 1) * (moment.burst ? 1.8 : 1);
  const fate = fateOf(profile, person, boost, roll);
  const titled = profile.network === "youtube" || (profile.network === "reddit" && kind === "original");
  const prefix = prefixOf(profile, kind, () => handleNear(profile, region, language, roll));
  const story = moment.burst?.story ?? null;
  const topic = topicOf(moment, tone);
  const truth: Truth = { tone, language, home: person.home, topic };
  const words = wordsOf({ subject, profile, truth, story, content, prefix, titled }, roll);
  // A repost gathers nothing of its own.
  const part = kind === "repost" ? 0 : grown(fate, observedMs - moment.atMs);
  const counters = countersAt(fate, part, kind, profile);
  return {
    network: profile.network,
    id: moment.id,
    author: authorOf(person, profile),
    postedAt: new Date(moment.atMs),
    kind,
    content,
    ...words,
    url: null,
    language: profile.gives.language ? language : null,
    topics: [],
    sentiment: null,
    location: locationOf(profile, person, roll),
    community: profile.network === "reddit" ? communityOf(subject, language, roll) : null,
    client: profile.gives.client ? person.client : null,
    sensitive: roll() < 0.008,
    media: mediaOf(content, moment.id, words.title),
    counters,
    extras: extrasOf(profile, moment, { truth, content, fate, part, counters }, roll),
  };
}

function toneOf({ positive, negative }: Temper, { burst }: Moment, roll: Chance): Tone {
  const draw = roll();
  if (burst && draw < 0.7) return toneOfStory[burst.story];
  const rest = burst ? (draw - 0.7) / 0.3 : draw;
  if (rest < positive) return "positive";
  return rest < positive + negative ? "negative" : "neutral";
}

function prefixOf(profile: Profile, kind: PostKind, handle: () => string): string {
  if (profile.network === "reddit") return "";
  if (kind === "reply") return `@${handle()} `;
  return kind === "repost" ? `RT @${handle()}: ` : "";
}

/** Some give coordinates, some write their town as they please. */
function locationOf(profile: Profile, person: Person, roll: Chance): Post["location"] {
  if (roll() >= profile.located) return null;
  const { location, localName } = person.home;
  return roll() < 0.8 ? location : { name: localName ?? location.name };
}

const communities: Readonly<Partial<Record<Language, readonly string[]>>> = {
  en: ["OutOfTheLoop_sim", "everyday_talk", "weekend_reads", "ask_anything_sim"],
  es: ["charla_sim", "preguntas_sim"],
  pt: ["conversa_sim", "perguntas_sim"],
  de: ["plauderei_sim", "fragen_sim"],
  fr: ["discussions_sim", "questions_sim"],
  ja: ["zatsudan_sim"],
};

/** Half of a tag's threads are in its own community, where its name can be one. */
function communityOf({ key }: Subject, language: Language, roll: Chance): string {
  if (roll() < 0.5 && /^[a-z0-9_]{3,16}$/.test(key)) return `${key}_sim`;
  return pick(roll, communities[language] ?? communities.en ?? []);
}

function mediaOf(content: Post["content"], id: string, alt: string | null): readonly Media[] {
  if (content === "image") return [{ kind: "image", url: `https://media.example/${id}.jpg` }];
  if (content !== "video" && content !== "live") return [];
  return [{ kind: "video", url: `https://media.example/${id}.mp4`, ...(alt === null ? {} : { alt }) }];
}

interface Told {
  readonly truth: Truth;
  readonly content: Post["content"];
  readonly fate: Fate;
  /** How much of the fate has come true, 0–1. */
  readonly part: number;
  readonly counters: Counters;
}

/** Recorded truth among them: the labels, and `burst`, the id of the burst the post belongs to. */
function extrasOf(
  { network }: Profile,
  { burst }: Moment,
  { truth, content, fate, part, counters }: Told,
  roll: Chance,
): Post["extras"] {
  const extras: Record<string, string | number | boolean> = { ...labelsOf(truth) };
  if (burst) extras["burst"] = burst.id;
  if (network === "youtube" || network === "tiktok") {
    const [shortest, longest] = network === "youtube" ? [45, 945] : [8, 118];
    const seconds = Math.round(shortest + (longest - shortest) * roll() ** 2);
    if (content === "video") extras["durationMs"] = 1_000 * seconds;
  }
  switch (network) {
    case "bluesky":
      extras["quotes"] = Math.floor(fate.shares * 0.3 * part);
      break;
    case "x":
      extras["quotes"] = Math.floor(fate.shares * 0.25 * part);
      extras["bookmarks"] = Math.floor(fate.likes * 0.12 * part);
      break;
    case "youtube":
      extras["dislikes"] = Math.floor(fate.likes * 0.04 * part);
      break;
    case "tiktok":
      extras["saves"] = Math.floor(fate.likes * 0.08 * part);
      break;
    case "reddit":
      extras["flair"] = pick(roll, ["Discussion", "Question", "News", "Media"]);
      extras["awards"] = Math.floor((counters.likes ?? 0) / 400);
      break;
    case "mastodon":
      break;
    default:
      network satisfies never;
  }
  return extras;
}
