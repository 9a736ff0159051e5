/**
 * Made-up events of Bluesky's Jetstream (https://github.com/bluesky-social/jetstream) as `wantedCollections=app.bsky.feed.post`
 * brings them, in the shape of recorded ones: the fields' order, the escapes of Go's JSON (`&` is \u0026), real lengths of ids.
 *
 * The mix follows 101,040 posts of December 2025 (https://github.com/lukeslp/bsky-firehose-anonymized-dec-2025) where they tell,
 * and else the frames recorded in July 2026 that lie in Jetstream's repository (internal/corpus). Of all events 92 % are new posts,
 * 5 % deletes, 3 % identity and account events, which every subscriber gets. Of the posts
 * - 15 % have 1 to 4 hashtags in the text (nine tenths of them with facets), 2 % have hidden ones in `record.tags`. That is a lot:
 *   2.6 % was counted in 2024 (https://gist.github.com/mackuba/43751fa3facc5893fd0602d146e2aea6);
 * - 24 % have a link, with its facet ("…facet#link" holds a "#" too) and mostly shortened in the text, three quarters of them with a
 *   card; a tenth of the links has a fragment, a third has an "&"; 8 % mention somebody, with a facet;
 * - 42 % are replies, 14 % have pictures, 6 % quote a post, 1.3 % have a video, 2 % carry a label ("…defs#selfLabels");
 * - 30 % have line breaks, 10 % quotation marks, 10 % an emoji; half of the texts are shorter than 70 characters or so;
 * - 64 % are in English, 13 % in Japanese, 12 % in accented Latin, 3 % each in Korean, Russian and Arabic, 2 % in Hindi; one in
 *   nine does not say its language.
 */
export interface Events {
  readonly lines: readonly string[];
  /** How many pairs of an event and a followed hashtag in it there are. */
  readonly hits: number;
  /** How many are a post with any hashtag, or no new post at all. */
  readonly telling: number;
  readonly meanBytes: number;
}

/** Hashtags in all; events take them with a few far more often than most, as networks do. */
export const hashtagCount = 300_000;

const language = (upTo: number, code: string, gap: string, words: string) => ({
  upTo,
  code,
  gap,
  words: words.split(" "),
});

/** Up to which of 100 posts each goes. */
const languages = [
  language(64, "en", " ", "the match was great and everybody in town came to see it with friends after work today"),
  language(76, "fr", " ", "l’été à côté du café où être né déçu Zürich größer mañana señor coração forêt déjà naïve"),
  language(89, "ja", "", "今日は とても 楽しい 試合 でした みんな で 見に 行った ラーメン 食べたい 東京 の 空"),
  language(92, "ko", " ", "오늘 경기는 정말 재미있었고 많은 사람들이 친구와 함께 보러 왔습니다"),
  language(95, "ru", " ", "сегодня был отличный матч и весь город пришёл посмотреть его вместе с друзьями"),
  language(98, "ar", " ", "كانت المباراة رائعة اليوم وجاء الجميع من المدينة لمشاهدتها مع الأصدقاء"),
  language(100, "hi", " ", "आज का मैच बहुत अच्छा था सब लोग देखने आए हिन्दी में लिखा है"),
] as const;

const stems = "WorldCup Cats Größe café 京都 ラーメン ｶﾒﾗ हिन्दी السعودية İstanbul news Art".split(" ");
const emoji = ["😂", "🎉", "❤️", "👇", "🇯🇵", "👩‍🎤"];

/** The hashtag of a rank, as somebody writes it: a tenth in full capitals. */
export const hashtag = (rank: number): string => `${stems[rank % stems.length]}${rank}`;

/** The same events for the same `seed`. A hashtag counts as followed when `isFollowed(rank)`. */
export function jetstreamPosts(count: number, isFollowed: (rank: number) => boolean, seed = 1): Events {
  const chance = chanceFrom(seed);
  const lines: string[] = [];
  let hits = 0;
  let telling = 0;
  for (let index = 0; index < count; index++) {
    const draw = chance.random();
    const ranks = new Set<number>();
    const commit = draw < 0.92 ? newPost(index, ranks, chance) : draw < 0.97 ? deletedPost(chance) : null;
    for (const rank of ranks) if (isFollowed(rank)) hits += 1;
    if (ranks.size > 0 || draw >= 0.92) telling += 1;
    lines.push(asGoWrites(eventOf(index, commit, chance)));
  }
  return { lines, hits, telling, meanBytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / count };
}

function eventOf(index: number, commit: unknown, chance: Chance): unknown {
  const did = chance.did();
  const start = { did, time_us: 1_770_000_000_000_000 + index * 30_000 };
  if (commit !== null) return { ...start, kind: "commit", commit };
  const seq = 31_527_015_470 + index;
  const time = timeOf(index);
  return chance.happens(0.5)
    ? { ...start, kind: "identity", identity: { did, handle: "somebody.bsky.social", seq, time } }
    : { ...start, kind: "account", account: { active: true, did, seq, time } };
}

const timeOf = (index: number): string => new Date(1_770_000_000_000 + index * 30).toISOString();

const collection = "app.bsky.feed.post";

const deletedPost = (chance: Chance): unknown => ({
  rev: chance.id(13),
  operation: "delete",
  collection,
  rkey: chance.id(13),
});

/** Puts the ranks of the post's hashtags into `ranks`. */
function newPost(index: number, ranks: Set<number>, chance: Chance): unknown {
  const percent = chance.random() * 100;
  const { code, gap, words } = languages.find(({ upTo }) => percent < upTo) ?? languages[0];
  const draft: Draft = { text: prose(words, gap, chance), facets: [], own: chance.happens(0.2) };
  const link = chance.happens(0.24) ? addressOf(index, chance) : null;
  if (chance.happens(0.08)) append(draft, "@somebody.bsky.social", { $type: `${facet}#mention`, did: chance.did() });
  if (link) append(draft, shortened(link, chance), { $type: `${facet}#link`, uri: link });
  if (chance.happens(0.15)) addHashtags(draft, ranks, chance);
  const tags = chance.happens(0.02) ? hiddenTags(ranks, chance) : null;
  const record = {
    $type: collection,
    createdAt: timeOf(index),
    ...embedded(link, chance),
    ...(draft.facets.length > 0 ? { facets: draft.facets } : {}),
    ...(chance.happens(0.02)
      ? { labels: { $type: "com.atproto.label.defs#selfLabels", values: [{ val: "graphic-media" }] } }
      : {}),
    ...(chance.happens(0.89) ? { langs: [code] } : {}),
    ...(chance.happens(0.42) ? { reply: { parent: chance.post(), root: chance.post() } } : {}),
    ...(tags ? { tags } : {}),
    text: draft.text,
  };
  return { rev: chance.id(13), operation: "create", collection, rkey: chance.id(13), record, cid: chance.cid() };
}

interface Draft {
  text: string;
  readonly facets: unknown[];
  /** Whether its client names the type of each facet too, as some do. */
  readonly own: boolean;
}

const facet = "app.bsky.richtext.facet";

/** Few posts are long: half are at most 13 words, one in eight has more than 40. */
function prose(words: readonly string[], gap: string, chance: Chance): string {
  const length = Math.round(3 * 18 ** chance.random());
  let text = Array.from({ length }, () => chance.oneOf(words)).join(gap);
  if (chance.happens(0.1)) text += ` ${chance.oneOf(emoji)}`;
  if (chance.happens(0.1)) text = `"${text}"`;
  return chance.happens(0.3) ? `${text}\n\n${chance.oneOf(words)}` : text;
}

function append(draft: Draft, piece: string, feature: unknown): void {
  const byteStart = Buffer.byteLength(draft.text) + 1;
  draft.text += ` ${piece}`;
  const index = { byteEnd: byteStart + Buffer.byteLength(piece), byteStart };
  draft.facets.push({ ...(draft.own ? { $type: facet } : {}), features: [feature], index });
}

function addHashtags(draft: Draft, ranks: Set<number>, chance: Chance): void {
  const withFacets = chance.happens(0.9);
  for (let left = 1 + Math.floor(chance.random() * 4); left > 0; left--) {
    const rank = chance.rank();
    if (ranks.has(rank)) continue;
    ranks.add(rank);
    const written = chance.happens(0.1) ? hashtag(rank).toUpperCase() : hashtag(rank);
    if (withFacets) append(draft, `#${written}`, { $type: `${facet}#tag`, tag: written });
    else draft.text += ` #${written}`;
  }
}

function hiddenTags(ranks: Set<number>, chance: Chance): string[] {
  const hidden = [chance.rank(), chance.rank()];
  for (const rank of hidden) ranks.add(rank);
  return hidden.map(hashtag);
}

function addressOf(index: number, chance: Chance): string {
  const query = chance.happens(0.33) ? "?id=17&utm_source=bsky" : "";
  return `https://www.example.com/2026/story-of-the-day-${index}/${query}${chance.happens(0.1) ? "#top" : ""}`;
}

/** As the app shows it; one in five clients writes links whole. */
const shortened = (link: string, chance: Chance): string => (chance.happens(0.2) ? link : `${link.slice(8, 34)}...`);

function embedded(link: string | null, chance: Chance): { readonly embed?: unknown } {
  if (link && chance.happens(0.75)) {
    const external = {
      description: "Everybody in town came to see it: the match was great, and so was the weather",
      thumb: chance.blob("image/jpeg"),
      title: "The match of the day",
      uri: link,
    };
    return { embed: { $type: "app.bsky.embed.external", external } };
  }
  const draw = chance.random();
  if (draw < 0.17) {
    const image = () => ({ alt: "", aspectRatio: { height: 1500, width: 2000 }, image: chance.blob("image/jpeg") });
    const images = Array.from({ length: chance.happens(0.3) ? 2 : 1 }, image);
    return { embed: { $type: "app.bsky.embed.images", images } };
  }
  if (draw < 0.243) return { embed: { $type: "app.bsky.embed.record", record: chance.post() } };
  if (draw >= 0.259) return {};
  const aspectRatio = { height: 1920, width: 1080 };
  return { embed: { $type: "app.bsky.embed.video", aspectRatio, video: chance.blob("video/mp4") } };
}

/** Go's encoding/json escapes what HTML would read. */
const asGoWrites = (event: unknown): string =>
  JSON.stringify(event).replace(/[&<>\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

interface Chance {
  /** In [0, 1). */
  random(): number;
  happens(share: number): boolean;
  oneOf<T>(values: readonly T[]): T;
  /** Even in the logarithm: a rank of 10 is as likely as all from 100 to 110 together. */
  rank(): number;
  id(length: number): string;
  did(): string;
  cid(): string;
  post(): unknown;
  blob(mimeType: string): unknown;
}

const letters = "abcdefghijklmnopqrstuvwxyz234567";

/** Mulberry32: even numbers, the same for the same seed. */
function chanceFrom(seed: number): Chance {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const id = (length: number) => Array.from({ length }, () => letters[Math.floor(random() * 32)]).join("");
  const did = () => `did:plc:${id(24)}`;
  const cid = () => `bafyrei${id(52)}`;
  return {
    random,
    happens: (share) => random() < share,
    oneOf: (values) => values[Math.floor(random() * values.length)] as (typeof values)[number],
    rank: () => Math.min(hashtagCount - 1, Math.floor(hashtagCount ** random()) - 1),
    id,
    did,
    cid,
    post: () => ({ cid: cid(), uri: `at://${did()}/${collection}/${id(13)}` }),
    blob: (mimeType) => ({ $type: "blob", ref: { $link: `bafkrei${id(52)}` }, mimeType, size: 886_994 }),
  };
}
