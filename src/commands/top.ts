import { rankingCard } from "../cards/ranking-card.ts";
import { topPostsCard } from "../cards/top-posts-card.ts";
import { feelingNames } from "../cards/words/feelings.ts";
import { dayMs } from "../model/clock.ts";
import { inEvery, type Language } from "../model/language.ts";
import { type RankedBy, rankings, type Scope } from "../model/reader.ts";
import { topicNames } from "../model/topic.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { postsOfLists, rankedLists } from "../text/own-topics.ts";
import { defineCommand } from "./command.ts";
import { type Meant, meant, only } from "./only-option.ts";
import { howFarBack, period, tagNames, trackedSubject, word } from "./options.ts";
import { tracked } from "./tracked.ts";

/** As many as are read in a channel. */
const postsShown = 5;
const rowsShown = 10;
/** In how many of the newest posts the workspace's own words are looked for. */
const textsMax = 5_000;

const by = ["posts", ...rankings] as const;

const options = {
  tag: trackedSubject({
    names: tagNames,
    help: {
      en: "The hashtag to look at",
      de: "Der Hashtag, um den es geht",
      fr: "Le hashtag concerné",
      es: "El hashtag que se mira",
      pt: "A hashtag a examinar",
      ja: "調べるハッシュタグ",
    },
  }),
  by: word(
    {
      names: { en: "by", de: "nach", fr: "par", es: "por", pt: "por", ja: "種類" },
      help: {
        en: "What to rank: posts, people, topics, places, languages or hashtags beside it",
        de: "Was gereiht wird: Beiträge, Personen, Themen, Orte, Sprachen oder Hashtags daneben",
        fr: "Quoi classer : publications, personnes, thèmes, lieux, langues ou hashtags associés",
        es: "Qué ordenar: publicaciones, personas, temas, lugares, idiomas o hashtags que la acompañan",
        pt: "O que classificar: publicações, pessoas, temas, lugares, idiomas ou hashtags ao lado",
        ja: "ランキングの対象（投稿、人、トピック、場所、言語、一緒に使われるハッシュタグ）",
      },
    },
    by,
    inEvery<Readonly<Record<(typeof by)[number], string>>>({
      en: {
        posts: "posts",
        people: "people",
        topics: "topics",
        places: "places",
        languages: "languages",
        tags: "tags",
      },
      de: {
        posts: "beiträge",
        people: "personen",
        topics: "themen",
        places: "orte",
        languages: "sprachen",
        tags: "hashtags",
      },
      fr: {
        posts: "publications",
        people: "personnes",
        topics: "thèmes",
        places: "lieux",
        languages: "langues",
        tags: "hashtags",
      },
      es: {
        posts: "publicaciones",
        people: "personas",
        topics: "temas",
        places: "lugares",
        languages: "idiomas",
        tags: "hashtags",
      },
      pt: {
        posts: "publicações",
        people: "pessoas",
        topics: "temas",
        places: "lugares",
        languages: "idiomas",
        tags: "hashtags",
      },
      ja: { posts: "投稿", people: "人", topics: "トピック", places: "場所", languages: "言語", tags: "タグ" },
    }),
  ),
  period: period(howFarBack, { ms: dayMs, text: "24h" }, { ms: 29 * dayMs, text: "29d" }),
  only,
};

export default defineCommand({
  name: "top",
  names: { en: "top", de: "top", fr: "top", es: "top", pt: "top", ja: "トップ" },
  help: {
    en: "Show the posts, people, topics or places that stand out for a hashtag",
    de: "Zeigt Beiträge, Personen, Themen oder Orte, die bei einem Hashtag herausragen",
    fr: "Affiche les publications, personnes, thèmes ou lieux marquants d’un hashtag",
    es: "Muestra las publicaciones, personas, temas o lugares que destacan en un hashtag",
    pt: "Mostra as publicações, pessoas, temas ou lugares em destaque de uma hashtag",
    ja: "ハッシュタグで目立つ投稿、人、トピック、場所などを表示します",
  },
  examples: ["/top #worldcup", "/top #worldcup people 7d", "/top #worldcup only:negative,sports"],
  options,
  writes: () => false,
  async run(call, services) {
    const { options, where } = call;
    const tracker = await tracked(options.tag, where, services);
    const { wordLists } = services.tenant(where.channel.workspace);
    const wanted = await meant(options.only, wordLists);
    const scope = await scopeOf(tracker, wanted, options.period.ms, services);
    const asked = { tracker, scope, wanted, periodMs: options.period.ms };
    return options.by === null || options.by === "posts"
      ? topPosts(asked, services)
      : ranked(asked, options.by, services);
  },
});

interface Asked {
  readonly tracker: Tracker;
  readonly scope: Scope;
  readonly wanted: Meant;
  readonly periodMs: number;
}

async function scopeOf(
  tracker: Tracker,
  { sentiments, topics, lists }: Meant,
  periodMs: number,
  services: Services,
): Promise<Scope> {
  const to = services.clock.now();
  const filter = { ...(sentiments.length > 0 ? { sentiments } : {}), ...(topics.length > 0 ? { topics } : {}) };
  const scope: Scope = {
    trackers: [tracker.id],
    from: new Date(to.getTime() - periodMs),
    to,
    ...(Object.keys(filter).length > 0 ? { filter } : {}),
  };
  if (lists.length === 0) return scope;
  const { reader } = services.tenant(tracker.channel.workspace);
  const posts = await postsOfLists(lists, await reader.texts(scope, textsMax));
  const keys = posts.map(({ key }) => key);
  return { ...scope, filter: { ...filter, keys } };
}

async function topPosts({ tracker, scope, wanted, periodMs }: Asked, services: Services): Promise<Reply> {
  const posts = await services.tenant(tracker.channel.workspace).reader.topPosts(scope, postsShown);
  const disclosure = services.sources.disclosure(tracker.networks);
  return {
    visible: "channel",
    card: (language) =>
      topPostsCard(
        {
          tracker,
          periodMs,
          posts,
          labels: labelsOf(tracker, language, services),
          only: namesOf(wanted, language),
          listsOf: wanted.lists.length > 0 ? textsMax : null,
          disclosure,
        },
        language,
      ),
  };
}

async function ranked({ tracker, scope, periodMs }: Asked, by: RankedBy, services: Services): Promise<Reply> {
  const { reader, wordLists } = services.tenant(tracker.channel.workspace);
  const found = await reader.ranking(scope, { by, count: rowsShown + 1 });
  const lists = by === "topics" ? await wordLists.list() : [];
  const texts = lists.length > 0 ? await reader.texts(scope, textsMax) : [];
  const rows = [...(await rankedLists(lists, texts)), ...found.rows]
    // That every post has the hashtag itself is no news.
    .filter(({ name }) => by !== "tags" || name !== tracker.subject.key)
    .sort((a, b) => (by === "topics" ? b.share - a.share : 0))
    .slice(0, rowsShown);
  const listsOf = texts.length === textsMax ? textsMax : null;
  const disclosure = services.sources.disclosure(tracker.networks);
  const facts = { tracker, periodMs, by, ranking: { ...found, rows }, listsOf, disclosure };
  return {
    visible: "channel",
    card: (language) => rankingCard({ ...facts, labels: labelsOf(tracker, language, services) }, language),
  };
}

const namesOf = ({ sentiments, topics, lists }: Meant, language: Language): readonly string[] => [
  ...sentiments.map((sentiment) => feelingNames[language][sentiment]),
  ...topics.map((topic) => topicNames[language][topic]),
  ...lists.map(({ name }) => name),
];

const labelsOf = ({ networks }: Tracker, language: Language, { sources }: Services): ReadonlyMap<string, string> => {
  const labels = sources.labels(networks, language);
  return new Map(networks.map((network, i) => [network, labels[i] ?? network]));
};
