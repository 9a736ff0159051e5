import { note } from "../cards/changed.ts";
import { charts } from "../charts/index.ts";
import { defineAction } from "./action.ts";

/** Any value. A chart of invented numbers, for who has none of their own yet. */
export default defineAction({
  id: "demo",
  writes: false,
  async run({ where }, services) {
    const [chart] = charts;
    const picture = await services.pictures.sample(chart.name);
    const card = note("What a chart looks like", "These numbers are invented; yours come with /track.");
    return {
      visible: "channel",
      where,
      card: { ...card, tone: "neutral", parts: [...card.parts, { kind: "picture", picture }] },
    };
  },
});
