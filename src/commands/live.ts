import { boardCard, boardName } from "../cards/board-card.ts";
import { boardEnded, changed } from "../cards/changed.ts";
import type { Board } from "../model/board.ts";
import { dayMs, minuteMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { type Call, defineCommand } from "./command.ts";
import { period, span, tagNames, trackedSubject, word } from "./options.ts";
import { tracked } from "./tracked.ts";

/** What a board looks back at least. */
const shortestMs = 10 * minuteMs;

const options = {
  tag: trackedSubject({
    names: tagNames,
    help: {
      en: "The hashtag to watch",
      de: "Der Hashtag, der beobachtet wird",
      fr: "Le hashtag à observer",
      es: "El hashtag que se observa",
      pt: "A hashtag a observar",
      ja: "見守るハッシュタグ",
    },
  }),
  stop: word(
    {
      names: { en: "stop", de: "stopp", fr: "arrêt", es: "parar", pt: "parar", ja: "停止" },
      help: {
        en: "End the board",
        de: "Beendet das Board",
        fr: "Arrête le tableau",
        es: "Termina el panel",
        pt: "Encerra o painel",
        ja: "ボードを終了します",
      },
    },
    ["stop"],
    {
      en: { stop: "stop" },
      de: { stop: "stopp" },
      fr: { stop: "arrêt" },
      es: { stop: "parar" },
      pt: { stop: "parar" },
      ja: { stop: "停止" },
    },
  ),
  period: period(
    {
      names: { en: "period", de: "zeitraum", fr: "période", es: "periodo", pt: "período", ja: "期間" },
      help: {
        en: "How far back the board looks",
        de: "Wie weit das Board zurückblickt",
        fr: "Jusqu’où remonte le tableau",
        es: "Cuánto tiempo atrás mira el panel",
        pt: "Até onde o painel olha para trás",
        ja: "ボードがさかのぼる期間",
      },
    },
    { ms: dayMs, text: "24h" },
    { ms: 14 * dayMs, text: "14d" },
  ),
  for: span(
    {
      names: { en: "for", de: "dauer", fr: "durée", es: "duración", pt: "duração", ja: "時間" },
      help: {
        en: "When the board ends by itself",
        de: "Wann das Board von selbst endet",
        fr: "Quand le tableau se termine tout seul",
        es: "Cuándo termina el panel por sí solo",
        pt: "Quando o painel termina sozinho",
        ja: "ボードが自動で終了するまでの時間",
      },
    },
    { ms: dayMs, text: "24h" },
    { ms: 7 * dayMs, text: "7d" },
  ),
};

export default defineCommand({
  name: "live",
  names: { en: "live", de: "live", fr: "direct", es: "en-vivo", pt: "ao-vivo", ja: "ライブ" },
  help: {
    en: "Put a board into the channel whose numbers move by themselves",
    de: "Setzt ein Board in den Kanal, dessen Zahlen sich von selbst bewegen",
    fr: "Affiche dans le canal un tableau dont les chiffres évoluent tout seuls",
    es: "Pone en el canal un panel cuyos números se mueven solos",
    pt: "Coloca no canal um painel cujos números se atualizam sozinhos",
    ja: "数字が自動で更新されるボードをチャンネルに表示します",
  },
  examples: ["/live #worldcup", "/live #worldcup 6h for:2h", "/live #worldcup stop"],
  options,
  writes: () => true,
  async run(call, services) {
    const tracker = await tracked(call.options.tag, call.where, services);
    const boards = await services.tenant(call.where.channel.workspace).boards.list(call.where.channel);
    const there = boards.find((board) => board.tracker === tracker.id);
    if (call.options.stop) return stop(tracker, there, call, services);
    return start(tracker, there, call, services);
  },
});

/** One board per subject and channel: a new one ends the earlier. */
async function start(
  tracker: Tracker,
  there: Board | undefined,
  call: Call<typeof options>,
  services: Services,
): Promise<Reply> {
  const { where, who } = call;
  const { boards, changes } = services.tenant(where.channel.workspace);
  const now = services.clock.now();
  if (there) await end(there, where.channel.workspace, services);
  const board = await boards.create({
    tracker: tracker.id,
    channel: where.channel,
    periodMs: Math.max(shortestMs, call.options.period.ms),
    createdBy: who,
    endsAt: new Date(now.getTime() + call.options.for.ms),
  });
  await changes.record({ kind: "live", who, about: board.id, before: {} });
  const disclosure = services.sources.disclosure(tracker.networks);
  const request = { name: "board", input: { workspace: where.channel.workspace, board: board.id } } as const;
  const thread = where.thread ? { thread: where.thread.id } : {};
  return {
    visible: "channel",
    once: { name: boardName(board), mend: { ...request, input: { ...request.input, ...thread } } },
    card: (language) => boardCard({ board, tracker, numbers: null, disclosure }, language),
    posted: async (message) => {
      await boards.change(board.id, { message });
      await services.jobs.repeat(request, services.chat.editPaceMs(where.channel));
      await services.jobs.add(request);
    },
  };
}

async function stop(
  tracker: Tracker,
  there: Board | undefined,
  call: Call<typeof options>,
  services: Services,
): Promise<Reply> {
  if (!there)
    return refuse({
      en: "There is no live board of that hashtag in this channel.",
      de: "In diesem Kanal gibt es kein Live-Board zu diesem Hashtag.",
      fr: "Il n’y a pas de tableau en direct de ce hashtag dans ce canal.",
      es: "En este canal no hay ningún panel en vivo de ese hashtag.",
      pt: "Não há painel ao vivo dessa hashtag neste canal.",
      ja: "このチャンネルにそのハッシュタグのライブボードはありません。",
    });
  const { workspace } = call.where.channel;
  await end(there, workspace, services);
  const change = await services
    .tenant(workspace)
    .changes.record({ kind: "live-stop", who: call.who, about: there.id, before: {} });
  return {
    visible: "channel",
    card: (language) => changed(tracker, call.who, boardEnded[language], change.id, language),
  };
}

async function end(board: Board, workspace: string, services: Services): Promise<void> {
  await services.tenant(workspace).boards.change(board.id, { endedAt: services.clock.now() });
  await services.jobs.add({ name: "board", input: { workspace, board: board.id } });
}
