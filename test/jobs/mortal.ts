import type { Batch } from "../../src/model/batch.ts";
import type { Feeds } from "../../src/model/feeds.ts";

/** Where a process meets its end: at which of its store calls, and whether that was still done. */
export interface Death {
  readonly atCall: number;
  readonly when: "before" | "after";
  /** Only that call fails, and the process lives on; where it is told to end at that very moment, it does so in order. */
  readonly leaves: "dead" | "alive" | "told to end";
}

export class Died extends Error {}

/** The store as a process sees it that dies at one of its calls: nothing it asks for afterwards happens. */
export function mortalFeeds(
  feeds: Feeds,
  death: Death | null,
  { onWritten, onDeath = () => {} }: { onWritten?: (batch: Batch) => void; onDeath?: () => void } = {},
): Feeds {
  let calls = 0;
  const mortal =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const number = ++calls;
      if (!death || number < death.atCall) return call(...args);
      if (number > death.atCall && death.leaves !== "dead") return call(...args);
      if (number === death.atCall && death.when === "after") await call(...args);
      if (death.leaves === "told to end") onDeath();
      throw new Died(`call ${number}`);
    };
  const write = async (batch: Batch) => {
    const written = await feeds.write(batch);
    onWritten?.(batch);
    return written;
  };
  return {
    ...feeds,
    get: mortal(feeds.get),
    active: mortal(feeds.active),
    listeners: mortal(feeds.listeners),
    cursor: mortal(feeds.cursor),
    gaps: mortal(feeds.gaps),
    due: mortal(feeds.due),
    write: mortal(write),
    detector: mortal(feeds.detector),
    saveDetector: mortal(feeds.saveDetector),
  };
}
