import { analysisCard } from "../cards/analysis-card.ts";
import { type Control, commandAction } from "../cards/card.ts";
import { hashtagsOf } from "../text/hashtags.ts";
import { linksOf } from "../text/links.ts";
import { mentionsOf } from "../text/mentions.ts";
import { defineAction } from "./action.ts";

/** As much of a message as is read. */
const charactersMax = 40_000;

/** Asked for about a message of the chat, whose text comes as the value "text": what could be tracked of it. */
export default defineAction({
  id: "analyse",
  writes: false,
  async run({ values, where }, services) {
    const text = [values["text"] ?? ""].flat().join("\n").slice(0, charactersMax);
    const tags = hashtagsOf(text);
    const tracked = await services.tenant(where.channel.workspace).trackers.list(where.channel);
    const offers = tags.flatMap(({ key, display }): readonly Control[] => {
      const there = tracked.find(({ subject }) => subject.kind === "hashtag" && subject.key === key);
      if (there)
        return [{ kind: "button", action: "chart", value: `${there.id}:7d`, label: buttonLabel("Chart", display) }];
      const value = `/track #${display}`;
      if (value.length > valueCharactersMax) return [];
      return [{ kind: "button", action: commandAction, value, label: buttonLabel("Track", display) }];
    });
    const found = {
      hashtags: tags.map(({ display }) => `#${display}`),
      mentions: mentionsOf(text).length,
      links: linksOf(text).length,
    };
    return { visible: "only-you", card: analysisCard(found, offers) };
  },
});

/** What every surface lets a button carry, and what fits on it. */
const valueCharactersMax = 80;
const labelCharactersMax = 40;

const buttonLabel = (verb: string, display: string): string => {
  const characters = Array.from(display);
  const shown =
    characters.length > labelCharactersMax ? `${characters.slice(0, labelCharactersMax).join("")}…` : display;
  return `${verb} #${shown}`;
};
