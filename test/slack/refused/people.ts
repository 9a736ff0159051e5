import { method, only, type RefusalCase } from "./case.ts";

/** Of people and direct messages. */
export const people: readonly RefusalCase[] = [
  {
    error: "user_not_found",
    when: "for nobody",
    page: method("users.info"),
    ask: ({ call }) => call("users.info", { user: "U0NOBODY" }),
  },
  {
    error: "user_not_found",
    when: "for somebody of another team whom no channel brings together with ours",
    page: method("users.info"),
    slack: only("users:read"),
    ask: ({ call }) => call("users.info", { user: "U0QUAY" }),
  },
  {
    error: "users_list_not_supplied",
    when: "to open a conversation with nobody",
    page: method("conversations.open"),
    ask: ({ call }) => call("conversations.open", {}),
  },
  {
    error: "user_not_found",
    when: "to open a conversation with somebody unknown",
    page: method("conversations.open"),
    ask: ({ call }) => call("conversations.open", { users: "U0NOBODY" }),
  },
  {
    error: "user_disabled",
    when: "to open a conversation with somebody who left",
    page: method("conversations.open"),
    slack: only("im:write"),
    ask: ({ call }) => call("conversations.open", { users: "U0GONE" }),
  },
];
