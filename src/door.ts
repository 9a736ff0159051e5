import type { Action } from "./actions/action.ts";
import type { Card } from "./cards/card.ts";
import { broken, refusal, slowDown } from "./cards/failure.ts";
import type { Answer, Ask, Door, Surface } from "./chat/surface.ts";
import type { Command } from "./commands/command.ts";
import { readLine, readOptions } from "./commands/grammar.ts";
import { AppError, UserError } from "./model/errors.ts";
import type { MessageRef } from "./model/place.ts";
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
      const key = `ask:${ask.where.channel.workspace}:${ask.who.id}`;
      const entered = await gate.enter(key, asksMax);
      if (entered.allowed) return await answer(ask, surface, { commands, actions, services });
      const told = await gate.enter(`told:${key}`, refusalsMax);
      if (told.allowed) await surface.whisper(ask.where, ask.who, slowDown(entered.waitMs));
      return {};
    } catch (error) {
      await sayFailure(error, ask, surface, services);
      return {};
    }
  };
}

type Registries = { commands: readonly Command[]; actions: readonly Action[]; services: Services };

async function answer(ask: Ask, surface: Surface, registries: Registries): Promise<Answer> {
  const { writes, run } = ask.kind === "command" ? commandOf(ask, registries) : actionOf(ask, registries);
  if (writes && !(await surface.mayManage(ask.where, ask.who))) {
    throw new UserError(
      "Changing what is tracked here needs the right to manage this channel. Ask somebody who has it.",
    );
  }
  const reply = await run();
  await deliver(reply, ask, surface, registries.services);
  return reply.form ? { form: reply.form } : {};
}

interface Runnable {
  readonly writes: boolean;
  run(): Promise<Reply>;
}

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
      writes: false,
      run: async () => ({ visible: "only-you", card: { ...refusal(help), title: `/${command.name}` } }),
    };
  }
  const options = readOptions(command, line.rest);
  return {
    writes: command.writes(options),
    run: () => command.run({ options, where: ask.where, who: ask.who }, services),
  };
}

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

function actionOf(ask: Exclude<Ask, { kind: "command" }>, { actions, services }: Registries): Runnable {
  const action = actions.find((a) => a.id === ask.action);
  if (!action) throw new UserError("That button does nothing any more. Type the command again.");
  const values = ask.kind === "form" ? ask.values : {};
  const { value, where, who, message } = ask;
  return { writes: action.writes, run: () => action.run({ value, values, where, who, message }, services) };
}

async function deliver(reply: Reply, ask: Ask, surface: Surface, services: Services): Promise<void> {
  if (!reply.card) return;
  if (reply.visible === "only-you") return surface.whisper(ask.where, ask.who, reply.card);
  const message = await show(reply.card, reply.replace === true, ask, surface);
  await reply.posted?.(message);
  if (reply.follow) await services.jobs.add(reply.follow(message));
}

function show(card: Card, replace: boolean, ask: Ask, surface: Surface): Promise<MessageRef> {
  const pressed = ask.kind === "command" ? null : ask.message;
  return replace && pressed ? surface.update(pressed, card) : surface.post(ask.where, card);
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
