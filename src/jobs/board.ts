import { createHash } from "node:crypto";
import { type BoardFacts, boardCard, boardName } from "../cards/board-card.ts";
import type { PictureLine } from "../cards/card.ts";
import { sentimentShown } from "../cards/sentiment-line.ts";
import { boardWords } from "../cards/words/board.ts";
import { sparkline } from "../charts/sparkline.ts";
import type { Board } from "../model/board.ts";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import { disclosed } from "../model/disclosure.ts";
import { UserError } from "../model/errors.ts";
import type { Point } from "../model/feed.ts";
import type { Language } from "../model/language.ts";
import { placeIn } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineJob } from "./job.ts";
import { whilePossible } from "./possible.ts";

/** A live board gets a new picture every minute; the last one stays. */
const livePictureMs = hourMs;

/** Edits one live board where what it says has changed; ends it when its time is over or its tracker is gone. */
export default defineJob<{ workspace: string; board: number; thread?: string }>()({
  name: "board",
  attempts: 3,
  key: ({ board }) => `${board}`,
  async run(input, services) {
    const { trackers, boards, settings } = services.tenant(input.workspace);
    const request = { name: "board", input } as const;
    let board = await boards.get(input.board);
    if (board && !board.message && !board.endedAt) board = await posted(board, input.thread, services);
    if (!board?.message) return services.jobs.stop(request);
    const now = services.clock.now();
    const tracker = await trackers.get(board.tracker);
    if (!board.endedAt && (!tracker || board.endsAt <= now)) board = await boards.change(board.id, { endedAt: now });
    if (board.endedAt) await services.jobs.stop(request);
    const of = tracker ?? (await trackers.get(board.tracker, { evenRemoved: true }));
    if (!of || !board.message) return;

    const { language } = await settings.get();
    const numbers = tracker ? await read(board, tracker, { now, language }, services) : null;
    const shown = fingerprint(board, numbers, language);
    if (shown === board.shown) return;
    const facts = { board, tracker: of, numbers, disclosure: services.sources.disclosure(of.networks) };
    const { id, message: at, createdBy } = board;
    await whilePossible({ request, channel: at.channel, owner: createdBy }, services, async () => {
      const message = await services.chat.update(at, (language) => boardCard(facts, language));
      await boards.change(id, { shown, message });
    });
  },
});

/** Whoever posted it died before it was noted: Discord gives the message that is there. Nothing where it cannot be posted. */
async function posted(board: Board, thread: string | undefined, services: Services): Promise<Board | null> {
  const { workspace } = board.channel;
  const { trackers, boards } = services.tenant(workspace);
  const tracker = await trackers.get(board.tracker);
  if (!tracker) return null;
  const facts = { board, tracker, numbers: null, disclosure: services.sources.disclosure(tracker.networks) };
  try {
    const where = placeIn(board.channel, thread);
    const message = await services.chat.post(where, (language) => boardCard(facts, language), boardName(board));
    const request = { name: "board", input: { workspace, board: board.id } } as const;
    await services.jobs.repeat(request, services.chat.editPaceMs(board.channel));
    return await boards.change(board.id, { message });
  } catch (error) {
    // Whoever asked for it was told.
    if (!(error instanceof UserError)) throw error;
    await boards.change(board.id, { endedAt: services.clock.now() });
    return null;
  }
}

/** Whose posts those were is told of the period alone. */
const countsOnly = { authors: false };

async function read(
  board: Board,
  tracker: Tracker,
  { now, language }: { readonly now: Date; readonly language: Language },
  services: Services,
): Promise<NonNullable<BoardFacts["numbers"]>> {
  const { workspace } = tracker.channel;
  const { reader } = services.tenant(workspace);
  const scope = { trackers: [tracker.id], from: new Date(now.getTime() - board.periodMs), to: now };
  const totals = await reader.totals(scope);
  const before = await reader.totals(
    { ...scope, from: new Date(now.getTime() - 2 * board.periodMs), to: scope.from },
    countsOnly,
  );
  const lastHour = await reader.totals({ ...scope, from: new Date(now.getTime() - hourMs) }, countsOnly);
  const disclosure = services.sources.disclosure(tracker.networks);
  const picture = await services.pictures.draw({
    workspace,
    chart: "volume",
    language,
    ...scope,
    subject: subjectName(tracker.subject),
    disclosure: disclosure && disclosed(disclosure, language),
    ...(board.endedAt ? {} : { keptMs: livePictureMs }),
  });
  const { points } = await reader.series(scope, stepOf(board.periodMs));
  const labels = services.sources.labels(
    totals.networks.map((n) => n.network),
    language,
  );
  const networks = totals.networks.map((n, i) => ({ ...n, label: labels[i] ?? n.network }));
  const line = lineOf(boardWords[language].lineTitle(subjectName(tracker.subject)), board.periodMs, points);
  const drawn = sparkline(points.map(({ posts }) => posts));
  return {
    now: totals,
    before,
    lastHour: lastHour.posts,
    networks,
    picture: { ...picture, line },
    sparkline: drawn,
    at: now,
  };
}

/** About as many steps of the period, each of whole minutes or hours. */
const steps = 18;

function stepOf(periodMs: number): number {
  const unitMs = periodMs > 24 * hourMs ? hourMs : minuteMs;
  return Math.ceil(periodMs / steps / unitMs) * unitMs;
}

/** The picture in short. */
function lineOf(title: string, periodMs: number, points: readonly Point[]): PictureLine {
  const from = periodMs > dayMs ? 0 : 11;
  const label = (at: Date) => at.toISOString().slice(from, 16).replace("T", " ");
  return {
    title,
    points: points.flatMap(({ at, posts }) => (posts === null ? [] : [{ label: label(at), value: posts }])),
  };
}

/** What a reader would notice: equal figures and an equal picture in one language are the same board, whatever the clock says. */
function fingerprint(board: Board, numbers: BoardFacts["numbers"], language: Language): string {
  const { posts, engagement, authors } = numbers?.now ?? {};
  const seen = [
    posts,
    engagement,
    authors,
    numbers?.lastHour,
    numbers && sentimentShown(numbers.now.sentiment),
    numbers?.picture?.light,
    board.endedAt !== null,
    language,
  ];
  return createHash("sha256").update(JSON.stringify(seen)).digest("hex");
}
