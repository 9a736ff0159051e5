import type { Block } from "../../src/chat/slack/blocks.ts";

/** Whoever looks at the message: what Slack would put in for ids, times and files. */
export interface Reader {
  readonly now: Date;
  /** Display names by id; an id that is not there is shown as it is. */
  readonly people: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  /** Where the picture of an image block can be had. */
  imageOf(image: Extract<Block, { type: "image" }>): string;
}

/** The drawing shows what we send, so what it does not know must not pass unseen. */
export function unknown(what: string, found: unknown): Error {
  return new Error(`The pictures of Slack do not know the ${what} ${JSON.stringify(found)}: teach them.`);
}
