/**
 * Made-up events in the shape of Bluesky's Jetstream (https://github.com/bluesky-social/jetstream): about 700 bytes each;
 * 15 % carry 1 to 4 hashtags, written in the text and named in facets; 25 % carry a link with its facet, 15 % a picture;
 * the text is in English for 60 %, accented Latin 15 %, Japanese 15 %, Hindi 5 % and Arabic 5 %.
 */
export interface Events {
  readonly lines: readonly string[];
  /** How many pairs of an event and a followed hashtag in it there are. */
  readonly hits: number;
  readonly meanBytes: number;
}

/** Hashtags in all; events take them with a few far more often than most, as networks do. */
export const hashtagCount = 300_000;

const languages = [
  {
    share: 0.6,
    code: "en",
    gap: " ",
    words: "the match was great and everybody in town came to see it with friends after work today".split(" "),
  },
  {
    share: 0.75,
    code: "fr",
    gap: " ",
    words: "l’été à côté du café où être né déçu Zürich größer mañana señor coração forêt déjà naïve".split(" "),
  },
  {
    share: 0.9,
    code: "ja",
    gap: "",
    words: "今日は とても 楽しい 試合 でした みんな で 見に 行った ラーメン 食べたい 東京 の 空".split(" "),
  },
  { share: 0.95, code: "hi", gap: " ", words: "आज का मैच बहुत अच्छा था सब लोग देखने आए हिन्दी में लिखा है".split(" ") },
  {
    share: 1,
    code: "ar",
    gap: " ",
    words: "كانت المباراة رائعة اليوم وجاء الجميع من المدينة لمشاهدتها مع الأصدقاء".split(" "),
  },
] as const;

const stems = [
  "WorldCup",
  "Cats",
  "Größe",
  "café",
  "京都",
  "ラーメン",
  "ｶﾒﾗ",
  "हिन्दी",
  "السعودية",
  "İstanbul",
  "news",
  "Art",
];

/** The hashtag of a rank, as somebody writes it: a tenth in full capitals. */
export const hashtag = (rank: number): string => `${stems[rank % stems.length]}${rank}`;

/** The same events for the same `seed`. A hashtag counts as followed when `isFollowed(rank)`. */
export function jetstreamPosts(count: number, isFollowed: (rank: number) => boolean, seed = 1): Events {
  const random = randomFrom(seed);
  const lines: string[] = [];
  let hits = 0;
  for (let index = 0; index < count; index++) {
    const ranks =
      random() < 0.15
        ? new Set(Array.from({ length: 1 + Math.floor(random() * 4) }, () => rankFrom(random)))
        : new Set<number>();
    for (const rank of ranks) if (isFollowed(rank)) hits += 1;
    lines.push(JSON.stringify(eventOf(index, [...ranks], random)));
  }
  return { lines, hits, meanBytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) / count };
}

/** Even in the logarithm: a rank of 10 is as likely as all from 100 to 110 together. */
const rankFrom = (random: () => number): number => Math.min(hashtagCount - 1, Math.floor(hashtagCount ** random()) - 1);

function eventOf(index: number, ranks: readonly number[], random: () => number): unknown {
  const draw = random();
  const { code, gap, words } = languages.find(({ share }) => draw < share) ?? languages[0];
  let text = Array.from(
    { length: 6 + Math.floor(random() * 20) },
    () => words[Math.floor(random() * words.length)],
  ).join(gap);
  const facets: unknown[] = [];
  const append = (piece: string, feature: unknown) => {
    const byteStart = Buffer.byteLength(text) + 1;
    text += ` ${piece}`;
    facets.push({
      $type: "app.bsky.richtext.facet",
      features: [feature],
      index: { byteEnd: byteStart + Buffer.byteLength(piece), byteStart },
    });
  };
  for (const rank of ranks) {
    const written = random() < 0.1 ? hashtag(rank).toUpperCase() : hashtag(rank);
    append(`#${written}`, { $type: "app.bsky.richtext.facet#tag", tag: written });
  }
  if (random() < 0.25) {
    append(`example.com/story/${index}`, {
      $type: "app.bsky.richtext.facet#link",
      uri: `https://example.com/story/${index}#top`,
    });
  }
  const did = `did:plc:${idFrom(random, 24)}`;
  const createdAt = new Date(1_770_000_000_000 + index * 30).toISOString();
  const record = {
    $type: "app.bsky.feed.post",
    createdAt,
    ...(random() < 0.15 ? { embed: pictureFrom(random) } : {}),
    ...(facets.length > 0 ? { facets } : {}),
    langs: [code],
    ...(random() < 0.4 ? { reply: replyFrom(random) } : {}),
    text,
  };
  const commit = {
    rev: idFrom(random, 13),
    operation: "create",
    collection: "app.bsky.feed.post",
    rkey: idFrom(random, 13),
    record,
    cid: `bafyrei${idFrom(random, 52)}`,
  };
  return { did, time_us: 1_770_000_000_000_000 + index * 30_000, kind: "commit", commit };
}

function pictureFrom(random: () => number): unknown {
  const image = {
    $type: "blob",
    ref: { $link: `bafkrei${idFrom(random, 52)}` },
    mimeType: "image/jpeg",
    size: 886_994,
  };
  return { $type: "app.bsky.embed.images", images: [{ alt: "", aspectRatio: { height: 1500, width: 2000 }, image }] };
}

function replyFrom(random: () => number): unknown {
  const post = () => ({
    cid: `bafyrei${idFrom(random, 52)}`,
    uri: `at://did:plc:${idFrom(random, 24)}/app.bsky.feed.post/${idFrom(random, 13)}`,
  });
  return { parent: post(), root: post() };
}

const letters = "abcdefghijklmnopqrstuvwxyz234567";
const idFrom = (random: () => number, length: number): string =>
  Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join("");

/** Mulberry32: even numbers in [0, 1), the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
