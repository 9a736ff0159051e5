import alerts from "./alerts.ts";
import author from "./author.ts";
import chart from "./chart.ts";
import type { Command } from "./command.ts";
import digest from "./digest.ts";
import follow from "./follow.ts";
import { createHashtag } from "./hashtag.ts";
import live from "./live.ts";
import quiet from "./quiet.ts";
import tags from "./tags.ts";
import top from "./top.ts";
import track from "./track.ts";
import untrack from "./untrack.ts";

/** Every slash command, in the order help shows them. */
export const commands: readonly Command[] = [
  track,
  live,
  follow,
  chart,
  top,
  author,
  alerts,
  quiet,
  digest,
  tags,
  untrack,
  createHashtag(() => commands),
];
