import type { Action } from "./actions/action.ts";
import { type Card, cardIn, commandAction } from "./cards/card.ts";
import { broken, refusal, slowDown } from "./cards/failure.ts";
import { type Readers, readersOf } from "./chat/readers.ts";
import type { Answer, Ask, Door, Surface } from "./chat/surface.ts";
import type { Command } from "./commands/command.ts";
import { channelField, formOf, wantsForm } from "./commands/form.ts";
import { readFormValues, readLine, readOptions } from "./commands/grammar.ts";
import { isHelp } from "./commands/hashtag.ts";
import { homeOf } from "./commands/home.ts";
import { commandCalled, explanation, unknownCommand } from "./commands/lookup.ts";
import { FieldError, refuse, SaidError } from "./model/errors.ts";
import type { Language, Said, Told } from "./model/language.ts";
import type { MessageRef, Place } from "./model/place.ts";
import type { Reply, Services } from "./services.ts";

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
    const settings = () => services.tenant(ask.where.channel.workspace).settings.get();
    const readers = readersOf(ask, surface, settings);
    try {
      // It comes with every letter that is typed, and changes nothing.
      if (ask.kind === "suggest") return { suggestions: await suggestions(ask, { commands, services }) };
      const key = `ask:${ask.where.channel.workspace}:${ask.who.id}`;
      const entered = await gate.enter(key, asksMax);
      if (entered.allowed) return await answer(ask, surface, readers, { commands, actions, services });
      const toldYet = await gate.enter(`told:${key}`, refusalsMax);
      const card = (language: Language) => slowDown(entered.waitMs, language);
      if (toldYet.allowed) await surface.whisper(ask.where, ask.who, cardIn(await readers.one(), card));
      return {};
    } catch (error) {
      // Whatever keeps us from knowing it, a failure is said.
      const language = await readers.one().catch((): Language => "en");
      if (ask.kind === "form" && error instanceof FieldError)
        return { problems: { [error.field]: error.hint[language] }, language };
      await sayFailure(error, language, ask, surface, services);
      return {};
    }
  };
}

/**
 * Whether a window may be the answer. Some platforms open one only as the very first answer, so they cannot acknowledge before they
 * know.
 */
export function opensForm(ask: Ask, { commands, actions }: Pick<Registries, "commands" | "actions">): boolean {
  if (ask.kind === "suggest" || ask.kind === "home") return false;
  try {
    if (ask.kind === "form" && ask.action === commandAction) {
      const command = commands.find(({ name }) => name === ask.value);
      return command?.opensForm?.(readFormValues(command, ask.values)) ?? false;
    }
    if (ask.kind === "command" || ask.action === commandAction)
      return lineOpensForm(ask.kind === "command" ? ask.text : ask.value, commands);
    return actions.find(({ id }) => id === ask.action)?.opensForm ?? false;
  } catch {
    // What is wrong with it is said when it is done.
    return false;
  }
}

function lineOpensForm(text: string, commands: readonly Command[]): boolean {
  const { command, rest } = meant(text, commands);
  if (!command || isHelp(rest.trim())) return false;
  return wantsForm(command, rest) || (command.opensForm?.(readOptions(command, rest)) ?? false);
}

/** What is answered in a chat; suggestions are not. */
type Asked = Exclude<Ask, { kind: "suggest" }>;

type Registries = { commands: readonly Command[]; actions: readonly Action[]; services: Services };

async function answer(ask: Asked, surface: Surface, readers: Readers, registries: Registries): Promise<Answer> {
  if (ask.kind === "home") {
    const governs = await surface.mayManage(ask.where, ask.who, "workspace");
    const home = await homeOf({ ...ask, governs }, registries.services);
    const language = await readers.one();
    return { home: cardIn(language, home), language };
  }
  const { needs, run } = runnableOf(ask, registries);
  if (needs && !(await surface.mayManage(ask.where, ask.who, needs))) refuse(forbidden[needs]);
  const reply = await run();
  await deliver(reply, ask, { surface, readers, services: registries.services });
  if (!reply.form) return {};
  const language = await readers.one();
  return { form: reply.form(language), language };
}

const forbidden = {
  channel: {
    en: "Changing what is tracked here needs the right to manage this channel. Ask somebody who has it.",
    de: "Wer ändern will, was hier verfolgt wird, braucht das Recht, diesen Kanal zu verwalten. Wer es hat, kann helfen.",
    fr: "Pour modifier ce qui est suivi ici, il faut le droit de gérer ce canal. Adressez-vous à quelqu’un qui l’a.",
    es: "Para cambiar lo que se sigue aquí hace falta el permiso de gestionar este canal. Pídeselo a quien lo tenga.",
    pt: "Para alterar o que é acompanhado aqui é preciso ter permissão para gerenciar este canal. Peça a quem tem.",
    ja: "ここで追跡する内容を変更するには、このチャンネルを管理する権限が必要です。権限のある人に頼んでください。",
  },
  workspace: {
    en: "That is for those who manage this whole workspace. Ask one of them.",
    de: "Das ist denen vorbehalten, die den ganzen Workspace verwalten. Sie können helfen.",
    fr: "C’est réservé à celles et ceux qui gèrent tout l’espace. Adressez-vous à l’un d’eux.",
    es: "Eso es para quienes gestionan todo el espacio. Pídeselo a alguien de ese grupo.",
    pt: "Isso é para quem gerencia o espaço inteiro. Peça a uma dessas pessoas.",
    ja: "これはワークスペース全体の管理者だけが行えます。管理者に頼んでください。",
  },
} as const satisfies Readonly<Record<string, Told>>;

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
  if (!command) return refuse(unknownCommand(undefined, commands));
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
  const { verb, rest, command } = meant(ask.text, commands);
  if (!command) return refuse(unknownCommand(verb, commands));
  if (command.name !== "hashtag" && isHelp(rest.trim()))
    return { needs: null, run: async () => ({ visible: "only-you", card: explanation(command) }) };
  if (!ask.formless && wantsForm(command, rest))
    return {
      needs: null,
      run: async () => ({
        visible: "only-you",
        form: (language) => formOf(command, { asksChannel: isOwnPage(ask) }, language),
      }),
    };
  const options = readOptions(command, rest);
  return {
    needs: rightOf(command.writes(options)),
    run: () => command.run({ options, where: ask.where, who: ask.who }, services),
  };
}

/** The command that a line is of, whether typed by itself or under the umbrella. */
function meant(
  text: string,
  commands: readonly Command[],
): { verb: string | undefined; rest: string; command: Command | undefined } {
  let line = readLine(text);
  // What people type first.
  if (line && isHelp(line.verb)) line = { verb: "hashtag", rest: "help" };
  if (commandCalled(line?.verb, commands)?.name === "hashtag") {
    const inner = readLine(`/${line?.rest}`);
    if (inner && !isHelp(inner.verb) && commandCalled(inner.verb, commands)) line = inner;
  }
  return { verb: line?.verb, rest: line?.rest ?? "", command: commandCalled(line?.verb, commands) };
}

/** Whoever asks on their own page is in no channel. */
const isOwnPage = ({ where, who }: Pick<Ask, "where" | "who">): boolean => where.channel.id === who.id;

function actionOf(ask: Asked & { kind: "action" | "form" }, { actions, services }: Registries): Runnable {
  const action = actions.find((a) => a.id === ask.action);
  if (!action) return refuse(noAction);
  const values = ask.kind === "form" ? ask.values : {};
  const { value, where, who, message } = ask;
  return { needs: rightOf(action.writes), run: () => action.run({ value, values, where, who, message }, services) };
}

interface Ways {
  readonly surface: Surface;
  readonly readers: Readers;
  readonly services: Services;
}

async function deliver(reply: Reply, ask: Asked, ways: Ways): Promise<void> {
  const { surface, readers, services } = ways;
  if (reply.card && reply.visible === "only-you")
    await surface.whisper(ask.where, ask.who, cardIn(await readers.one(), reply.card));
  else if (reply.card) {
    if (reply.once) await services.jobs.add(reply.once.mend, { delayMs: mendAfterMs });
    const message = await show(cardIn(await readers.all(), reply.card), reply, ask, surface);
    await reply.posted?.(message);
    if (reply.follow) await services.jobs.add(reply.follow(message));
  }
  for (const also of reply.also ?? []) await deliver(also, ask, ways);
}

/** Longer than posting and noting it takes. */
const mendAfterMs = 30_000;

function show(card: Card, { replace, where, once }: Reply, ask: Asked, surface: Surface): Promise<MessageRef> {
  const pressed = "message" in ask ? ask.message : null;
  return replace && pressed ? surface.update(pressed, card) : surface.post(where ?? ask.where, card, once?.name);
}

async function sayFailure(
  error: unknown,
  language: Language,
  ask: Ask,
  surface: Surface,
  services: Services,
): Promise<void> {
  try {
    await surface.whisper(ask.where, ask.who, cardIn(language, failureCard(error, ask, services)));
  } catch (unsaid) {
    services.log.error(
      { kind: ask.kind, workspace: ask.where.channel.workspace, error: unsaid },
      "a failure could not be said",
    );
  }
}

function failureCard(error: unknown, ask: Ask, { log }: Services): Said<Card> {
  if (error instanceof SaidError) return (language) => refusal(error.hint[language], language);
  const reference = crypto.randomUUID().slice(0, 8);
  log.error({ reference, kind: ask.kind, workspace: ask.where.channel.workspace, error }, "an ask failed");
  return (language) => broken(reference, language);
}

const noAction: Told = {
  en: "That button does nothing any more. Type the command again.",
  de: "Diese Schaltfläche tut nichts mehr. Den Befehl bitte noch einmal eingeben.",
  fr: "Ce bouton ne sert plus à rien. Tapez de nouveau la commande.",
  es: "Ese botón ya no hace nada. Escribe el comando otra vez.",
  pt: "Esse botão não faz mais nada. Digite o comando de novo.",
  ja: "このボタンはもう使えません。コマンドを入力し直してください。",
};
