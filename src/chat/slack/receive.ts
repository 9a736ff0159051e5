import { App, type Authorize, type Logger, LogLevel, type Receiver } from "@slack/bolt";
import { refusal } from "../../cards/failure.ts";
import { minuteMs, secondMs } from "../../model/clock.ts";
import type { Gate } from "../shared.ts";
import type { Answer, Ask, Door, Surface } from "../surface.ts";
import { commandAsk, formAsk, homeAsk, mentionAsk, metadataOf, pressAsk, shortcutAsk, suggestAsk } from "./asks.ts";
import { optionsOf } from "./controls.ts";
import { modalOf, problemsOf } from "./form.ts";
import { homeOf } from "./home.ts";
import { analyseShortcut } from "./manifest.ts";
import { messageOf, type SlackMessage } from "./render.ts";
import type { WebApi } from "./web-api.ts";

export interface ReceiveOptions {
  readonly receiver: Receiver;
  readonly authorize: Authorize<boolean>;
  readonly door: Door;
  readonly surface: Surface;
  readonly api: WebApi;
  readonly gate: Gate;
  readonly log: ReceiveLog;
  /** Told the envelope of app_uninstalled and tokens_revoked. */
  onRevoked(envelope: unknown): Promise<void>;
}

export interface ReceiveLog {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** Slack waits 3 s for the answer to a form (docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response). */
const formPatienceMs = 2_300;
/** Slack sends an event up to four times within 5 minutes (docs.slack.dev/apis/events-api#retries). */
const oncePerEvent = { requests: 1, windowMs: 15 * minuteMs };

type Respond = (message: object) => Promise<unknown>;

/** Hears what people do in Slack and takes it to the door. Everything is acknowledged before any work, but what must be answered at once. */
export function openReceiving(options: ReceiveOptions): App {
  const { receiver, authorize, door, surface, api, gate, log, onRevoked } = options;
  const app = new App({
    receiver,
    authorize,
    ignoreSelf: true,
    extendedErrorHandler: false,
    logger: warnings(log),
    logLevel: LogLevel.WARN,
  });
  app.error(async (error) => log.error({ error }, "something from Slack could not be handled"));

  /** What is for one person goes the way that is open wherever they typed, also where we are no member. */
  const surfaceBy = (respond: Respond): Surface => ({
    ...surface,
    whisper: (where, who, card) =>
      respond({ response_type: "ephemeral", replace_original: false, ...spoken(card) }).then(
        () => {},
        () => surface.whisper(where, who, card),
      ),
  });
  const publishHome = async (ask: Ask): Promise<void> => {
    const { home } = await door({ kind: "home", where: ask.where, who: ask.who }, surface);
    if (!home) return;
    await api.call(ask.where.channel.workspace, (client) =>
      client.views.publish({ user_id: ask.who.id, view: homeOf(home) as never }),
    );
  };
  /** What an answer leaves to be done, once what was asked is done. */
  const finish = async (ask: Ask, { form, language }: Answer, triggerId: string | undefined): Promise<void> => {
    if (form && triggerId !== undefined) {
      const view = modalOf(form, metadataOf(ask, form.value), language);
      await api.call(ask.where.channel.workspace, (client) =>
        client.views.open({ trigger_id: triggerId, view: view as never }),
      );
    }
    if (ask.where.channel.id === ask.who.id && !form) await publishHome(ask);
  };

  app.command(/.*/u, async ({ ack, command, respond }) => {
    await ack();
    const ask = commandAsk(command);
    await finish(ask, await door(ask, surfaceBy(respond)), command.trigger_id);
  });
  app.action(/.*/u, async ({ ack, body, respond }) => {
    await ack();
    const ask = pressAsk(body);
    const { trigger_id } = body as { readonly trigger_id?: string };
    const isOnHome = ask.where.channel.id === ask.who.id;
    await finish(ask, await door(ask, isOnHome ? surface : surfaceBy(respond)), trigger_id);
  });
  app.shortcut(analyseShortcut, async ({ ack, shortcut, body }) => {
    await ack();
    const { response_url: url } = shortcut as { readonly response_url?: string };
    await door(shortcutAsk(body), url ? surfaceBy(respondAt(url)) : surface);
  });
  app.options(/.*/u, async ({ ack, body }) => {
    const ask = suggestAsk(body);
    const { suggestions = [] } = ask ? await door(ask, surface) : {};
    await ack({ options: optionsOf(suggestions.map((text) => ({ label: text, value: text }))) });
  });
  app.view(/.*/u, async ({ ack, body, view }) => {
    const ask = formAsk(body);
    const working = door(ask, surface);
    const answer = await Promise.race([working, late(formPatienceMs)]);
    if (answer?.problems) {
      const fields = view.blocks.flatMap(({ type, block_id: name }) => (type === "input" && name ? [{ name }] : []));
      return ack({ response_action: "errors", errors: problemsOf(answer.problems, fields) });
    }
    if (answer?.form) {
      const next = modalOf(answer.form, metadataOf(ask, answer.form.value), answer.language);
      return ack({ response_action: "update", view: next as never });
    }
    await ack();
    const { problems, language = "en" } = await working;
    // The window is closed by now.
    if (problems) await surface.whisper(ask.where, ask.who, refusal(Object.values(problems).join(" "), language));
    if (ask.where.channel.id === ask.who.id) await publishHome(ask);
  });

  /** Each event once, however often it comes. */
  const onceEach =
    <Given extends { readonly body: object }>(work: (given: Given) => Promise<void>) =>
    async (given: Given): Promise<void> => {
      const { event_id: id } = given.body as { readonly event_id?: string };
      if (id !== undefined && !(await gate.enter(`slack:event:${id}`, oncePerEvent)).allowed) return;
      await work(given);
    };
  app.event(
    "app_mention",
    onceEach(async ({ body }) => void (await door(mentionAsk(body), surface))),
  );
  app.event(
    "app_home_opened",
    onceEach(async ({ body }) => {
      const ask = homeAsk(body);
      if (ask) await publishHome(ask);
    }),
  );
  app.event(
    "app_uninstalled",
    onceEach(({ body }) => onRevoked(body)),
  );
  app.event(
    "tokens_revoked",
    onceEach(({ body }) => onRevoked(body)),
  );
  return app;
}

/** What is said by response_url: it takes no file. */
const spoken = (card: Parameters<typeof messageOf>[0]): SlackMessage => messageOf(card, () => null);

const respondTimeoutMs = 5 * secondMs;

/** docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const respondAt =
  (url: string): Respond =>
  async (message) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(respondTimeoutMs),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`Slack took no answer: ${answer.status}`);
  };

const late = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(resolve, ms, null).unref());

/** Bolt tells errors to `app.error` too; what it says by the way may hold what Slack sent. */
export const warnings = (log: ReceiveLog): Logger => ({
  debug() {},
  info() {},
  warn: (...said) => log.warn({ said: String(said[0]).slice(0, 200) }, "Slack's library warns"),
  error: (...said) => log.warn({ said: String(said[0]).slice(0, 200) }, "Slack's library complains"),
  setLevel() {},
  getLevel: () => LogLevel.WARN,
  setName() {},
});
