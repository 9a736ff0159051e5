import type { Json } from "../json.ts";
import { type Asking, answersPage, kit, many, type RefusalCase, type } from "./case.ts";

const respond =
  (body: Json, times = 1) =>
  async (asking: Asking) => {
    const { responseUrl } = await asking.slack.command(type);
    for (let time = 0; time < times; time++) await asking.post(responseUrl, body);
  };

/** Of answers to `response_url`. */
export const answering: readonly RefusalCase[] = [
  { error: "used_url", when: "as the sixth answer", page: answersPage, ask: respond({ text: "a" }, 6) },
  {
    error: "expired_url",
    when: "as an answer after half an hour",
    page: answersPage,
    async ask(asking) {
      const { responseUrl } = await asking.slack.command(type);
      asking.wait(30 * 60_000);
      return asking.post(responseUrl, { text: "a" });
    },
  },
  { error: "no_text", when: "as an answer that says nothing", page: answersPage, ask: respond({}) },
  {
    error: "invalid_blocks",
    when: "as an answer with 51 blocks",
    page: kit("blocks"),
    ask: respond({ blocks: many(51, () => ({ type: "divider" })) }),
  },
];
