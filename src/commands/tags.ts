import { trackersCard } from "../cards/trackers-card.ts";
import { defineCommand } from "./command.ts";
import { trackerLines } from "./tracker-lines.ts";

export default defineCommand({
  name: "tags",
  names: { en: "tags", de: "liste", fr: "liste", es: "lista", pt: "lista", ja: "一覧" },
  help: {
    en: "Show what is tracked in this channel",
    de: "Zeigt, was in diesem Kanal verfolgt wird",
    fr: "Affiche ce qui est suivi dans ce canal",
    es: "Muestra lo que se sigue en este canal",
    pt: "Mostra o que é acompanhado neste canal",
    ja: "このチャンネルで追跡しているものを表示します",
  },
  examples: ["/tags"],
  options: {},
  writes: () => false,
  async run({ where }, services) {
    const listed = await services.tenant(where.channel.workspace).trackers.list(where.channel);
    const lines = await trackerLines(listed, services);
    const disclosure = services.sources.disclosure(listed.flatMap((t) => [...t.networks]));
    const now = services.clock.now();
    return { visible: "only-you", card: (language) => trackersCard(lines, now, disclosure, language) };
  },
});
