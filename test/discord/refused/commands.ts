import type { Json } from "../json.ts";
import { defaultGuild, harbor } from "../options.ts";
import { type Asking, commandsOf, errorsPage, many, commandsPage as page, type RefusalCase, track } from "./case.ts";

const put =
  (...commands: readonly Json[]) =>
  (asking: Asking) =>
    asking.call("PUT", commandsOf(asking), commands);
const option = (name: string, more: Json = {}) => ({ type: 3, name, description: "d", ...more });
const named = (count: number, prefix: string) => many(count, (n) => ({ ...track, name: `${prefix}${n}` }));
const choice = (n: number) => ({ name: `${n}`, value: `${n}` });

/** Of registering commands. */
export const commands: readonly RefusalCase[] = [
  ...(
    [
      ["for a name with capitals", { name: "Track" }, "APPLICATION_COMMAND_INVALID_NAME"],
      ["for a name of 33 characters", { name: "n".repeat(33) }, undefined],
      ["for a command without a description", { description: "" }, undefined],
      ["for a description of 101 characters", { description: "d".repeat(101) }, "SCHEMA"],
      ["for 26 options", { options: many(26, (n) => option(`o${n}`)) }, "SCHEMA"],
      ["for 26 choices", { options: [option("a", { choices: many(26, choice) })] }, "SCHEMA"],
      [
        "for two options of one name",
        { options: [option("a"), option("a")] },
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
      ],
      [
        "for a required option after an optional one",
        { options: [option("a"), option("b", { required: true })] },
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
      ],
      [
        "for a subcommand beside an option",
        { options: [{ type: 1, name: "a", description: "d" }, option("b")] },
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
      ],
      [
        "for choices where the app suggests",
        { options: [option("a", { autocomplete: true, choices: [choice(1)] })] },
        undefined,
      ],
      [
        "for more than 8,000 characters",
        {
          options: many(25, (n) =>
            option(`o${n}`, { choices: many(4, (m) => ({ name: `${m}`.repeat(45), value: `${m}`.repeat(45) })) }),
          ),
        },
        "APPLICATION_COMMAND_TOO_LARGE",
      ],
      ["for a message command with a description", { type: 3, options: [] }, undefined],
    ] as const
  ).map(
    ([when, change, reason]): RefusalCase => ({
      error: 50035,
      when,
      page,
      ...(reason && { reason }),
      ask: put({ ...track, ...change }),
    }),
  ),
  {
    error: 50035,
    when: "for two commands of one name",
    page,
    reason: "APPLICATION_COMMANDS_DUPLICATE_NAME",
    ask: put(track, track),
  },
  {
    error: 30032,
    when: "for the 101st command",
    page,
    async ask(asking) {
      await put(...named(100, "a"))(asking);
      return asking.call("POST", commandsOf(asking), { ...track, name: "last" });
    },
  },
  {
    error: 30034,
    when: "for the 201st new command of a day",
    page,
    async ask(asking) {
      await put(...named(100, "a"))(asking);
      await put(...named(100, "b"))(asking);
      return put(track)(asking);
    },
  },
  {
    error: 50001,
    when: "for a server that did not give the app its commands",
    page,
    discordOptions: { guilds: [{ ...defaultGuild, installed: false }] },
    ask: ({ discord, call }) => call("PUT", `/applications/${discord.app.id}/guilds/${harbor.guild}/commands`, [track]),
  },
  {
    error: 10063,
    when: "for a command that is not there",
    page: errorsPage,
    ask: (asking) => asking.call("GET", `${commandsOf(asking)}/123`),
  },
];
