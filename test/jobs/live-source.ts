import type { Source, StreamEvent } from "../../src/sources/source.ts";
import { promised } from "../backplane/engines.ts";
import { quietSource } from "./services.ts";

/** A source whose stream says what a test tells it to, when it does. */
export interface LiveSource {
  readonly source: Source;
  /** Where each reader asked to go on. */
  readonly opened: (string | undefined)[];
  tell(...events: readonly StreamEvent[]): void;
  /** Breaks the stream for whoever reads it now. */
  fail(error: Error): void;
}

export function liveSource(more: Partial<Source> = {}): LiveSource {
  const opened: (string | undefined)[] = [];
  const waiting: (StreamEvent | Error)[] = [];
  let news = promised();
  const say = (...said: readonly (StreamEvent | Error)[]) => {
    waiting.push(...said);
    news.keep();
  };
  async function* stream(signal: AbortSignal, from?: string): AsyncGenerator<StreamEvent> {
    opened.push(from);
    signal.addEventListener("abort", () => news.keep(), { once: true });
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next instanceof Error) throw next;
      if (next) yield next;
      else {
        news = promised();
        if (!signal.aborted) await news.promise;
      }
    }
    signal.throwIfAborted();
  }
  return { source: quietSource({ stream }, more), opened, tell: say, fail: say };
}
