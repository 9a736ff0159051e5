import board from "./board.ts";
import chart from "./chart.ts";
import collect from "./collect.ts";
import detect from "./detect.ts";
import digest from "./digest.ts";
import digestNow from "./digest-now.ts";
import digests from "./digests.ts";
import fill from "./fill.ts";
import follow from "./follow.ts";
import incident from "./incident.ts";
import preview from "./preview.ts";
import purge from "./purge.ts";
import refresh from "./refresh.ts";
import sample from "./sample.ts";
import share from "./share.ts";
import tuned from "./tuned.ts";
import understand from "./understand.ts";
import welcome from "./welcome.ts";

/** Every kind of background work. */
export const jobs = [
  follow,
  collect,
  fill,
  refresh,
  detect,
  incident,
  share,
  board,
  digests,
  digest,
  digestNow,
  welcome,
  chart,
  preview,
  tuned,
  sample,
  understand,
  purge,
] as const;
