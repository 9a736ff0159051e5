import type { KindOfAuthor } from "../analysis/author-kind.ts";
import type { SharedDisclosure } from "../model/disclosure.ts";
import { counted, figure, listed } from "../model/figure.ts";
import { inEvery, type Language } from "../model/language.ts";
import { lastPeriod } from "../model/period.ts";
import type { AuthorPosts, SentimentTotals } from "../model/reader.ts";
import { topicNameIn } from "../model/topic.ts";
import type { Card, Fact, Inline, Part } from "./card.ts";
import { smallPrint } from "./note.ts";
import { postItem } from "./post-item.ts";
import { sentimentLine } from "./sentiment-line.ts";
import { titleOf } from "./title.ts";

export interface AuthorFacts extends AuthorPosts {
  readonly kind: KindOfAuthor;
  readonly periodMs: number;
  /** What is followed in this channel, as it is called. */
  readonly subjects: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
  readonly disclosure: SharedDisclosure | null;
}

const postsShown = 3;
const topicsShown = 3;

/** Who somebody is, as far as what is followed here tells. */
export function authorCard(facts: AuthorFacts, language: Language): Card {
  const { author, network, kind, periodMs, subjects, labels, disclosure, posts } = facts;
  const words = authorWords[language];
  const title = titleOf(words.title(`@${author.handle}`, labels.get(network) ?? network));
  const reasons = kind.reasons.map((reason) => reason[language]);
  const why: readonly Inline[] = [
    { bold: words.kinds[kind.kind] },
    reasons.length > 0 ? `: ${listed(reasons, language)}` : "",
    author.name && author.name !== author.handle ? ` · ${author.name}` : "",
  ];
  const loudest = [...posts].sort((a, b) => (b.engagement ?? -1) - (a.engagement ?? -1)).slice(0, postsShown);
  const about = topicsOf(facts);
  const feels = sentimentLine(feelingsOf(facts), language);
  return {
    title,
    tone: "neutral",
    summary: words.summary(title, words.kinds[kind.kind], counted(facts.count, "post", language)),
    parts: [
      { kind: "text", text: why.filter((inline) => inline !== "") },
      { kind: "facts", facts: figuresOf(facts, language) },
      ...linesOf([
        about.length > 0 &&
          words.about(
            listed(
              about.map((topic) => topicNameIn(topic, language)),
              language,
            ),
          ),
        feels,
      ]),
      { kind: "posts", posts: loudest.map((post) => postItem(post, labels, language)) },
      smallPrint(
        { disclosure },
        language,
        words.seen(listed(subjects.slice(0, subjectsShown), language), lastPeriod(periodMs, language)),
      ),
    ],
  };
}

const subjectsShown = 5;

const linesOf = (lines: readonly (string | false | null)[]): readonly Part[] =>
  lines.flatMap((line) => (line ? [{ kind: "text" as const, text: [line] }] : []));

function figuresOf({ author, count, engagement }: AuthorFacts, language: Language): readonly Fact[] {
  const words = authorWords[language];
  const fact = (label: string, value: number | null): readonly Fact[] =>
    value === null ? [] : [{ label, value: figure(value, language) }];
  return [
    ...fact(words.followers, author.followers),
    ...fact(words.posts, count),
    ...fact(words.engagement, engagement),
  ];
}

function topicsOf({ posts }: AuthorPosts): readonly string[] {
  const times = new Map<string, number>();
  for (const topic of posts.flatMap(({ topics }) => topics)) times.set(topic, (times.get(topic) ?? 0) + 1);
  return [...times]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, topicsShown)
    .map(([topic]) => topic);
}

function feelingsOf({ posts }: AuthorPosts): SentimentTotals {
  const of = (feeling: string) => posts.filter(({ sentiment }) => sentiment === feeling).length;
  return { negative: of("negative"), neutral: of("neutral"), positive: of("positive"), observed: posts.length };
}

const authorWords = inEvery({
  en: {
    title: (handle: string, network: string) => `${handle} on ${network}`,
    summary: (title: string, kind: string, posts: string) => `${title}: ${kind}, ${posts} here`,
    kinds: {
      influencer: "Influencer",
      verified: "Verified",
      automated: "Likely automated",
      person: "Nothing special is known of who writes",
    },
    followers: "Followers",
    posts: "Posts seen",
    engagement: "Interactions",
    about: (topics: string) => `Mostly about: ${topics}`,
    seen: (subjects: string, span: string) => `of what is followed here (${subjects}), ${span}`,
  },
  de: {
    title: (handle, network) => `${handle} auf ${network}`,
    summary: (title, kind, posts) => `${title}: ${kind}, hier ${posts}`,
    kinds: {
      influencer: "Influencer",
      verified: "Verifiziert",
      automated: "Wahrscheinlich automatisch",
      person: "Nichts Besonderes bekannt",
    },
    followers: "Follower",
    posts: "Gesehene Beiträge",
    engagement: "Interaktionen",
    about: (topics) => `Meist über: ${topics}`,
    seen: (subjects, span) => `von dem, was hier verfolgt wird (${subjects}), ${span}`,
  },
  fr: {
    title: (handle, network) => `${handle} sur ${network}`,
    summary: (title, kind, posts) => `${title} : ${kind}, ${posts} ici`,
    kinds: {
      influencer: "Influence importante",
      verified: "Compte vérifié",
      automated: "Probablement automatisé",
      person: "Rien de particulier n’est connu",
    },
    followers: "Abonnés",
    posts: "Publications vues",
    engagement: "Interactions",
    about: (topics) => `Surtout sur : ${topics}`,
    seen: (subjects, span) => `parmi ce qui est suivi ici (${subjects}), ${span}`,
  },
  es: {
    title: (handle, network) => `${handle} en ${network}`,
    summary: (title, kind, posts) => `${title}: ${kind}, ${posts} aquí`,
    kinds: {
      influencer: "Influencer",
      verified: "Verificado",
      automated: "Probablemente automatizado",
      person: "No se sabe nada especial",
    },
    followers: "Seguidores",
    posts: "Publicaciones vistas",
    engagement: "Interacciones",
    about: (topics) => `Sobre todo de: ${topics}`,
    seen: (subjects, span) => `de lo que se sigue aquí (${subjects}), ${span}`,
  },
  pt: {
    title: (handle, network) => `${handle} no ${network}`,
    summary: (title, kind, posts) => `${title}: ${kind}, ${posts} aqui`,
    kinds: {
      influencer: "Influenciador",
      verified: "Verificado",
      automated: "Provavelmente automatizado",
      person: "Nada de especial é conhecido",
    },
    followers: "Seguidores",
    posts: "Publicações vistas",
    engagement: "Interações",
    about: (topics) => `Principalmente sobre: ${topics}`,
    seen: (subjects, span) => `do que é acompanhado aqui (${subjects}), ${span}`,
  },
  ja: {
    title: (handle, network) => `${network} の ${handle}`,
    summary: (title, kind, posts) => `${title}: ${kind}、ここでは${posts}`,
    kinds: {
      influencer: "インフルエンサー",
      verified: "認証済み",
      automated: "おそらく自動投稿",
      person: "特記事項はありません",
    },
    followers: "フォロワー",
    posts: "見つかった投稿",
    engagement: "反応",
    about: (topics) => `主な話題: ${topics}`,
    seen: (subjects, span) => `ここで追跡しているもの（${subjects}）から、${span}`,
  },
});
