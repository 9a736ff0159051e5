import type { Message, MessageListener, MessageLog } from "../../../src/chat/playground/log.ts";

/** A MessageLog without Postgres; `missed` plays a lost line. */
export function memoryLog(): MessageLog & { missed(work: () => Promise<unknown>): Promise<void> } {
  const kept: Message[] = [];
  const listeners = new Set<MessageListener>();
  let line = true;
  const tell = ({ workspace, channel, id }: Message) => {
    if (line) for (const listener of listeners) listener.changed({ workspace, channel, id });
  };
  const find = (workspace: string, id: string) =>
    kept.find((message) => message.workspace === workspace && message.id === id);
  return {
    async add({ at, ...rest }) {
      const message: Message = { ...rest, id: String(kept.length + 1), postedAt: at, editedAt: null };
      kept.push(message);
      tell(message);
      return message.id;
    },
    async change(workspace, id, card, at) {
      const old = find(workspace, id);
      if (!old) return false;
      const message = { ...old, content: card, editedAt: at };
      kept[kept.indexOf(old)] = message;
      tell(message);
      return true;
    },
    get: async (workspace, id) => find(workspace, id) ?? null,
    list: async (workspace, channel, viewer, count) =>
      kept
        .filter((message) => message.workspace === workspace && message.channel === channel)
        .filter((message) => message.onlyFor === null || message.onlyFor === viewer)
        .slice(-count),
    async subscribe(listener) {
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
    async missed(work) {
      line = false;
      await work();
      line = true;
      for (const listener of listeners) listener.resumed();
    },
  };
}
