import type { Io } from "./verb.ts";

/** Somebody at a terminal. */
export interface Prompt {
  /** Their next line without spaces around it; null where they ended the input. */
  ask(question: string): Promise<string | null>;
  /** Lets go of the input, which would keep the process alive. */
  close(): Promise<void>;
}

/** null where nobody is there to ask. */
export function promptOf({ stdin, out }: Io): Prompt | null {
  if (!("isTTY" in stdin) || stdin.isTTY !== true) return null;
  const lines = linesOf(stdin);
  return {
    async ask(question) {
      out(question);
      const { value, done } = await lines.next();
      return done ? null : value.trim();
    },
    async close() {
      await lines.return(undefined);
    },
  };
}

async function* linesOf(stdin: Io["stdin"]): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stdin) {
    const parts = (rest + (typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }))).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest !== "") yield rest;
}
