import alarm from "./alarm.ts";
import alarms from "./alarms.ts";
import board from "./board.ts";
import chart from "./chart.ts";
import collect from "./collect.ts";
import detect from "./detect.ts";
import digest from "./digest.ts";
import digestNow from "./digest-now.ts";
import digests from "./digests.ts";
import due from "./due.ts";
import end from "./end.ts";
import escalate from "./escalate.ts";
import fill from "./fill.ts";
import follow from "./follow.ts";
import incident from "./incident.ts";
import preview from "./preview.ts";
import purge from "./purge.ts";
import refresh from "./refresh.ts";
import relay from "./relay.ts";
import relays from "./relays.ts";
import roundup from "./roundup.ts";
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
  alarms,
  alarm,
  share,
  escalate,
  roundup,
  end,
  due,
  board,
  relays,
  relay,
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
