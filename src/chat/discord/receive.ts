import { InteractionResponseType as callback } from "discord.js";
import { cardIn } from "../../cards/card.ts";
import { broken, refusal } from "../../cards/failure.ts";
import type { Told } from "../../model/language.ts";
import { mayChange, type Settings } from "../../model/settings.ts";
import type { Answer, Ask, Door, Surface } from "../surface.ts";
import { type Answering, answeringOf } from "./answering.ts";
import { type Asked, askedBy } from "./asks.ts";
import type { Draft } from "./draft.ts";
import { problemsCard } from "./form.ts";
import type { DiscordRest } from "./rest.ts";
import { said } from "./words.ts";

export interface ReceiveOptions {
  readonly rest: DiscordRest;
  readonly door: Door;
  readonly surface: Surface;
  draft(asked: Asked): (card: Parameters<Answering["whisper"]>[0]) => Promise<Draft>;
  settingsOf(workspace: string): Promise<Settings>;
  /** Whether a window may open for it: then it cannot be acknowledged before it is answered. */
  opensForm(ask: Ask): boolean;
  /** Whether nothing can be said in a channel but in its posts. */
  isForum(channelId: string): Promise<boolean>;
  /** Makes a workspace known that may be new. */
  meet(asked: Asked): Promise<void>;
  readonly log: ReceiveLog;
}

export interface ReceiveLog {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** Discord waits 3 s for a first answer (docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback). */
const patienceMs = 2_300;

/** Takes what somebody did, as Discord sends it, to the door. Never throws. */
export type Receive = (payload: unknown) => Promise<void>;

/** All is acknowledged before any work, but what is answered with a window, and suggestions. */
export function receiving(options: ReceiveOptions): Receive {
  const { log } = options;
  return async (payload) => {
    try {
      const asked = askedBy(payload);
      if (!asked) return;
      if (asked.ask.kind === "suggest") await suggest(asked, options);
      else await answer(asked, options);
    } catch (error) {
      log.error({ error }, "something from Discord could not be handled");
    }
  };
}

async function suggest({ id, token, ask }: Asked, options: ReceiveOptions): Promise<void> {
  const { rest, door, surface } = options;
  const { suggestions = [] } = await door(await settled(ask, options), surface);
  const choices = suggestions
    .map((text) => text.slice(0, choiceCharactersMax))
    .map((text) => ({ name: text, value: text }));
  const body = { type: callback.ApplicationCommandAutocompleteResult, data: { choices } };
  await rest.call({ method: "POST", path: `/interactions/${id}/${token}/callback`, withoutToken: true, body });
}

/** docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure */
const choiceCharactersMax = 100;

async function answer(asked: Asked, options: ReceiveOptions): Promise<void> {
  const { ask } = asked;
  const answering = answeringOf({ rest: options.rest, asked, draft: options.draft(asked) });
  const language = ask.language ?? "en";
  const refuse = (hint: Told) => answering.whisper(cardIn(language, (language) => refusal(hint[language], language)));
  if (asked.isElsewhere) return refuse(said.elsewhere);
  const isWindow = options.opensForm(ask);
  if (!isWindow && !(await answering.acknowledge())) return;
  const working = readied(asked, answering, options);
  if (isWindow && (await Promise.race([working, late()])) === null && !(await answering.acknowledge())) return;
  const { form, problems } = await working;
  if (problems && ask.kind === "form") await answering.whisper(problemsCard(problems, language));
  else if (form && !(await answering.open(form))) await refuse(said.late);
  await answering.finish();
}

/** What comes before the door may fail too, and then it is said all the same. */
async function readied(asked: Asked, answering: Answering, options: ReceiveOptions): Promise<Answer> {
  const { ask } = asked;
  try {
    await options.meet(asked);
    return await options.door(await settled(ask, options), surfaceFor(asked, answering, options));
  } catch (error) {
    const reference = crypto.randomUUID().slice(0, 8);
    options.log.error({ reference, kind: ask.kind, error }, "an ask of Discord failed before it was done");
    await answering.whisper(cardIn(ask.language ?? "en", (language) => broken(reference, language)));
    return {};
  }
}

/** A thread is about its channel. A forum's post is a channel of its own, for in the forum itself nothing can be said. */
async function settled<A extends Ask>(ask: A, { isForum }: ReceiveOptions): Promise<A> {
  const { channel, thread } = ask.where;
  if (!thread || !(await isForum(channel.id))) return ask;
  return { ...ask, where: { channel: { ...channel, id: thread.id } } };
}

/** What is for one person goes as the answer to what they did, and their rights are those that came with it. */
const surfaceFor = ({ rank }: Asked, answering: Answering, { surface, settingsOf }: ReceiveOptions): Surface => ({
  ...surface,
  whisper: (_where, _who, card) => answering.whisper(card),
  async mayManage({ channel }, _who, what) {
    return what === "workspace" ? rank === "admin" : mayChange(await settingsOf(channel.workspace), rank);
  },
});

const late = (): Promise<null> => new Promise((resolve) => setTimeout(resolve, patienceMs, null).unref());
