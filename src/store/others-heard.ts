import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";

/** Of each network so many others, the newest, are looked at. */
const othersMax = 200;

/** Whether anything else that is followed got posts since then, on every network of a tracker's feeds where something else is. */
export const othersHeard = async (database: Database, tracker: number, since: Date): Promise<boolean | null> => {
  const [row] = await asCollector(
    database,
    (tx) => tx<{ networks: number; heard: number }[]>`
      with own as (select f.id, f.source, f.network from listeners l join feeds f on f.id = l.feed_id where l.tracker_id = ${tracker}),
      others as (
        select network.source, network.network, other.id
        from (select distinct source, network from own) network
        cross join lateral (
          select f.id from feeds f
          where f.source = network.source and f.network = network.network and f.id not in (select id from own)
            and exists (select from listeners l where l.feed_id = f.id)
          order by f.id desc limit ${othersMax}
        ) other
      ),
      networks as (
        select bool_or(exists (
          select from rollup_minutes m where m.feed_id = others.id and m.at >= ${since.toISOString()} and coalesce(m.counted, m.observed) > 0
        )) as heard
        from others group by source, network
      )
      select count(*)::int as networks, (count(*) filter (where heard))::int as heard from networks`,
  );
  return row && row.networks > 0 ? row.heard === row.networks : null;
};
