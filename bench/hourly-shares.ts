import type { Sql } from "postgres";
import type { Figure } from "./bench.ts";

/** Hours with fewer posts say little about shares. */
const postsMin = 20;

/** Counts of one hour in one language: as the rollups have them, and as the labels do. */
interface Hour {
  readonly language: string;
  readonly atMs: number;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
  readonly posts: number;
  /** The rollups count what the posts themselves are stored with. */
  readonly isSame: boolean;
  readonly labelledNegative: number;
  readonly labelledPositive: number;
}

type Feeling = "negative" | "positive";

const hoursOf = (sql: Sql) => sql<Hour[]>`
  with said as (
    select s.key as language, r.at, sum(r.negative)::int as negative, sum(r.positive)::int as positive, sum(r.neutral)::int as neutral
    from rollup_hours r join feeds f on f.id = r.feed_id join subjects s on s.id = f.subject_id
    group by 1, 2
  ),
  labelled as (
    select language, date_bin('1 hour', posted_at, 'epoch') as at, count(*)::int as posts,
      count(*) filter (where feeling = 'negative')::int as negative, count(*) filter (where feeling = 'positive')::int as positive,
      array[count(*) filter (where sentiment = 'negative'), count(*) filter (where sentiment = 'neutral'), count(*) filter (where sentiment = 'positive')] as stored
    from (select posted_at, sentiment, more->'extras'->>'truthLanguage' as language, more->'extras'->>'truthSentiment' as feeling from posts) p
    group by 1, 2
  )
  select language, extract(epoch from at)::float8 * 1000 as "atMs", coalesce(s.negative, 0) as negative, coalesce(s.neutral, 0) as neutral,
    coalesce(s.positive, 0) as positive, coalesce(array[s.negative, s.neutral, s.positive]::bigint[] = l.stored, false) as "isSame", l.posts, l.negative as "labelledNegative", l.positive as "labelledPositive"
  from labelled l left join said s using (language, at) order by language, at`;

/**
 * Hourly shares beside the labels' own, in each of these languages and in all that is stored. Where a share is said too high in every hour alike,
 * its changes may still be right: what is left then is told apart.
 */
export async function hourlyFigures(sql: Sql, languages: readonly string[]): Promise<Figure[]> {
  const hours = await hoursOf(sql);
  const feelings: readonly Feeling[] = ["negative", "positive"];
  const figuresFor = (language: string, own: readonly Hour[]) =>
    feelings.flatMap((feeling) => figuresOf(language, feeling, own));
  return [
    ...languages.flatMap((language) =>
      figuresFor(
        language,
        hours.filter((hour) => hour.language === language),
      ),
    ),
    ...figuresFor("all languages", summed(hours)),
    counted(hours),
  ];
}

function counted(hours: readonly Hour[]): Figure {
  const value = (100 * hours.filter(({ isSame }) => isSame).length) / hours.length;
  const metric = `hours of one language whose counts are those of the posts stored, of ${hours.length}`;
  return { bench: "accuracy", metric, value, unit: "%", against: "all of them", ratio: value / 100 };
}

function figuresOf(language: string, feeling: Feeling, hours: readonly Hour[]): Figure[] {
  const shares = hours.filter(({ posts }) => posts >= postsMin).map((hour) => sharesIn(hour, feeling));
  if (shares.length === 0) return [];
  const middle = mean(shares.map(({ labelled }) => labelled));
  const bias = mean(shares.map(({ said, labelled }) => said - labelled));
  const offBy = (of: (share: Shares) => number) => mean(shares.map((share) => Math.abs(of(share))));
  const unmoved = offBy(({ labelled }) => labelled - middle);
  const off = offBy(({ said, labelled }) => said - labelled);
  const moved = offBy(({ said, labelled }) => said - labelled - bias);
  const figure = (metric: string, value: number, against: string, other: number): Figure => ({
    bench: "accuracy",
    metric: `hourly share of ${feeling} posts ${metric}, ${language}, ${shares.length} hours`,
    value,
    unit: "points",
    against,
    ratio: value / other,
  });
  const constant = `the true mean, ${middle.toFixed(1)} %, said of every hour`;
  return [
    figure("is off by", off, constant, unmoved),
    figure("is too high by, on average", bias, "the true mean", middle),
    figure("is off by beyond that", moved, constant, unmoved),
  ];
}

/** Percentages. */
interface Shares {
  readonly said: number;
  readonly labelled: number;
}

function sharesIn(hour: Hour, feeling: Feeling): Shares {
  const judged = hour.negative + hour.neutral + hour.positive;
  const labelled = feeling === "negative" ? hour.labelledNegative : hour.labelledPositive;
  return { said: judged > 0 ? (100 * hour[feeling]) / judged : 0, labelled: (100 * labelled) / hour.posts };
}

function summed(hours: readonly Hour[]): readonly Hour[] {
  const byTime = new Map<number, Hour>();
  for (const hour of hours) {
    const sum = byTime.get(hour.atMs);
    byTime.set(hour.atMs, sum ? added(sum, hour) : hour);
  }
  return [...byTime.values()];
}

const added = (a: Hour, b: Hour): Hour => ({
  ...a,
  isSame: a.isSame && b.isSame,
  negative: a.negative + b.negative,
  neutral: a.neutral + b.neutral,
  positive: a.positive + b.positive,
  posts: a.posts + b.posts,
  labelledNegative: a.labelledNegative + b.labelledNegative,
  labelledPositive: a.labelledPositive + b.labelledPositive,
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
