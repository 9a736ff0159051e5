import { chartCard } from "../cards/chart-card.ts";
import { charts } from "../charts/index.ts";
import { dayMs } from "../model/clock.ts";
import { readPeriod } from "../model/period.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** As far back as /chart looks. */
const periodMaxMs = 400 * dayMs;

/** Value: "tracker:period", or "tracker:period-chart". */
export default defineAction({
  id: "chart",
  writes: false,
  async run(press, services) {
    const { where, who } = press;
    const { id, detail } = readValue(press.value);
    const tracker = await trackerOf(id, press, services);
    const [typed = "", ...name] = detail.split("-");
    const chart = charts.find((c) => c.name === name.join("-")) ?? charts[0];
    const periodMs = Math.min(readPeriod(typed)?.ms ?? 7 * dayMs, periodMaxMs);
    const disclosure = services.sources.disclosure(tracker.networks);
    const input = {
      workspace: where.channel.workspace,
      tracker: tracker.id,
      chart: chart.name,
      periodMs,
      askedBy: who,
    };
    return {
      visible: "channel",
      where: { channel: tracker.channel },
      card: (language) => chartCard({ tracker, chart, periodMs, askedBy: who, disclosure, picture: null }, language),
      follow: (message) => ({ name: "chart", input: { ...input, message } }),
    };
  },
});
