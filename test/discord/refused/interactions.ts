import { defaultGuild, defaultUsers, harbor } from "../options.ts";
import {
  type Asking,
  answer,
  answering,
  button,
  errorsPage,
  many,
  interactionPage as page,
  type RefusalCase,
  row,
  typed,
} from "./case.ts";

const input = (n: number) => row({ type: 4, custom_id: `i${n}`, label: "Which", style: 1 });
const modal = (components: readonly object[], title = "Track") => answer(9, { custom_id: "form", title, components });
const deferred = async (asking: Asking) => {
  const made = await typed(asking);
  await asking.call("POST", made.callback, answer(5));
  return made;
};

/** Of answers to interactions. */
export const interactions: readonly RefusalCase[] = [
  {
    error: 10062,
    when: "for a first response after 3 seconds",
    page,
    async ask(asking) {
      const { callback } = await typed(asking);
      asking.wait(3_000);
      return asking.call("POST", callback, answer(5));
    },
  },
  {
    error: 10062,
    when: "for an interaction that never was",
    page: errorsPage,
    ask: ({ call }) => call("POST", "/interactions/123/made-up/callback", answer(5)),
  },
  {
    error: 40060,
    when: "for a second first response",
    page: errorsPage,
    async ask(asking) {
      const { callback } = await deferred(asking);
      return asking.call("POST", callback, answer(4, { content: "c" }));
    },
  },
  {
    error: 10015,
    when: "for a follow-up before the first response",
    page: errorsPage,
    ask: async (asking) => asking.call("POST", (await typed(asking)).webhook, { content: "c" }),
  },
  {
    error: 50027,
    when: "for an edit after 15 minutes",
    page,
    async ask(asking) {
      const { original } = await deferred(asking);
      asking.wait(15 * 60_000);
      return asking.call("PATCH", original, { content: "c" });
    },
  },
  {
    error: 10008,
    when: "for an edit of a deleted response",
    page: errorsPage,
    async ask(asking) {
      const { original } = await deferred(asking);
      await asking.call("DELETE", original);
      return asking.call("PATCH", original, { content: "c" });
    },
  },
  {
    error: 40094,
    when: "for a sixth follow-up where only the user installed the app",
    page,
    discordOptions: {
      users: defaultUsers.map((user) => ({ ...user, isInstalled: true })),
      guilds: [{ ...defaultGuild, installed: false }],
    },
    async ask(asking) {
      const { callback, webhook } = await typed(asking);
      asking.discord.limit("POST /webhooks/{webhook_id}/{webhook_token}", 100, 1_000);
      await asking.call("POST", callback, answer(4, { content: "c" }));
      for (let n = 1; n <= 5; n++) await asking.call("POST", webhook, { content: `${n}` });
      return asking.call("POST", webhook, { content: "6" });
    },
  },
  {
    error: 50035,
    when: "for updating the message of a command, which has none",
    page,
    reason: "INTERACTION_RESPONSE_TYPE_INVALID",
    ask: answering(answer(7, { content: "c" })),
  },
  {
    error: 50035,
    when: "for choices where nobody types",
    page,
    reason: "INTERACTION_RESPONSE_TYPE_INVALID",
    ask: answering(answer(8, { choices: [] })),
  },
  {
    error: 50035,
    when: "for a form as the answer to a form",
    page,
    reason: "INTERACTION_RESPONSE_TYPE_INVALID",
    async ask(asking) {
      const { callback } = await typed(asking);
      await asking.call("POST", callback, modal([input(1)]));
      const { interaction } = await asking.discord.submitModal({ user: harbor.member, values: { i1: "x" } });
      return asking.call("POST", `/interactions/${interaction.id}/${interaction.token}/callback`, modal([input(1)]));
    },
  },
  { error: 50035, when: "for a form of six parts", page, ask: answering(modal(many(6, input))) },
  {
    error: 50035,
    when: "for a form whose title has 46 characters",
    page,
    ask: answering(modal([input(1)], "t".repeat(46))),
  },
  { error: 50035, when: "for a form with a button", page, ask: answering(modal([row(button())])) },
  {
    error: 50035,
    when: "for a response of 2,001 characters",
    page,
    ask: answering(answer(4, { content: "c".repeat(2_001) })),
  },
  { error: 50006, when: "for a response that says nothing", page: errorsPage, ask: answering(answer(4, {})) },
];
