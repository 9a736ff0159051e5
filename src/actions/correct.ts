import { correctedCard, incorrigible } from "../cards/corrected.ts";
import { refuse } from "../model/errors.ts";
import { sentiments } from "../model/post.ts";
import { defineAction } from "./action.ts";
import { oldButton, readValue, trackerOf } from "./value.ts";

/** Value: "tracker:post-positive", the post by its key. */
export default defineAction({
  id: "correct",
  writes: true,
  async run(press, services) {
    const { id, detail } = readValue(press.value);
    const [, key, said] = /^(\d{1,15})-([a-z]+)$/u.exec(detail) ?? [];
    const sentiment = sentiments.find((name) => name === said);
    if (!key || !sentiment) return refuse(oldButton);
    const tracker = await trackerOf(id, press, services);
    const { corrections } = services.tenant(press.where.channel.workspace);
    const { who } = press;
    const made = await corrections.correct(Number(key), { tracker: tracker.id, sentiment, who });
    if (typeof made === "string") return refuse(incorrigible[made]);
    return { visible: "channel", card: (language) => correctedCard(made, { who, undo: made.change }, language) };
  },
});
