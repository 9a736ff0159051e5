import { readWhy } from "../analysis/why-reading.ts";
import { whyCard } from "../cards/why-card.ts";
import { whyWords } from "../cards/words/why.ts";
import { refuse } from "../model/errors.ts";
import { told } from "../model/language.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** Value: "incident". What is more than usual, by network, author, hashtag, language and hour, and what moved people first. */
export default defineAction({
  id: "why",
  writes: false,
  async run(press, services) {
    const { incidents, reader } = services.tenant(press.where.channel.workspace);
    const incident = await incidents.get(readValue(press.value).id);
    const tracker = await trackerOf(incident?.tracker ?? 0, press, services);
    if (!incident) return refuse(told((language) => whyWords[language].gone));
    const reading = await readWhy(reader, tracker, incident, services.clock.now());
    if (typeof reading === "string") return refuse(told((language) => whyWords[language][reading]));
    return {
      visible: "only-you",
      card: (language) => whyCard({ tracker, incident, ...reading }, services.sources, language),
    };
  },
});
