import { type Message, type MessageLog, mayRead } from "../chat/playground/log.ts";
import type { Channel } from "../model/place.ts";
import type { Log } from "../services.ts";

/** How many messages a page shows when it opens. */
export const messagesMax = 100;
const heartbeatMs = 15_000;
/** Events that wait for one reader; one who falls further behind is cut off, comes back and gets the whole list. */
const waitingMax = 256;

/** The event streams of everybody who looks at one channel. */
export interface LiveChannel {
  /** Server-sent events: first everything `viewer` may read ("all"), then each message as it is added or edited ("one"). */
  join(viewer: string): ReadableStream<Uint8Array>;
  close(): Promise<void>;
}

interface Reader {
  readonly viewer: string;
  send(text: string): void;
  end(): void;
}

export interface LiveOptions {
  readonly messages: MessageLog;
  readonly channel: Channel;
  readonly log: Log;
  /** The message as `viewer` sees it. */
  html(message: Message, viewer: string): string;
}

export async function openLiveChannel({ messages, channel, log, html }: LiveOptions): Promise<LiveChannel> {
  const readers = new Set<Reader>();
  const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

  const sendAll = async (reader: Reader) => {
    const list = await messages.list(channel.workspace, channel.id, reader.viewer, messagesMax);
    reader.send(
      event(
        "all",
        list.map((message) => ({ id: message.id, html: html(message, reader.viewer) })),
      ),
    );
  };
  const sendOne = async (id: string) => {
    const message = await messages.get(channel.workspace, id);
    if (!message) return;
    for (const reader of readers)
      if (mayRead(message, reader.viewer)) reader.send(event("one", { id, html: html(message, reader.viewer) }));
  };

  // One after the other, so that nobody sees an older state of a message after a newer one.
  let line: Promise<void> = Promise.resolve();
  const inLine = (work: () => Promise<void>) => {
    line = line.then(work).catch((error: unknown) => log.error({ error }, "live messages could not be read"));
  };

  const unsubscribe = await messages.subscribe({
    changed(change) {
      const here = change.workspace === channel.workspace && change.channel === channel.id;
      if (here && readers.size > 0) inLine(() => sendOne(change.id));
    },
    resumed: () => inLine(async () => void (await Promise.all([...readers].map(sendAll)))),
  });
  const heartbeat = setInterval(() => {
    for (const reader of readers) reader.send(": still here\n\n");
  }, heartbeatMs);

  return {
    join: (viewer) => openStream(viewer, readers, (reader) => inLine(() => sendAll(reader))),
    async close() {
      clearInterval(heartbeat);
      for (const reader of readers) reader.end();
      await unsubscribe();
      await line;
    },
  };
}

function openStream(
  viewer: string,
  readers: Set<Reader>,
  opened: (reader: Reader) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const reader: Reader = {
          viewer,
          send(text) {
            if (!readers.has(reader)) return;
            if ((controller.desiredSize ?? 0) <= 0) reader.end();
            else controller.enqueue(encoder.encode(text));
          },
          end() {
            if (readers.delete(reader)) controller.close();
          },
        };
        leave = () => void readers.delete(reader);
        readers.add(reader);
        reader.send("retry: 2000\n\n");
        opened(reader);
      },
      cancel: () => leave(),
    },
    { highWaterMark: waitingMax },
  );
}
