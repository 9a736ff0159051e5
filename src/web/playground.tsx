import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import type { Card } from "../cards/card.ts";
import { FormView } from "../chat/playground/form.tsx";
import { type Message, type MessageLog, mayRead, playgroundChannel } from "../chat/playground/log.ts";
import { MessageView, saidCharactersMax } from "../chat/playground/message.tsx";
import type { Answer, Ask } from "../chat/surface.ts";
import type { Clock } from "../model/clock.ts";
import { figure } from "../model/figure.ts";
import { inEvery, type Language } from "../model/language.ts";
import type { Channel, MessageRef, Person } from "../model/place.ts";
import type { Log } from "../services.ts";
import { assetRoutes } from "./assets.ts";
import { sameOrigin } from "./guard.ts";
import { messagesMax, openLiveChannel } from "./live-channel.ts";
import { pictureRoutes } from "./pictures.ts";
import { type CommandHelp, PlaygroundPage, pageAssets, type Theme } from "./playground-page.tsx";
import type { Pages } from "./server.ts";
import { visitorOf } from "./visitor.ts";

export interface PlaygroundOptions {
  readonly messages: MessageLog;
  readonly clock: Clock;
  readonly log: Log;
  /** What is asked goes here; it never throws. */
  readonly door: { say(ask: Ask): Promise<Answer> };
  /** A drawn image by its key, null where it is gone. */
  pictureBytes(key: string): Promise<Uint8Array | null>;
  /** What typing "/" offers. */
  readonly commands: readonly CommandHelp[];
  /** What everybody here reads. */
  language(): Promise<Language>;
  /** A word about the data, shown beside the channel's name, e.g. "simulated data". */
  readonly badge?: string;
  /** Default: the playground's "general". */
  readonly channel?: Channel;
}

const id = z.string().max(40);
const say = z.object({ text: z.string() });
const act = z.object({ message: id.nullable(), action: z.string().max(40), value: z.string().max(80) });
const form = act.extend({ values: z.record(z.string().max(80), z.union([z.string(), z.array(z.string()).max(100)])) });

/** The page that lets people try the bot in the browser, and what it asks for. */
export async function openPlaygroundPages(options: PlaygroundOptions): Promise<Pages> {
  const { messages, clock, log, door, channel = playgroundChannel } = options;
  const html = (message: Message, viewer: string) => String(<MessageView message={message} viewer={viewer} />);
  const live = await openLiveChannel({ messages, channel, log, html });
  const where = { channel };

  const add = (author: Person | null, onlyFor: string | null, content: Message["content"]) =>
    messages.add({ workspace: channel.workspace, channel: channel.id, author, onlyFor, content, at: clock.now() });

  /** The message whose control was pressed, if it is here and theirs to see. */
  const pressed = async (ref: string | null, who: Person): Promise<MessageRef | null> => {
    if (ref === null) return null;
    const message = await messages.get(channel.workspace, ref);
    if (!message || message.channel !== channel.id || !mayRead(message, who.id))
      throw new HTTPException(404, { message: "That message is gone. Reload the page to see what is there." });
    return { channel, id: message.id };
  };

  const routes = new Hono();
  routes.route("/", await assetRoutes(pageAssets));
  routes.get("/", async (c) => {
    const viewer = visitorOf(c);
    const list = await messages.list(channel.workspace, channel.id, viewer.id, messagesMax);
    c.header("Cache-Control", "no-store");
    const page = (
      <PlaygroundPage
        messages={list}
        viewer={viewer.id}
        channel={channel.id}
        commands={options.commands}
        badge={options.badge ?? null}
        theme={themeOf(c)}
      />
    );
    return c.html(`<!doctype html>${page}`);
  });
  routes.get("/playground/events", sameOrigin, (c) => {
    c.header("Content-Type", "text/event-stream");
    c.header("Cache-Control", "no-store");
    c.header("X-Accel-Buffering", "no");
    return c.body(live.join(visitorOf(c).id));
  });
  routes.post("/playground/say", async (c) => {
    const who = visitorOf(c);
    const text = (await bodyOf(c, say)).text.trim();
    if (text === "") return c.json({});
    const length = Array.from(text).length;
    if (length > saidCharactersMax) {
      await add(null, who.id, tooLongCard(length, await options.language()));
      return c.json({ error: null }, 422);
    }
    await add(who, null, { said: text });
    return answer(c, await door.say({ kind: "command", where, who, text }), null);
  });
  routes.post("/playground/act", async (c) => {
    const who = visitorOf(c);
    const { message, action, value } = await bodyOf(c, act);
    const ref = await pressed(message, who);
    return answer(c, await door.say({ kind: "action", where, who, action, value, message: ref }), message);
  });
  routes.post("/playground/form", async (c) => {
    const who = visitorOf(c);
    const { message, action, value, values } = await bodyOf(c, form);
    const ref = await pressed(message, who);
    return answer(c, await door.say({ kind: "form", where, who, action, value, values, message: ref }), message);
  });
  routes.route("/", pictureRoutes(options.pictureBytes));
  return { routes, close: live.close };
}

async function bodyOf<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await c.req.json().catch(() => null));
  if (!parsed.success) throw new HTTPException(400, { message: "That request makes no sense to this server." });
  return parsed.data;
}

/** Cards come through the event stream; what is left to answer is a form to open, or what is wrong with the one that was sent. */
const answer = (c: Context, { form: asked, problems, language }: Answer, message: string | null) => {
  if (problems) return c.json({ error: Object.values(problems).join(" ") });
  return c.json(asked ? { form: String(<FormView form={asked} message={message} language={language} />) } : {});
};

function themeOf(c: Context): Theme | null {
  const theme = /(?:^|;\s*)groundswell_theme=(light|dark)(?:;|$)/.exec(c.req.header("cookie") ?? "")?.[1];
  return theme === "light" || theme === "dark" ? theme : null;
}

function tooLongCard(length: number, language: Language): Card {
  const words = tooLong[language];
  const [typed, most] = [figure(length, language), figure(saidCharactersMax, language)];
  return {
    title: words.title,
    tone: "quiet",
    summary: words.title,
    language,
    parts: [{ kind: "text", text: [words.text(typed, most)] }],
  };
}

const tooLong = inEvery({
  en: {
    title: "That message is too long",
    text: (typed: string, most: string) =>
      `It has ${typed} characters, and ${most} fit. Your text is still in the box.`,
  },
  de: {
    title: "Die Nachricht ist zu lang",
    text: (typed, most) => `Sie hat ${typed} Zeichen, ${most} sind möglich. Der Text steht noch im Feld.`,
  },
  fr: {
    title: "Ce message est trop long",
    text: (typed, most) => `Il compte ${typed} caractères, ${most} au plus. Votre texte est toujours dans le champ.`,
  },
  es: {
    title: "Ese mensaje es demasiado largo",
    text: (typed, most) => `Tiene ${typed} caracteres y caben ${most}. Tu texto sigue en el cuadro.`,
  },
  pt: {
    title: "Essa mensagem é longa demais",
    text: (typed, most) => `Tem ${typed} caracteres, e cabem ${most}. Seu texto continua na caixa.`,
  },
  ja: {
    title: "メッセージが長すぎます",
    text: (typed, most) => `${typed} 文字あります。最大 ${most} 文字です。入力した文章は欄に残っています。`,
  },
});
