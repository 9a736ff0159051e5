import type { Json } from "../json.ts";
import { general, limitsPage, type RefusalCase } from "./case.ts";

const often =
  (times: number, name: string, args: Json): RefusalCase["ask"] =>
  async (asking) => {
    for (let time = 0; time < times; time++) await asking.call(name, args).catch((error) => notLimited(error));
    return asking.call(name, args);
  };

/** What the calls before the last one get does not matter, unless they were too many already. */
function notLimited(error: { readonly code?: unknown }): void {
  if (error.code === "slack_webapi_rate_limited_error") throw new Error("limited too early");
}

/** Of being called too often: HTTP 429 with Retry-After. */
export const limits: readonly RefusalCase[] = [
  {
    error: "ratelimited",
    when: "as the sixth message within a second in one channel",
    page: limitsPage,
    ask: often(5, "chat.postMessage", { channel: general, text: "a" }),
  },
  {
    error: "ratelimited",
    when: "as the 51st edit of a minute",
    page: limitsPage,
    ask: often(50, "chat.update", { channel: general, ts: "1.000001", text: "a" }),
  },
  {
    error: "ratelimited",
    when: "as the 101st look at a person in a minute",
    page: limitsPage,
    ask: often(100, "users.info", { user: "U0MEMBER" }),
  },
];
