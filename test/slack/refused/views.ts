import { home, many, method, modal, open, plain, type RefusalCase, section, trigger } from "./case.ts";

const triggers = "https://docs.slack.dev/interactivity/handling-user-interaction";

/** Of forms and homes. */
export const views: readonly RefusalCase[] = [
  {
    error: "invalid_trigger_id",
    when: "with a trigger that Slack never gave",
    page: method("views.open"),
    ask: ({ call }) => call("views.open", { trigger_id: "1.2.abc", view: modal() }),
  },
  {
    error: "expired_trigger_id",
    when: "three seconds after the trigger",
    page: triggers,
    async ask(asking) {
      const id = await trigger(asking);
      asking.wait(3_000);
      return asking.call("views.open", { trigger_id: id, view: modal() });
    },
  },
  {
    error: "exchanged_trigger_id",
    when: "with a trigger a second time",
    page: method("views.open"),
    async ask(asking) {
      const id = await trigger(asking);
      await asking.call("views.open", { trigger_id: id, view: modal() });
      return asking.call("views.open", { trigger_id: id, view: modal() });
    },
  },
  {
    error: "view_too_large",
    when: "with a view over 250 kB",
    page: method("views.open"),
    ask: open(modal({ blocks: many(90, () => section("s".repeat(3_000))) })),
  },
  ...(
    [
      ["with 101 blocks", { blocks: many(101, () => ({ type: "divider" })) }],
      ["without blocks", { blocks: [] }],
      ["without a title", { title: undefined }],
      ["with a title of 25 characters", { title: plain("t".repeat(25)) }],
      ["with a submit button of 25 characters", { submit: plain("s".repeat(25)) }],
      ["with a private_metadata of 3,001 characters", { private_metadata: "p".repeat(3_001) }],
      ["with a callback_id of 256 characters", { callback_id: "c".repeat(256) }],
      ["as a home", { type: "home" }],
      [
        "with an input but no submit button",
        {
          blocks: [
            {
              type: "input",
              block_id: "tag",
              label: plain("Tag"),
              element: { type: "plain_text_input", action_id: "t" },
            },
          ],
        },
      ],
    ] as const
  ).map(
    ([when, view]): RefusalCase => ({
      error: "invalid_arguments",
      when: `as a modal ${when}`,
      page: "https://docs.slack.dev/reference/views/modal-views",
      ask: open(modal(view)),
    }),
  ),
  {
    error: "duplicate_external_id",
    when: "with an external_id that another view has",
    page: method("views.open"),
    async ask(asking) {
      await home({ external_id: "one" })(asking);
      return open(modal({ external_id: "one" }))(asking);
    },
  },
  {
    error: "not_found",
    when: "in an update of a view that is closed",
    page: method("views.update"),
    ask: ({ call }) => call("views.update", { view_id: "V0GONE", view: modal() }),
  },
  {
    error: "hash_conflict",
    when: "in an update with a hash that is old",
    page: method("views.update"),
    async ask(asking) {
      await open(modal())(asking);
      const view = asking.slack.modalOf("U0MEMBER");
      const { id: view_id, hash } = { ...view };
      await asking.call("views.update", { view_id, view: modal(), hash });
      return asking.call("views.update", { view_id, view: modal(), hash });
    },
  },
  {
    error: "not_enabled",
    when: "as a home where the app has none",
    page: method("views.publish"),
    slack: { app: { hasHomeTab: false } },
    ask: home({}),
  },
  {
    error: "invalid_arguments",
    when: "as a home for nobody",
    page: method("views.publish"),
    ask: ({ call }) => call("views.publish", { user_id: "U0NOBODY", view: { type: "home", blocks: [section("a")] } }),
  },
  {
    error: "invalid_arguments",
    when: "as a home with 101 blocks",
    page: "https://docs.slack.dev/reference/views/home-tab-views",
    ask: home({ blocks: many(101, () => ({ type: "divider" })) }),
  },
];
