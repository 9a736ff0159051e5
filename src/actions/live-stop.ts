import { boardEnded, changed } from "../cards/changed.ts";
import { refuse } from "../model/errors.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** Value: "board". */
export default defineAction({
  id: "live-stop",
  writes: true,
  async run(press, services) {
    const { value, where, who } = press;
    const { workspace } = where.channel;
    const { boards, changes } = services.tenant(workspace);
    const board = await boards.get(readValue(value).id);
    if (!board || board.endedAt || board.channel.id !== where.channel.id)
      return refuse({
        en: "That board has ended already.",
        de: "Dieses Board ist schon beendet.",
        fr: "Ce tableau est déjà terminé.",
        es: "Ese panel ya ha terminado.",
        pt: "Esse painel já terminou.",
        ja: "このボードはすでに終了しています。",
      });
    const tracker = await trackerOf(board.tracker, press, services);
    await boards.change(board.id, { endedAt: services.clock.now() });
    const change = await changes.record({ kind: "live-stop", who, about: board.id, before: {} });
    await services.jobs.add({ name: "board", input: { workspace, board: board.id } });
    return { visible: "channel", card: (language) => changed(tracker, who, boardEnded[language], change.id, language) };
  },
});
