import type { Author } from "../../model/author.ts";
import { type Chance, chance, drawOf, mix, normal, pick } from "./chance.ts";
import { handleWords, nameParts } from "./names.ts";
import type { Profile } from "./profiles.ts";
import { type City, countriesOf, type Language, languages, type Region, regions } from "./regions.ts";

/** Somebody who writes. What the network keeps to itself is left out only when a post is written. */
export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly followers: number;
  readonly verified: boolean;
  readonly automated: boolean;
  readonly home: City;
  readonly client: string;
}

/** People of one network, region and language. How often each writes follows Zipf's law. */
const population = 6_000;
/** The first of them are widely known and write rarely outside bursts. */
const influencers = 12;
const influencerOften = 0.004;
/** Part of the others that are programs. */
const automatedShare = 0.03;
const automatedSeed = 0xb07;

/** Who writes this post: anybody, or for the post that opens a burst somebody widely known. */
export function personOf(profile: Profile, region: number, language: Language, roll: Chance, opening: boolean): Person {
  const known = roll() < influencerOften || opening;
  const rank = known ? Math.floor(roll() * influencers) : influencers + Math.floor(population ** roll());
  return describe(profile, region, language, rank);
}

/** A handle for mentions: anybody of the same part of the network. */
export function handleNear(profile: Profile, region: number, language: Language, roll: Chance): string {
  return describe(profile, region, language, influencers + Math.floor(population ** roll())).handle;
}

const seeds = new Map<string, number>();

function crowdSeed(profile: Profile, region: number, language: Language): number {
  const crowd = `${profile.network}/${region}/${language}`;
  let seed = seeds.get(crowd);
  if (seed === undefined) {
    seed = 0x77;
    for (const letter of crowd) seed = mix(seed, letter.codePointAt(0) ?? 0);
    seeds.set(crowd, seed);
  }
  return seed;
}

function describe(profile: Profile, region: number, language: Language, rank: number): Person {
  const hash = mix(crowdSeed(profile, region, language), rank);
  const roll = chance(hash);
  const { given, family, familyFirst } = nameParts[language];
  const first = pick(roll, given);
  const last = pick(roll, family);
  const known = rank < influencers;
  const followers = known
    ? Math.round(profile.followers * 150 * Math.exp(0.9 * normal(roll)) + 20_000)
    : Math.round(profile.followers * Math.exp(1.7 * normal(roll)));
  return {
    id: `${profile.network}-${hash.toString(36)}${rank.toString(36)}`,
    handle: handleOf(profile, language, first.latin, last.latin, roll),
    name: familyFirst ? `${last.name} ${first.name}` : casual(`${first.name} ${last.name}`, first.name, roll),
    followers,
    verified: known ? drawOf(hash) < 0.8 : followers > 3_000 && drawOf(hash) < 0.12,
    automated: !known && drawOf(mix(hash, automatedSeed)) < automatedShare,
    home: homeOf(region, language, roll),
    client: pick(roll, clients),
  };
}

/** Most live where their language is spoken. */
const homelands = regions.map(
  ({ cities }) =>
    new Map(
      languages.map((language) => {
        const near = cities.filter(({ location }) => countriesOf[language].includes(location.country ?? ""));
        return [language, near.length > 0 ? near : cities];
      }),
    ),
);

function homeOf(region: number, language: Language, roll: Chance): City {
  const anywhere = (regions[region] as Region).cities;
  return pick(roll, roll() < 0.88 ? (homelands[region]?.get(language) ?? anywhere) : anywhere);
}

const clients = ["ios", "ios", "android", "android", "android", "web"] as const;
const instances = ["social.example", "fedi.example", "tooter.example", "harbour.example", "mast.example"] as const;

/** Some go by their first name, some add a sign. */
function casual(full: string, first: string, roll: Chance): string {
  const draw = roll();
  if (draw < 0.15) return first;
  return draw < 0.25 ? `${full} ${pick(roll, ["🌿", "✨", "🎧", "☕", "🚲", "📚", "🌊", "🎨"])}` : full;
}

function handleOf(profile: Profile, language: Language, given: string, family: string, roll: Chance): string {
  const number = roll() < 0.45 ? String(Math.floor(roll() * 90) + 10) : "";
  const base = handleBase(given, family, pick(roll, handleWords), roll());
  switch (profile.network) {
    case "bluesky":
      return `${base.replaceAll("_", "-")}${number}.bsky.example`;
    case "mastodon":
      return `${base}${number}@${pick(roll, instances)}`;
    case "reddit":
      return `${base}_${Math.floor(roll() * 9_000) + 1_000}`;
    case "tiktok":
      return `${base.replaceAll("_", ".")}${language === "en" ? "" : `.${language}`}${number}`;
    default:
      return `${base}${number}`;
  }
}

function handleBase(given: string, family: string, word: string, draw: number): string {
  if (draw < 0.3) return `${given}_${family}`;
  if (draw < 0.5) return `${given}${family.slice(0, 1)}`;
  if (draw < 0.75) return `${word}_${given}`;
  return `${given}.${word}`.replaceAll(".", "_");
}

/** The author as the network's interface tells it. */
export function authorOf(person: Person, { gives }: Profile): Author {
  return {
    id: person.id,
    handle: person.handle,
    name: person.name,
    followers: gives.followers ? person.followers : null,
    verified: gives.verified ? person.verified : null,
    automated: gives.automated ? person.automated : null,
  };
}
