import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

/** What is collected once for everybody. Posts carry no workspace; a workspace reaches them through its trackers' feeds only. */

const id = () => bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity();
const at = () => timestamp({ withTimezone: true, mode: "date" });
const big = () => bigint({ mode: "number" });

/** Time that was really observed, as one value per feed: unions and gaps are Postgres's own. */
const timeRanges = customType<{ data: string }>({ dataType: () => "tstzmultirange" });
/** Distinct authors: a multi-resolution bitmap, merged by OR (store/sketch.ts says how it is read). */
export const sketchBits = 16_384;
/** More authors' bits than this are not listed one by one, but set in a bitmap: 2 kB, which most hours never need. */
export const listedBitsMax = 256;
const sketch = customType<{ data: string }>({ dataType: () => `bit(${sketchBits})` });

export const subjects = pgTable(
  "subjects",
  {
    id: id(),
    kind: text().notNull(),
    key: text().notNull(),
    display: text().notNull(),
    createdAt: at().notNull().default(sql`now()`),
  },
  (t) => [unique().on(t.kind, t.key)],
);

export const feeds = pgTable(
  "feeds",
  {
    id: id(),
    source: text().notNull(),
    network: text().notNull(),
    subjectId: big()
      .notNull()
      .references(() => subjects.id),
    /** null = shared by all; otherwise the one workspace whose linked account pays. Walled. */
    workspaceId: text(),
    detector: jsonb(),
    /** How often it is read at present; null = not yet read, or streamed. */
    paceMs: integer(),
    createdAt: at().notNull().default(sql`now()`),
  },
  (t) => [unique("feeds_once").on(t.source, t.network, t.subjectId, t.workspaceId).nullsNotDistinct()],
);

export const coverage = pgTable("coverage", {
  feedId: big()
    .primaryKey()
    .references(() => feeds.id, { onDelete: "cascade" }),
  seen: timeRanges().notNull(),
  lastSeenAt: at().notNull(),
});

/** Where reading goes on: "feed:12" or "stream:bluesky". Moves in the transaction that stores what was read. */
export const cursors = pgTable("cursors", {
  name: text().primaryKey(),
  value: text().notNull(),
  movedAt: at().notNull(),
});

export const authors = pgTable(
  "authors",
  {
    network: text().notNull(),
    id: text().notNull(),
    handle: text().notNull(),
    name: text(),
    followers: integer(),
    verified: boolean(),
    /** Whether the network says that a program writes. */
    automated: boolean(),
    influencer: boolean().notNull(),
    seenAt: at().notNull(),
  },
  (t) => [primaryKey({ columns: [t.network, t.id] })],
);

/** Narrow: what filters and lists need. The rarely read rest of a post is one JSON value, absent for most. */
export const posts = pgTable(
  "posts",
  {
    key: id(),
    network: text().notNull(),
    id: text().notNull(),
    authorId: text(),
    postedAt: at().notNull(),
    /** original, repost, reply, quote. */
    kind: text().notNull(),
    /** text, link, image, video … */
    content: text().notNull(),
    language: text(),
    sentiment: text(),
    text: text().notNull(),
    tags: text().array().notNull(),
    topics: text().array().notNull(),
    likes: integer(),
    shares: integer(),
    replies: integer(),
    views: big(),
    /** Engagement per view or follower, a fraction. */
    rate: real(),
    viral: boolean().notNull().default(false),
    sensitive: boolean().notNull().default(false),
    /**
     * When its counters were last read (to the minute, where nothing changed); an older reading that arrives late changes
     * nothing.
     */
    seenAt: at().notNull(),
    /** When its network deleted it, or its terms ended its time here: what is left is that it must not come back. */
    goneAt: at(),
    /** title, url, community, client, location, media, extras. */
    more: jsonb(),
    /** Which version of text/ said language, sentiment, topics and place; null = none. */
    understanding: smallint(),
    /** Whether the language is its network's word. */
    languageTold: boolean().notNull().default(false),
  },
  (t) => [
    unique("posts_once").on(t.network, t.id),
    // Few are; whoever waits for the next one looks every few seconds.
    index("posts_viral").on(t.postedAt).where(sql`viral`),
  ],
);

export const feedPosts = pgTable(
  "feed_posts",
  {
    feedId: big().notNull(),
    postedAt: at().notNull(),
    postKey: big().notNull(),
    /** The author's bit in the sketch; null = unknown. */
    authorBit: smallint(),
  },
  (t) => [primaryKey({ columns: [t.feedId, t.postedAt, t.postKey] }), index().on(t.postKey)],
);

/** A post's counters at one time; partitioned by day (see drizzle/0001), made ahead and dropped after their time. */
export const snapshots = pgTable(
  "snapshots",
  {
    postKey: big().notNull(),
    at: at().notNull(),
    likes: integer(),
    shares: integer(),
    replies: integer(),
    views: big(),
  },
  (t) => [primaryKey({ columns: [t.postKey, t.at] })],
);

const rollup = () => ({
  feedId: big().notNull(),
  at: at().notNull(),
  /** The network's own count, where it gives one; set, not added. */
  counted: integer(),
  /** Posts we saw. */
  observed: integer().notNull().default(0),
  /** Likes, shares and replies gained while observed; may be negative. */
  engagement: big().notNull().default(0),
  views: big().notNull().default(0),
  /** Of those observed: how they feel. The rest is in languages that nobody reads. */
  negative: integer().notNull().default(0),
  neutral: integer().notNull().default(0),
  positive: integer().notNull().default(0),
});

export const rollupMinutes = pgTable("rollup_minutes", rollup(), (t) => [primaryKey({ columns: [t.feedId, t.at] })]);
export const rollupHours = pgTable(
  "rollup_hours",
  {
    ...rollup(),
    /** null = nobody's bit is set yet. */
    authors: sketch(),
    /** Bits to set in `authors` too: those of the latest posts, so that the bitmap is not written again for each. */
    authorBits: smallint().array().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.feedId, t.at] })],
);

/** What was asked of each network and what it cost, per window. Walled where a workspace pays. */
export const quotas = pgTable(
  "quotas",
  {
    source: text().notNull(),
    payer: text().notNull(),
    windowStart: at().notNull(),
    requests: integer().notNull(),
    costUsd: real().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.source, t.payer, t.windowStart] })],
);
