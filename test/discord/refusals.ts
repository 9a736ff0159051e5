import { calling } from "./refused/calling.ts";
import type { RefusalCase } from "./refused/case.ts";
import { commands } from "./refused/commands.ts";
import { components } from "./refused/components.ts";
import { interactions } from "./refused/interactions.ts";
import { messages } from "./refused/messages.ts";

/** Every limit and every error that an app like ours can meet at Discord, with a call that must meet it. */
export const refusals: readonly RefusalCase[] = [...calling, ...messages, ...components, ...interactions, ...commands];
