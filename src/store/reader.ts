import type { TransactionSql } from "postgres";
import { type Clock, dayMs } from "../model/clock.ts";
import { UserError } from "../model/errors.ts";
import type { Span } from "../model/feed.ts";
import type { Told } from "../model/language.ts";
import type { Reader, Scope } from "../model/reader.ts";
import { postsKeptMs } from "../model/retention.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Asked } from "./asked.ts";
import { companionsOf } from "./companions.ts";
import { coverageOf } from "./coverage.ts";
import type { Database } from "./database.ts";
import { countsOf } from "./feed-counts.ts";
import { filteredSeriesOf } from "./filtered-series.ts";
import { rankingOf } from "./ranking.ts";
import { newcomersOf, reactionsOf } from "./reactions.ts";
import { authorOf } from "./scope-author.ts";
import { authorsOf, textsOf, topPostsOf } from "./scope-posts.ts";
import { coveredFraction, seriesOf } from "./series.ts";
import { totalsOf } from "./totals.ts";

export function reader(database: Database, workspace: string, clock: Clock): Reader {
  const ask = <T>(scope: Scope, answer: (sql: TransactionSql, asked: Asked) => Promise<T>): Promise<T> =>
    database.inWorkspace(workspace, async (_, sql) => {
      const { from, to, filter } = scope;
      const now = clock.now();
      if (filter && from.getTime() < now.getTime() - postsKeptMs) throw new UserError(tooFarBack);
      const [feeds, isCorrecting] = await Promise.all([
        feedsOf(sql, workspace, scope),
        hasCorrections(sql, workspace),
        planEach(sql),
      ]);
      if (feeds.length <= fewFeeds) await alone(sql);
      return answer(sql, { workspace, isCorrecting, feeds, from, to, now, ...(filter ? { filter } : {}) });
    });
  return {
    series: (scope, stepMs) =>
      ask(scope, (sql, asked) => (asked.filter ? filteredSeriesOf(sql, asked, stepMs) : seriesOf(sql, asked, stepMs))),
    counts: (scope, stepMs) => ask(scope, (sql, asked) => countsOf(sql, asked, stepMs)),
    totals: (scope, { authors = true } = {}) => ask(scope, (sql, asked) => totalsOf(sql, asked, authors)),
    coverage: (trackers, spans) =>
      spans.length === 0
        ? Promise.resolve([])
        : ask({ trackers, ...hull(spans) }, (sql, asked) => sharesOf(sql, asked, spans)),
    topPosts: (scope, count) => ask(scope, (sql, asked) => topPostsOf(sql, asked, count)),
    authors: (scope) => ask(scope, authorsOf),
    ranking: (scope, of) => ask(scope, (sql, asked) => rankingOf(sql, asked, of)),
    author: (scope, handle) => ask(scope, (sql, asked) => authorOf(sql, asked, handle)),
    reactions: (scope, post) => ask(scope, (sql, asked) => reactionsOf(sql, asked, post)),
    companions: (scope) => ask(scope, companionsOf),
    newcomers: (scope, than) => ask(scope, (sql, asked) => newcomersOf(sql, asked, than)),
    texts: (scope, count) => ask(scope, (sql, asked) => textsOf(sql, asked, count)),
  };
}

/** The shortest time that holds all of these. */
const hull = (spans: readonly Span[]): Span => ({
  from: new Date(Math.min(...spans.map(({ from }) => from.getTime()))),
  to: new Date(Math.max(...spans.map(({ to }) => to.getTime()))),
});

async function sharesOf(sql: TransactionSql, asked: Asked, spans: readonly Span[]): Promise<readonly number[]> {
  const ids = asked.feeds.map(({ id }) => id);
  const coverage = [...(await coverageOf(sql, ids, asked.from, asked.to)).values()];
  return spans.map((span) => coveredFraction({ ...asked, ...span }, coverage));
}

const keptDays = Math.round(postsKeptMs / dayMs);
const tooFarBack: Told = {
  en: `Posts are kept for ${keptDays} days, and a filter has to look at each of them. Ask for a shorter time, or without the filter.`,
  de: `Beiträge werden ${keptDays} Tage aufbewahrt, und ein Filter muss jeden ansehen. Mit einem kürzeren Zeitraum oder ohne Filter geht es.`,
  fr: `Les publications sont conservées ${keptDays} jours, et un filtre doit les examiner une à une. Demandez une période plus courte, ou sans filtre.`,
  es: `Las publicaciones se guardan ${keptDays} días, y un filtro tiene que mirarlas una a una. Pide un periodo más corto, o sin el filtro.`,
  pt: `As publicações ficam guardadas por ${keptDays} dias, e um filtro precisa olhar cada uma. Peça um período menor, ou sem o filtro.`,
  ja: `投稿の保存期間は${keptDays}日で、フィルターは1件ずつ確認します。期間を短くするか、フィルターなしでお試しください。`,
};

/** One plan for few feeds and for thousands, for an hour and for a year, would be right for neither. */
const planEach = (sql: TransactionSql) => sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`;

/** What few feeds are asked must not take all processors from whoever writes. */
const fewFeeds = 100;
const alone = (sql: TransactionSql) => sql`select set_config('max_parallel_workers_per_gather', '0', true)`;

export async function hasCorrections(sql: TransactionSql, workspace: string): Promise<boolean> {
  const rows = await sql`select 1 from corrections where workspace_id = ${workspace} limit 1`;
  return rows.length > 0;
}

export async function feedsOf(
  sql: TransactionSql,
  workspace: string,
  { trackers, networks }: Pick<Scope, "trackers" | "networks">,
): Promise<Asked["feeds"]> {
  const rows = await sql<{ id: string; network: string }[]>`
    select distinct f.id, f.network
    from trackers t
    join listeners l on l.tracker_id = t.id
    join feeds f on f.id = l.feed_id
    where t.workspace_id = ${workspace} and t.id = any(${arrayLiteral(trackers)}::int8[])
      ${networks ? sql`and f.network = any(${arrayLiteral(networks)}::text[])` : sql``}
    order by f.network, f.id`;
  return rows.map(({ id, network }) => ({ id: Number(id), network }));
}
