import { boardCard } from "../cards/board-card.ts";
import { changed } from "../cards/changed.ts";
import type { Board } from "../model/board.ts";
import { dayMs, minuteMs } from "../model/clock.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { type Call, defineCommand } from "./command.ts";
import { refuse } from "./option.ts";
import { period, span, trackedSubject, word } from "./options.ts";
import { tracked } from "./tracked.ts";

/** What a board looks back at least. */
const shortestMs = 10 * minuteMs;

const options = {
  tag: trackedSubject("The hashtag to watch"),
  stop: word("End the board", ["stop"]),
  period: period("How far back the board looks", { ms: dayMs, text: "24h" }, { ms: 14 * dayMs, text: "14d" }),
  for: span("When the board ends by itself", { ms: dayMs, text: "24h" }, { ms: 7 * dayMs, text: "7d" }),
};

export default defineCommand({
  name: "live",
  help: "Put a board into the channel whose numbers move by themselves",
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
  const request = { name: "board", input: { workspace: where.channel.workspace, board: board.id } } as const;
  return {
    visible: "channel",
    card: boardCard({ board, tracker, numbers: null, disclosure: services.sources.disclosure(tracker.networks) }),
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
  if (!there) return refuse("There is no live board of that hashtag in this channel.");
  const { workspace } = call.where.channel;
  await end(there, workspace, services);
  const change = await services
    .tenant(workspace)
    .changes.record({ kind: "live-stop", who: call.who, about: there.id, before: {} });
  return { visible: "channel", card: changed(tracker, call.who, "live board ended", change.id) };
}

async function end(board: Board, workspace: string, services: Services): Promise<void> {
  await services.tenant(workspace).boards.change(board.id, { endedAt: services.clock.now() });
  await services.jobs.add({ name: "board", input: { workspace, board: board.id } });
}
