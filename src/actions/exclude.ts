import { mostOf } from "../analysis/excluded.ts";
import { aboutSpan, readExcess } from "../analysis/why-reading.ts";
import { excludedCard } from "../cards/feedback-card.ts";
import { whyWords } from "../cards/words/why.ts";
import { refuse } from "../model/errors.ts";
import { told } from "../model/language.ts";
import { defineAction } from "./action.ts";
import { oldButton, readValue, trackerOf } from "./value.ts";

/** Value: "incident:author", ":tag" or ":network". Bursts that are mostly of what made the most of that one are recorded only. */
export default defineAction({
  id: "exclude",
  writes: true,
  async run(press, services) {
    const { where, who } = press;
    const { id, detail } = readValue(press.value);
    const { incidents, reader, feedback, changes } = services.tenant(where.channel.workspace);
    const incident = await incidents.get(id);
    const tracker = await trackerOf(incident?.tracker ?? 0, press, services);
    if (!incident) return refuse(oldButton);
    const found = await readExcess(reader, tracker, aboutSpan(incident, services.clock.now()));
    if (typeof found === "string") return refuse(told((language) => whyWords[language][found]));
    const most = mostOf(found.excess, tracker.networks).find(({ kind }) => kind === detail);
    if (!most) return refuse(oldButton);
    const exclusion = await feedback.exclude({ tracker: tracker.id, ...most });
    const before = { exclusion: exclusion.id };
    const { id: undo } = await changes.record({ kind: "exclude", who, about: tracker.id, before });
    return {
      visible: "channel",
      card: (language) => excludedCard({ tracker, who, undo }, exclusion, services.sources, language),
    };
  },
});
