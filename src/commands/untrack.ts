import { untracked } from "../cards/tracking.ts";
import { defineCommand } from "./command.ts";
import { tagNames, trackedSubject } from "./options.ts";
import { tracked } from "./tracked.ts";

export default defineCommand({
  name: "untrack",
  names: { en: "untrack", de: "entfolgen", fr: "arrêter", es: "dejar", pt: "parar", ja: "追跡終了" },
  help: {
    en: "Stop following a hashtag in this channel",
    de: "Beendet das Verfolgen eines Hashtags in diesem Kanal",
    fr: "Arrête de suivre un hashtag dans ce canal",
    es: "Deja de seguir un hashtag en este canal",
    pt: "Para de acompanhar uma hashtag neste canal",
    ja: "このチャンネルでのハッシュタグの追跡を終了します",
  },
  examples: ["/untrack #worldcup"],
  options: {
    tag: trackedSubject({
      names: tagNames,
      help: {
        en: "The hashtag to stop following",
        de: "Der Hashtag, der nicht mehr verfolgt wird",
        fr: "Le hashtag à ne plus suivre",
        es: "El hashtag que se deja de seguir",
        pt: "A hashtag que não será mais acompanhada",
        ja: "追跡を終了するハッシュタグ",
      },
    }),
  },
  writes: () => true,
  async run({ options, where, who }, services) {
    const tracker = await tracked(options.tag, where, services);
    const { trackers, changes, boards } = services.tenant(where.channel.workspace);
    for (const board of await boards.list(where.channel)) {
      if (board.tracker === tracker.id) await boards.change(board.id, { endedAt: services.clock.now() });
    }
    await trackers.remove(tracker.id);
    const change = await changes.record({ kind: "untrack", who, about: tracker.id, before: {} });
    return { visible: "channel", card: (language) => untracked(tracker, who, change.id, language) };
  },
});
