import board from "./board.ts";
import chart from "./chart.ts";
import collect from "./collect.ts";
import detect from "./detect.ts";
import follow from "./follow.ts";
import incident from "./incident.ts";
import purge from "./purge.ts";
import welcome from "./welcome.ts";

/** Every kind of background work. */
export const jobs = [follow, collect, detect, incident, board, welcome, chart, purge] as const;
