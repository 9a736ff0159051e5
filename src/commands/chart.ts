import { chartCard } from "../cards/chart-card.ts";
import { charts } from "../charts/index.ts";
import { dayMs } from "../model/clock.ts";
import { defineCommand } from "./command.ts";
import { period, trackedSubject, word } from "./options.ts";
import { tracked } from "./tracked.ts";

export default defineCommand({
  name: "chart",
  help: "Draw a chart of a tracked hashtag",
  examples: ["/chart #worldcup", "/chart #worldcup 24h"],
  options: {
    tag: trackedSubject("The hashtag to draw"),
    chart: word(
      "Which chart",
      charts.map((chart) => chart.name),
    ),
    period: period("How far back", { ms: 7 * dayMs, text: "7d" }, { ms: 400 * dayMs, text: "400d" }),
  },
  writes: () => false,
  async run({ options, where, who }, services) {
    const tracker = await tracked(options.tag, where, services);
    const chart = charts.find((c) => c.name === options.chart) ?? charts[0];
    const disclosure = services.sources.disclosure(tracker.networks);
    const facts = { tracker, chart, periodMs: options.period.ms, askedBy: who, disclosure, picture: null };
    return {
      visible: "channel",
      card: chartCard(facts),
      follow: (message) => ({
        name: "chart",
        input: {
          workspace: where.channel.workspace,
          tracker: tracker.id,
          chart: chart.name,
          periodMs: options.period.ms,
          message,
          askedBy: who,
        },
      }),
    };
  },
});
