import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { isJson, type Json, objectsIn, parsed } from "./json.ts";
import { refusals } from "./refusals.ts";
import type { Asking } from "./refused/case.ts";
import { hasSpec } from "./schema.ts";
import { type FakeDiscord, openDiscord } from "./server.ts";

class Refused extends Error {
  readonly error: number | string;
  readonly answer: Json;
  constructor(error: number | string, answer: Json = {}) {
    super(`refused: ${error} ${JSON.stringify(answer)}`);
    this.error = error;
    this.answer = answer;
  }
}

async function answerOf(response: Response): Promise<Json> {
  const body = parsed(await response.text());
  const answer = isJson(body) ? body : {};
  if (response.ok) return answer;
  const { code, error } = answer;
  throw new Refused(typeof error === "string" ? error : Number(code) || response.status, answer);
}

function asking(discord: FakeDiscord): Asking {
  const raw: Asking["raw"] = async (path, init) => answerOf(await fetch(`${discord.url}${path}`, init));
  return {
    discord,
    raw,
    wait: discord.advance,
    call(method, path, body, files = []) {
      const authorization = `Bot ${discord.app.token}`;
      if (files.length === 0) {
        const headers = { authorization, ...(body !== undefined && { "content-type": "application/json" }) };
        return raw(`/api/v10${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
      }
      const form = new FormData();
      form.append("payload_json", JSON.stringify(body ?? {}));
      for (const [index, [name, bytes]] of files.entries())
        form.append(`files[${index}]`, new Blob([new Uint8Array(bytes)], { type: "image/png" }), name);
      return raw(`/api/v10${path}`, { method, headers: { authorization }, body: form });
    },
    connect(said, query = "?v=10&encoding=json") {
      const socket = new WebSocket(`${discord.url.replace("http", "ws")}/${query}`);
      socket.on("open", () => {
        for (const payload of said) socket.send(JSON.stringify(payload));
      });
      return new Promise<never>((_, reject) => socket.on("close", (code) => reject(new Refused(code))));
    },
  };
}

const reasonIn = (answer: Json): string =>
  [...objectsIn(answer["errors"])].map(({ code }) => code).find((code) => typeof code === "string") ?? "";

for (const { error, when, page, reason, discordOptions, ask } of refusals)
  test.skipIf(reason === "SCHEMA" && !hasSpec)(
    `${error} ${when}${reason === "SCHEMA" ? " (needs ../shared/specs)" : ""}`,
    async () => {
      expect(page).toMatch(/^https:\/\/(docs\.discord\.com\/developers|github\.com\/discord)\//);
      const discord = await openDiscord({ answerWithinMs: 20, ...discordOptions });
      try {
        const refused = await ask(asking(discord)).then(
          (accepted) => new Error(`accepted: ${JSON.stringify(accepted)}`),
          (thrown: unknown) => thrown,
        );
        if (!(refused instanceof Refused)) throw refused;
        expect(refused.error, refused.message).toBe(error);
        if (reason === "SCHEMA") expect(reasonIn(refused.answer)).toMatch(/^SCHEMA_/);
        else if (reason !== undefined) expect(reasonIn(refused.answer)).toBe(reason);
      } finally {
        await discord.close();
      }
    },
  );
