import { demoCard } from "../cards/demo-card.ts";
import { charts } from "../charts/index.ts";
import { defineAction } from "./action.ts";

/** Any value. Shows what a chart looks like to who has no numbers of their own yet. */
export default defineAction({
  id: "demo",
  writes: false,
  run: async ({ where }) => ({
    visible: "channel",
    card: (language) => demoCard(null, language),
    follow: (message) => ({
      name: "sample",
      input: { workspace: where.channel.workspace, chart: charts[0].name, message },
    }),
  }),
});
