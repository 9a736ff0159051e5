import { samplesOf } from "./text-posts.ts";
import { wayNamed } from "./text-ways.ts";
import { turnMs } from "./turns.ts";

/** What is asked of a runner: a turn, from one post up to another. What comes back is its milliseconds. */
export interface Turn {
  readonly from: number;
  readonly to: number;
}

/** A process that reads posts in one way alone: libraries that share one change each other's speed. */
const [name, postsMultiple] = process.argv.slice(2);
const { posts } = await samplesOf(Number(postsMultiple));
const way = await wayNamed(name as string, posts);
process.on("message", ({ from, to }: Turn) => process.send?.(turnMs(way, from, to)));
process.send?.("ready");
