import { demoCard } from "../cards/demo-card.ts";
import type { MessageRef } from "../model/place.ts";
import { defineJob } from "./job.ts";

/** Draws a chart of invented numbers into a message that is there already. */
export default defineJob<{ workspace: string; chart: string; message: MessageRef }>()({
  name: "sample",
  attempts: 3,
  key: ({ message }) => message.id,
  async run({ workspace, chart, message }, { chat, pictures, tenant }) {
    const { language } = await tenant(workspace).settings.get();
    const picture = await pictures.sample(chart, language);
    await chat.update(message, (language) => demoCard(picture, language));
  },
});
