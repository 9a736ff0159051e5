import type { IncomingMessage, ServerResponse } from "node:http";
import { bytesOf, fieldsOf, nested, parsed, typeOf } from "./body.ts";
import { addMessage, editMessage } from "./chat.ts";
import { checkSomething, contentOf } from "./content.ts";
import { isJson, type Json, textOf } from "./json.ts";
import { explained, Refusal, refuse } from "./refusal.ts";
import { type Install, type Message, randomHex, settle, type World } from "./world.ts";

/** docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const usesMax = 5;
const validMs = 30 * 60_000;

/** Where an app may answer something that a person did, and to whom. */
export interface Place {
  readonly install: Install;
  readonly teamId: string;
  readonly channel: string;
  readonly user: string;
  /** The message that was acted on, if any: an answer may replace or delete it. */
  readonly source: Message | null;
}

export interface ResponseUrls {
  make(place: Place): string;
  take(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** What an app put into its acknowledgement is shown in the same way. Throws a Refusal. */
  say(place: Place, said: Json): Promise<void>;
}

export function openResponseUrls(world: World): ResponseUrls {
  const open = new Map<string, { readonly place: Place; readonly expiresAtMs: number; left: number }>();

  const say = async (place: Place, said: Json) => {
    const { source } = place;
    if (isTrue(said["delete_original"])) {
      if (source) source.isDeleted = true;
      return;
    }
    const content = await contentOf(world, said, null);
    checkSomething(content);
    if (isTrue(said["replace_original"]) && source) {
      if (source.isDeleted) refuse("message_not_found");
      const { text = "", blocks = [], attachments = [] } = content;
      return editMessage(world, source, { ...content, text, blocks, attachments });
    }
    const onlyFor = said["response_type"] === "in_channel" ? null : place.user;
    const threadTs = textOf(said["thread_ts"]) || (source?.threadTs ?? null);
    addMessage(world, place, { channel: place.channel, onlyFor, threadTs }, { ...content, args: said });
  };

  const use = async (request: IncomingMessage, path: string) => {
    const found = open.get(path);
    const text = (await bytesOf(request)).toString();
    const body = typeOf(request) === "application/json" ? parsed(text) : nested(fieldsOf(text)["payload"]);
    if (!found) refuse("invalid_url");
    if (found.expiresAtMs <= world.now()) refuse("expired_url");
    if (found.left <= 0) refuse("used_url");
    if (!isJson(body)) refuse("invalid_payload", explained(["must be a JSON object"]));
    found.left--;
    await say(found.place, body);
  };

  return {
    make(place) {
      const path = `/actions/${place.teamId}/${randomHex(6)}/${randomHex(12)}`;
      open.set(path, { place, expiresAtMs: world.now() + validMs, left: usesMax });
      return `${world.url}${path}`;
    },
    async take(request, response, path) {
      settle(world);
      try {
        await use(request, path);
        response.writeHead(200, { "content-type": "text/plain" }).end("ok");
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        response.writeHead(404, { "content-type": "application/json" });
        response.end(JSON.stringify({ ok: false, error: error.error, ...error.more }));
      }
    },
    say,
  };
}

const isTrue = (value: unknown): boolean => value === true || value === "true";
