import type { Sql } from "postgres";
import { profiles } from "../src/sources/simulator/profiles.ts";
import type { Figure } from "./bench.ts";

/** Posts of one language, or of all, and how many of them are stored as their labels say. */
interface Counted {
  readonly language: string;
  readonly posts: number;
  /** Posts that have the feeling that most have. */
  readonly commonest: number;
  readonly felt: number;
  readonly feltRight: number;
  /** Posts of networks that do not say the language. */
  readonly silent: number;
  readonly silentRight: number;
  readonly located: number;
  readonly placed: number;
  readonly placedRight: number;
  readonly topical: number;
  readonly topicRight: number;
  readonly topicless: number;
  readonly topicWrong: number;
}

/** A language with fewer of its posts judged than this is one whose feeling is not read. */
const judgedMin = 0.5;

const silentNetworks = profiles.filter(({ gives }) => !gives.language).map(({ network }) => network);

const count = (sql: Sql) => sql<Counted[]>`
  with p as (
    select *, more->'extras'->>'truthSentiment' as feeling, more->'extras'->>'truthLanguage' as written, more->'location'->>'country' as country,
      more->'extras'->>'truthPlace' as home, more->'extras'->>'truthTopic' as about, network = any(${silentNetworks}::text[]) as is_silent
    from posts
  )
  select coalesce(written, 'all languages') as language, count(*)::int as posts,
    greatest(count(*) filter (where feeling = 'negative'), count(*) filter (where feeling = 'neutral'), count(*) filter (where feeling = 'positive'))::int as commonest,
    count(sentiment)::int as felt, count(*) filter (where sentiment = feeling)::int as "feltRight",
    count(*) filter (where is_silent)::int as silent, count(*) filter (where is_silent and language = written)::int as "silentRight",
    count(more->'location')::int as located, count(country)::int as placed, count(*) filter (where country = home)::int as "placedRight",
    count(about)::int as topical, count(*) filter (where about = any(topics))::int as "topicRight",
    count(*) filter (where about is null)::int as topicless, count(*) filter (where about is null and topics <> '{}')::int as "topicWrong"
  from p group by rollup(written) order by written is null, count(*) desc`;

/** Of single posts: what is stored of them, and how much of it is right. */
export async function storedFacts(sql: Sql): Promise<{ figures: readonly Figure[]; judged: readonly string[] }> {
  const rows = await count(sql);
  const judged = rows.filter(({ felt, posts }) => felt / posts >= judgedMin);
  return {
    figures: rows.flatMap((row) => [...feelings(row), ...languages(row), ...places(row), ...topics(row)]),
    judged: judged.map(({ language }) => language).filter((language) => language !== "all languages"),
  };
}

function figure(metric: string, part: number, of: number, [against, other]: readonly [string, number]): Figure {
  const value = (100 * part) / of;
  return { bench: "accuracy", metric, value, unit: "%", against, ratio: value / other };
}

const everyOne = ["all of them", 100] as const;

function feelings({ language, posts, felt, feltRight, commonest }: Counted): Figure[] {
  const said = figure(`posts whose feeling is said, of ${posts}, ${language}`, felt, posts, everyOne);
  if (felt / posts < judgedMin) return [said];
  const guess = ["saying of each what most posts are", (100 * commonest) / posts] as const;
  return [said, figure(`feeling right, of those, ${language}`, feltRight, felt, guess)];
}

const languages = ({ language, silent, silentRight }: Counted): Figure[] => [
  figure(`language right where the network does not say it, ${language}`, silentRight, silent, everyOne),
];

/** None where no place was read. */
function places({ language, located, placed, placedRight }: Counted): Figure[] {
  if (placed === 0) return [];
  return [
    figure(`country said, of ${located} places as people write them, ${language}`, placed, located, everyOne),
    figure(`country right, of those said, ${language}`, placedRight, placed, everyOne),
  ];
}

/** None where no topic was read. */
function topics({ language, topical, topicRight, topicless, topicWrong }: Counted): Figure[] {
  if (topicRight + topicWrong === 0) return [];
  return [
    figure(`topic found, of ${topical} posts about one, ${language}`, topicRight, topical, everyOne),
    figure(`some topic said of posts about none, ${language}`, topicWrong, topicless, everyOne),
  ];
}
