import { analysisCard } from "../cards/analysis-card.ts";
import { type Control, commandAction } from "../cards/card.ts";
import { inEvery, type Language } from "../model/language.ts";
import { hashtagsOf } from "../text/hashtags.ts";
import { linksOf } from "../text/links.ts";
import { mentionsOf } from "../text/mentions.ts";
import { understand } from "../text/understand.ts";
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
    const offersIn = (language: Language) =>
      tags.flatMap(({ key, display }): readonly Control[] => {
        const there = tracked.find(({ subject }) => subject.kind === "hashtag" && subject.key === key);
        if (there)
          return [
            { kind: "button", action: "chart", value: `${there.id}:7d`, label: words[language].chart(shown(display)) },
          ];
        const value = `/track #${display}`;
        if (value.length > valueCharactersMax) return [];
        return [{ kind: "button", action: commandAction, value, label: words[language].track(shown(display)) }];
      });
    const { language: read, sentiment, topics } = understand(text);
    const found = {
      language: read,
      // Of what is in no language there is nothing to say.
      sentiment: read === null ? null : sentiment.label,
      topics,
      hashtags: tags.map(({ display }) => `#${display}`),
      mentions: mentionsOf(text).length,
      links: linksOf(text).length,
    };
    return { visible: "only-you", card: (language) => analysisCard(found, offersIn(language), language) };
  },
});

/** What every surface lets a button carry, and what fits on it. */
const valueCharactersMax = 80;
const labelCharactersMax = 40;

const shown = (display: string): string => {
  const characters = Array.from(display);
  return characters.length > labelCharactersMax
    ? `#${characters.slice(0, labelCharactersMax).join("")}…`
    : `#${display}`;
};

const words = inEvery({
  en: { chart: (tag: string) => `Chart ${tag}`, track: (tag: string) => `Track ${tag}` },
  de: { chart: (tag) => `Diagramm: ${tag}`, track: (tag) => `${tag} verfolgen` },
  fr: { chart: (tag) => `Graphique : ${tag}`, track: (tag) => `Suivre ${tag}` },
  es: { chart: (tag) => `Gráfico de ${tag}`, track: (tag) => `Seguir ${tag}` },
  pt: { chart: (tag) => `Gráfico de ${tag}`, track: (tag) => `Acompanhar ${tag}` },
  ja: { chart: (tag) => `グラフ: ${tag}`, track: (tag) => `${tag} を追跡` },
});
