import { createHash } from "node:crypto";
import type { Card, Picture } from "../../cards/card.ts";
import { dayMs, minuteMs, secondMs } from "../../model/clock.ts";
import { AppError, SourceError } from "../../model/errors.ts";
import { languageOf } from "../../model/language.ts";
import type { MessageRef, Place } from "../../model/place.ts";
import { mayChange, type Settings } from "../../model/settings.ts";
import type { Gate, SharedCache } from "../shared.ts";
import type { Surface } from "../surface.ts";
import type { filesOf } from "./files.ts";
import type { peopleOf } from "./people.ts";
import type { PictureOf } from "./picture.ts";
import { messageOf, type SlackMessage } from "./render.ts";
import { Refused, type WebApi } from "./web-api.ts";

export interface SlackSurfaceOptions {
  readonly api: WebApi;
  readonly files: ReturnType<typeof filesOf>;
  readonly people: ReturnType<typeof peopleOf>;
  readonly cache: SharedCache;
  readonly gate: Gate;
  pictureBytes(key: string): Promise<Uint8Array | null>;
  settingsOf(workspace: string): Promise<Settings>;
  /** Where Slack can fetch pictures from, so that an edit can show a new one; null = nowhere. */
  readonly publicUrl: string | null;
}

/**
 * Edits of all messages of a workspace together: chat.update is of tier 3, "50+ per minute"
 * (docs.slack.dev/apis/web-api/rate-limits); the rest is left to answers that people wait for.
 */
const editKey = "slack:edit:";
export const isEdit = (key: string): boolean => key.startsWith(editKey);
const editsMax = { requests: 40, windowMs: minuteMs };
/** Without a public address a board's new picture goes to its thread, no more often than this. */
const threadPictureMax = { requests: 1, windowMs: 15 * minuteMs };
/** How long it is known what a message shows. */
const shownKnownMs = dayMs;
/** How long a workspace that refused a chart of Slack's own is not sent another. */
const noLinesMs = 7 * dayMs;
/** Slack could not fetch it, or has it no more. */
const isPictureRefused = (error: unknown, { blocks }: SlackMessage): boolean =>
  error instanceof Refused && error.code === "invalid_blocks" && blocks.some(({ type }) => type === "image");
const isLineChart = ({ type }: SlackMessage["blocks"][number]): boolean => type === "data_visualization";
/** A message that cannot be edited any more is posted anew. */
const lostCodes = ["message_not_found", "cant_update_message", "edit_window_closed", "cant_delete_message"];

/** What one message showed last, for all processes. */
interface Shown {
  readonly hash: string;
  /** The picture in it: its key, and the file it is of where it was uploaded. */
  readonly picture: { readonly key: string; readonly file: string | null } | null;
  /** The message whose thread it stands in. */
  readonly thread: string | null;
  /** The message that took its place; it may still be there itself. */
  readonly anew?: string;
}

export function createSlackSurface(options: SlackSurfaceOptions): Surface {
  const { api, files, people, cache, gate, publicUrl } = options;
  const shownKey = ({ channel, id }: MessageRef) => `slack:shown:${channel.workspace}:${channel.id}:${id}`;
  const shownIn = async (message: MessageRef) => (await cache.get(shownKey(message))) as Shown | null;
  const remember = (message: MessageRef, shown: Shown) => cache.put(shownKey(message), shown, shownKnownMs);

  const fileOf = (workspace: string, { light: key, alt }: Picture) =>
    files(workspace, { key, alt, bytes: () => options.pictureBytes(key) });
  const addressOf = ({ light }: Picture) => (publicUrl ? new URL(`/pictures/${light}.png`, publicUrl).href : null);

  /** The card with its picture as it can be shown at once: by address, as the file that is given, or drawn by Slack itself. */
  const rendered = (card: Card, file: string | null, drawsLines = false): SlackMessage => {
    const pictureOf: PictureOf = (picture) => {
      const url = addressOf(picture);
      if (url) return { kind: "url", url };
      if (file) return { kind: "file", id: file };
      return drawsLines ? { kind: "line" } : null;
    };
    return messageOf(card, pictureOf);
  };
  /** Null too where Slack takes no file: what is said matters more than its picture. */
  const uploaded = async (workspace: string, card: Card): Promise<string | null> => {
    const picture = pictureIn(card);
    if (!picture || publicUrl) return null;
    return fileOf(workspace, picture).catch((error: unknown) => {
      if (error instanceof Refused) return null;
      throw error;
    });
  };

  const send = async (where: Place, card: Card, file: string | null): Promise<MessageRef> => {
    const { channel, thread } = where;
    const message = rendered(card, file);
    const say = ({ text, blocks }: SlackMessage) =>
      api.call(channel.workspace, (client) =>
        client.chat.postMessage({
          channel: channel.id,
          text,
          blocks,
          ...(thread ? { thread_ts: thread.id } : {}),
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
    const { ts, channel: at } = await say(message).catch((error: unknown) => {
      if (!isPictureRefused(error, message)) throw error;
      return say(messageOf(card, () => null));
    });
    if (!ts) throw new SourceError("Slack", "bad-response", { detail: "a message without its ts" });
    // A person's id stands for the direct channel with them, by whose own id alone a message there is edited.
    const posted = { channel: { ...channel, id: at ?? channel.id }, id: ts };
    await remember(posted, { ...shownOf(message, card, file), thread: thread?.id ?? null });
    return posted;
  };
  const post = async (where: Place, card: Card): Promise<MessageRef> =>
    send(where, card, await uploaded(where.channel.workspace, card));

  /** False where it is not there to be edited any more. */
  const edit = async (target: MessageRef, card: Card, file: string | null, shown: Shown | null): Promise<boolean> => {
    const { channel, id: ts } = target;
    const noLines = `slack:no-lines:${channel.workspace}`;
    const drawsLines = (await cache.get(noLines)) === null;
    const message = rendered(card, file, drawsLines);
    const now = { ...shownOf(message, card, file), thread: shown?.thread ?? null };
    if (shown?.hash === now.hash) return true;
    const entry = await gate.enter(`${editKey}${channel.workspace}`, editsMax);
    if (!entry.allowed) throw new SourceError("Slack", "rate-limited", { retryAfterMs: entry.waitMs });
    try {
      await api.call(channel.workspace, (client) =>
        client.chat.update({ channel: channel.id, ts, ...(message as SlackMessage & { blocks: never[] }) }),
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (lostCodes.includes(error.code)) return false;
      if (isPictureRefused(error, message)) {
        const words = messageOf(card, () => null);
        await api.call(channel.workspace, (client) =>
          client.chat.update({ channel: channel.id, ts, ...(words as SlackMessage & { blocks: never[] }) }),
        );
        await remember(target, now);
        return true;
      }
      // Not every workspace has Slack's own charts yet.
      const isChart = error.code === "invalid_blocks" && drawsLines && message.blocks.some(isLineChart);
      if (!isChart) throw error;
      await cache.put(noLines, true, noLinesMs);
      return edit(target, card, file, shown);
    }
    await remember(target, now);
    return true;
  };

  const remove = async ({ channel, id: ts }: MessageRef): Promise<void> => {
    try {
      await api.call(channel.workspace, (client) => client.chat.delete({ channel: channel.id, ts }));
    } catch (error) {
      if (!(error instanceof Refused && lostCodes.includes(error.code))) throw error;
    }
  };

  /** A picture that the edited message itself cannot show. */
  const followUp = async (target: MessageRef, card: Card, thread: string | null): Promise<void> => {
    const entry = await gate.enter(`slack:thread-picture:${shownKey(target)}`, threadPictureMax);
    const picture = entry.allowed ? pictureIn(card) : null;
    if (!picture) return;
    const { title, tone, summary, language } = card;
    await post(
      { channel: target.channel, thread: { ...target, id: thread ?? target.id } },
      { title, tone, summary, ...(language && { language }), parts: [{ kind: "picture", picture }] },
    );
  };

  /** An edit cannot show a file that was uploaded since (slackapi/bolt-python#1295): see the three ways below. */
  const update = async (target: MessageRef, card: Card): Promise<MessageRef> => {
    const shown = await shownIn(target);
    if (shown?.anew) {
      await remove(target);
      return update({ ...target, id: shown.anew }, card);
    }
    const picture = pictureIn(card);
    const isNew = picture !== null && !publicUrl && shown?.picture?.key !== picture.light;
    if (!isNew) {
      const file = picture ? (shown?.picture?.file ?? null) : null;
      return (await edit(target, card, file, shown)) ? target : post(placeOf(target, shown), card);
    }
    if (!card.moves) {
      // It was a placeholder: the answer comes in a message of its own, and takes its place.
      const anew = await post(placeOf(target, shown), card);
      const replaced = { hash: "", picture: null, thread: null, ...shown, anew: anew.id };
      await Promise.all([remember(target, replaced), remove(target)]);
      return anew;
    }
    // Its first picture stays in it, or its words stand in for one; what it looks like now follows in its thread.
    if (!(await edit(target, card, shown?.picture?.file ?? null, shown))) return post(placeOf(target, shown), card);
    await followUp(target, card, shown?.thread ?? null);
    return target;
  };

  return {
    name: "slack",
    editPaceMs: 30 * secondMs,
    hasThreads: true,
    hearsInPrivate: true,
    // A direct channel, or somebody's own page, which goes by their id (docs.slack.dev/reference/objects/conversation-object).
    isDirect: ({ id }) => /^[DUW]/u.test(id),
    post,
    update,
    async whisper({ channel, thread }, who, card) {
      if (channel.id === who.id) return void (await post({ channel }, card));
      const message = rendered(card, null);
      await api.call(channel.workspace, (client) =>
        client.chat.postEphemeral({
          channel: channel.id,
          user: who.id,
          ...message,
          ...(thread ? { thread_ts: thread.id } : {}),
        }),
      );
    },
    async tell(workspace, who, card) {
      await post({ channel: { surface: "slack", workspace, id: who.id } }, card);
    },
    async mayManage({ channel: { workspace } }, who, what) {
      const { rank } = await people(workspace, who.id);
      return what === "workspace" ? rank === "admin" : mayChange(await options.settingsOf(workspace), rank);
    },
    zoneOf: async (workspace, who) => (await people(workspace, who.id)).zone,
    async languageOf(workspace, who) {
      try {
        return languageOf((await people(workspace, who.id)).locale);
      } catch (error) {
        if (!(error instanceof AppError || error instanceof Refused)) throw error;
        return null;
      }
    },
    // Nothing that tells without posting is asked for at installation; posting says it.
    check: async () => [],
  };
}

const placeOf = ({ channel }: MessageRef, shown: Shown | null): Place =>
  shown?.thread ? { channel, thread: { channel, id: shown.thread } } : { channel };

const pictureIn = ({ parts }: Card): Picture | null =>
  parts.flatMap((part) => (part.kind === "picture" ? [part.picture] : []))[0] ?? null;

function shownOf(message: SlackMessage, card: Card, file: string | null): Omit<Shown, "thread"> {
  const picture = pictureIn(card);
  const hash = createHash("sha256").update(JSON.stringify(message)).digest("hex");
  return { hash, picture: picture ? { key: picture.light, file } : null };
}
