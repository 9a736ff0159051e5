import { answering } from "./refused/answering.ts";
import { blocks, blocksTogether } from "./refused/blocks.ts";
import { calling } from "./refused/calling.ts";
import type { RefusalCase } from "./refused/case.ts";
import { files } from "./refused/files.ts";
import { installing } from "./refused/installing.ts";
import { limits } from "./refused/limits.ts";
import { people } from "./refused/people.ts";
import { views } from "./refused/views.ts";
import { writing } from "./refused/writing.ts";

/**
 * Every limit and every error of Slack's documentation that an app like ours can meet, with a call that must meet it.
 * Where a page is an issue, the documentation is silent and people saw it there.
 */
export const refusals: readonly RefusalCase[] = [
  ...calling,
  ...writing,
  ...blocks,
  ...blocksTogether,
  ...views,
  ...files,
  ...people,
  ...installing,
  ...answering,
  ...limits,
];
