import { dayMs, hourMs } from "./clock.ts";

/** How long what is kept. Hour rollups stay for good. What a workspace made has its times in drizzle/0003_retention.sql too. */

export const postsKeptMs = 30 * dayMs;
/** A day less than posts are kept, so that one that was dropped is never taken for a new one. */
export const postsTakenMs = postsKeptMs - dayMs;
/** Clocks differ, and clients set what time they like: a post from further ahead than this is not believed. */
export const postsAheadMs = dayMs;
export const snapshotsKeptMs = 14 * dayMs;
/** Days whose place is made before anything is stored in them, so that no reading waits for it. */
export const snapshotDaysAhead = 2;
/**
 * Two days and the hours that their comparison with the two before touches. Nothing is folded when they go: their hours were
 * kept with them from the first post on.
 */
export const minutesKeptMs = 50 * hourMs;
/** The purge runs once an hour: it drops what would be too old by a network's rules before it comes again. */
export const purgeEveryMs = hourMs;

/** A removed tracker can be brought back for as long. */
export const removedTrackersKeptMs = 30 * dayMs;
/** A workspace that took Groundswell out finds everything again if it comes back within this time (drizzle/0004_installations.sql). */
export const removedWorkspacesKeptMs = 30 * dayMs;
/** A link that was not agreed on in its time is seen by nobody any more (drizzle/0006_links.sql). */
export const unconfirmedLinksKeptMs = dayMs;
/** An ended live message can be brought back as long as its tracker can. */
export const endedBoardsKeptMs = 30 * dayMs;
/** A digest that was stopped can be brought back for as long (drizzle/0008_digests.sql). */
export const stoppedDigestsKeptMs = 30 * dayMs;
/** What was followed and stopped can be brought back for as long (drizzle/0010_relays.sql). */
export const stoppedRelaysKeptMs = 30 * dayMs;
/** A post that goes viral is met within a day, and what says the same is looked for in the last one (drizzle/0010_relays.sql). */
export const relayPostsKeptMs = 2 * dayMs;
/** Nobody scrolls back further in the playground; one that is edited, as live ones are, is as young as its last edit. */
export const messagesKeptMs = 90 * dayMs;
/** They keep a message from going out twice: no work comes back after a quarter of a year. */
export const deliveriesKeptMs = 90 * dayMs;
/** How alerts were told, and the roundups of those told together: nobody asks about older ones (drizzle/0012_peace.sql). */
export const noticesKeptMs = 90 * dayMs;
/** Last year's of the same event, which comes a month late; alarms too (drizzle/0011_alarms.sql). */
export const endedIncidentsKeptMs = 400 * dayMs;
/** Who changed what: a year, and a month to ask about it. */
export const changesKeptMs = 400 * dayMs;

/** From when on posts of a network may be kept by its own rules. */
export const keptFrom = (now: Date, keptDays: number): Date =>
  new Date(now.getTime() - Math.max(keptDays * dayMs - purgeEveryMs, 0));
