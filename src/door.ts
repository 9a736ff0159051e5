import type { Action } from "./actions/action.ts";
import { type Card, commandAction } from "./cards/card.ts";
import { broken, refusal, slowDown } from "./cards/failure.ts";
import type { Answer, Ask, Door, Surface } from "./chat/surface.ts";
import type { Command } from "./commands/command.ts";
import { channelField, formOf, wantsForm } from "./commands/form.ts";
import { readFormValues, readLine, readOptions } from "./commands/grammar.ts";
import { homeOf } from "./commands/home.ts";
import { AppError, FieldError, UserError } from "./model/errors.ts";
import type { MessageRef, Place } from "./model/place.ts";
import type { Reply, Services } from "./services.ts";
import { typosBetween } from "./text/typos.ts";

/** Counts what one person asks; refuses with the time to wait. */
export interface Gate {
  enter(
    key: string,
    limit: { requests: number; windowMs: number },
  ): Promise<{ allowed: true } | { allowed: false; waitMs: number }>;
}

/** Per person, commands and presses together. */
const asksMax = { requests: 20, windowMs: 10_000 };
/** Being told so is limited too: one answer per flood, not one per message. */
const refusalsMax = { requests: 1, windowMs: 10_000 };

/**
 * The one door from every surface: rate limit, parse, rights, run, post. It is one of the three places where failures
 * are caught: a UserError is said to the asker only, anything else is "our side" with a reference that the log carries too.
 */
export function createDoor({
  commands,
  actions,
  services,
  gate,
}: {
  commands: readonly Command[];
  actions: readonly Action[];
  services: Services;
  gate: Gate;
}): Door {
  return async (ask, surface) => {
    try {
      // It comes with every letter that is typed, and changes nothing.
      if (ask.kind === "suggest") return { suggestions: await suggestions(ask, { commands, services }) };
      const key = `ask:${ask.where.channel.workspace}:${ask.who.id}`;
      const entered = await gate.enter(key, asksMax);
      if (entered.allowed) return await answer(ask, surface, { commands, actions, services });
      const told = await gate.enter(`told:${key}`, refusalsMax);
      if (told.allowed) await surface.whisper(ask.where, ask.who, slowDown(entered.waitMs));
      return {};
    } catch (error) {
      if (ask.kind === "form" && error instanceof FieldError) return { problems: { [error.field]: error.hint } };
      await sayFailure(error, ask, surface, services);
      return {};
    }
  };
}

/** What is answered in a chat; suggestions are not. */
type Asked = Exclude<Ask, { kind: "suggest" }>;

type Registries = { commands: readonly Command[]; actions: readonly Action[]; services: Services };

async function answer(ask: Asked, surface: Surface, registries: Registries): Promise<Answer> {
  if (ask.kind === "home") {
    const governs = await surface.mayManage(ask.where, ask.who, "workspace");
    return { home: await homeOf({ ...ask, governs }, registries.services) };
  }
  const { needs, run } = runnableOf(ask, registries);
  if (needs && !(await surface.mayManage(ask.where, ask.who, needs))) throw new UserError(forbidden[needs]);
  const reply = await run();
  await deliver(reply, ask, surface, registries.services);
  return reply.form ? { form: reply.form } : {};
}

const forbidden = {
  channel: "Changing what is tracked here needs the right to manage this channel. Ask somebody who has it.",
  workspace: "That is for those who manage this whole workspace. Ask one of them.",
} as const;

interface Runnable {
  /** The right that it needs. */
  readonly needs: "channel" | "workspace" | null;
  run(): Promise<Reply>;
}

const rightOf = (writes: Action["writes"]): Runnable["needs"] => (writes === true ? "channel" : writes || null);

function runnableOf(ask: Exclude<Asked, { kind: "home" }>, registries: Registries): Runnable {
  if (ask.kind === "command") return commandOf(ask, registries);
  if (ask.action === commandAction && ask.kind === "form") return sentCommandOf(ask, registries);
  if (ask.action === commandAction) return commandOf({ ...ask, kind: "command", text: ask.value }, registries);
  return actionOf(ask, registries);
}

/** A command whose form was filled in. One that came from nowhere says itself which channel it is about. */
function sentCommandOf(ask: Asked & { kind: "form" }, { commands, services }: Registries): Runnable {
  const command = commands.find((c) => c.name === ask.value);
  if (!command) throw new UserError(unknownCommand(undefined, commands));
  const options = readFormValues(command, ask.values);
  const call = { options, where: placeOf(ask), who: ask.who };
  return {
    needs: rightOf(command.writes(options)),
    run: async () => placed(await command.run(call, services), call.where),
  };
}

const placed = (reply: Reply, where: Place): Reply => ({
  ...reply,
  where,
  also: (reply.also ?? []).map((also) => placed(also, where)),
});

function placeOf({ where, values }: Asked & { kind: "form" }): Place {
  const channel = values[channelField];
  return typeof channel === "string" && channel !== "" ? { channel: { ...where.channel, id: channel } } : where;
}

async function suggestions(
  { command, option, typed, where }: Ask & { kind: "suggest" },
  { commands, services }: Pick<Registries, "commands" | "services">,
): Promise<readonly string[]> {
  const found = commands.find((c) => c.name === command)?.options;
  const known = (found && Object.hasOwn(found, option) && (await found[option]?.suggest?.(where, services))) || [];
  const wanted = typed.trim().toLowerCase().replace(/^#/u, "");
  return known.filter((text) => text.toLowerCase().includes(wanted)).slice(0, suggestionsMax);
}

/** As many as Discord takes (docs.discord.com/developers/interactions/application-commands#autocomplete). */
const suggestionsMax = 25;

function commandOf(ask: Ask & { kind: "command" }, { commands, services }: Registries): Runnable {
  let line = readLine(ask.text);
  // What people type first.
  if (line?.verb === "help") line = { verb: "hashtag", rest: "help" };
  if (line?.verb === "hashtag") {
    const inner = readLine(`/${line.rest}`);
    if (inner && inner.verb !== "help" && commands.some((c) => c.name === inner.verb)) line = inner;
  }
  const command = commands.find((c) => c.name === line?.verb);
  if (!line || !command) throw new UserError(unknownCommand(line?.verb, commands));
  if (command.name !== "hashtag" && line.rest.trim().toLowerCase() === "help") {
    const help = `/${command.name}: ${command.help}. For example: ${command.examples.join("   ")}`;
    return {
      needs: null,
      run: async () => ({ visible: "only-you", card: { ...refusal(help), title: `/${command.name}` } }),
    };
  }
  if (!ask.formless && wantsForm(command, line.rest))
    return {
      needs: null,
      run: async () => ({ visible: "only-you", form: formOf(command, { asksChannel: isOwnPage(ask) }) }),
    };
  const options = readOptions(command, line.rest);
  return {
    needs: rightOf(command.writes(options)),
    run: () => command.run({ options, where: ask.where, who: ask.who }, services),
  };
}

/** Whoever asks on their own page is in no channel. */
const isOwnPage = ({ where, who }: Pick<Ask, "where" | "who">): boolean => where.channel.id === who.id;

/** How many letters may be wrong, missing or swapped. */
const typosMax = 2;

const nearest = (verb: string, commands: readonly Command[]): Command | undefined =>
  commands
    .map((command) => {
      const begins = verb.startsWith(command.name) || (verb.length > 2 && command.name.startsWith(verb));
      return { command, typos: begins ? 0 : typosBetween(verb.slice(0, 32), command.name) };
    })
    .filter(({ typos }) => typos <= typosMax)
    .sort((a, b) => a.typos - b.typos)[0]?.command;

function unknownCommand(verb: string | undefined, commands: readonly Command[]): string {
  if (!verb) return "I answer to commands. Try /track #worldcup, or /hashtag help for all of them.";
  const near = nearest(verb, commands);
  return `There is no command /${verb.slice(0, 32)}.${near ? ` Did you mean /${near.name}?` : ""} /hashtag help lists them all.`;
}

function actionOf(ask: Asked & { kind: "action" | "form" }, { actions, services }: Registries): Runnable {
  const action = actions.find((a) => a.id === ask.action);
  if (!action) throw new UserError("That button does nothing any more. Type the command again.");
  const values = ask.kind === "form" ? ask.values : {};
  const { value, where, who, message } = ask;
  return { needs: rightOf(action.writes), run: () => action.run({ value, values, where, who, message }, services) };
}

async function deliver(reply: Reply, ask: Asked, surface: Surface, services: Services): Promise<void> {
  if (reply.card && reply.visible === "only-you") await surface.whisper(ask.where, ask.who, reply.card);
  else if (reply.card) {
    const message = await show(reply.card, reply, ask, surface);
    await reply.posted?.(message);
    if (reply.follow) await services.jobs.add(reply.follow(message));
  }
  for (const also of reply.also ?? []) await deliver(also, ask, surface, services);
}

function show(card: Card, { replace, where }: Reply, ask: Asked, surface: Surface): Promise<MessageRef> {
  const pressed = "message" in ask ? ask.message : null;
  return replace && pressed ? surface.update(pressed, card) : surface.post(where ?? ask.where, card);
}

async function sayFailure(error: unknown, ask: Ask, surface: Surface, services: Services): Promise<void> {
  try {
    await surface.whisper(ask.where, ask.who, failureCard(error, ask, services));
  } catch (unsaid) {
    services.log.error(
      { kind: ask.kind, workspace: ask.where.channel.workspace, error: unsaid },
      "a failure could not be said",
    );
  }
}

function failureCard(error: unknown, ask: Ask, { log }: Services): Card {
  if (error instanceof AppError) return refusal(error.hint);
  const reference = crypto.randomUUID().slice(0, 8);
  log.error({ reference, kind: ask.kind, workspace: ask.where.channel.workspace, error }, "an ask failed");
  return broken(reference);
}
