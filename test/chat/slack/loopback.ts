import type { Card, Picture } from "../../../src/cards/card.ts";
import { filesOf } from "../../../src/chat/slack/files.ts";
import { peopleOf } from "../../../src/chat/slack/people.ts";
import { botScopes, events, methods } from "../../../src/chat/slack/scopes.ts";
import { createSlackSurface, type SlackSurfaceOptions } from "../../../src/chat/slack/surface.ts";
import { openWebApi, type WebApi } from "../../../src/chat/slack/web-api.ts";
import type { Surface } from "../../../src/chat/surface.ts";
import type { Channel } from "../../../src/model/place.ts";
import { secret } from "../../../src/model/secret.ts";
import { usualSettings } from "../../../src/model/settings.ts";
import type { SlackOptions } from "../../slack/options.ts";
import { type FakeSlack, openSlack } from "../../slack/server.ts";
import type { Memory } from "../memory.ts";

/** A loopback Slack that has our app as its manifest asks for it; no method is limited unless `slack.limit` says so again. */
export async function openLoopback(options: SlackOptions = {}): Promise<FakeSlack> {
  const app = { scopes: botScopes, events: Object.keys(events), ...options.app };
  const slack = await openSlack({ ...options, app });
  for (const method of Object.keys(methods)) slack.limit(method, 1_000_000);
  return slack;
}

/** In the name of whatever bot that Slack has in the workspace. */
export const apiOn = (slack: FakeSlack): WebApi =>
  openWebApi({ apiUrl: slack.apiUrl, tokenOf: async (workspace) => secret(slack.botToken(teamOf(workspace))) });

const teamOf = (workspace: string): string => workspace.slice("slack:".length);

/** The surface as one process has it: what it shares with others is `memory`. */
export function surfaceOn(slack: FakeSlack, memory: Memory, options: Partial<SlackSurfaceOptions> = {}): Surface {
  const { cache, gate } = memory;
  const api = apiOn(slack);
  return createSlackSurface({
    api,
    files: filesOf(api, cache),
    people: peopleOf(api, cache),
    cache,
    gate,
    pictureBytes: async () => png,
    settingsOf: async () => usualSettings,
    publicUrl: null,
    ...options,
  });
}

/** As far as Slack looks. */
export const png: Buffer = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(56, 1)]);

export const here: Channel = { surface: "slack", workspace: "slack:T0HARBOR", id: "C0GENERAL" };
export const member = { id: "U0MEMBER", name: "mia" } as const;

export const cardOf = (title: string, more: Partial<Card> = {}): Card => ({
  title,
  tone: "neutral",
  summary: title,
  parts: [],
  ...more,
});

/** `key` is one hex digit; equal ones are equal pictures. */
const pictureOf = (key: string): Picture => ({
  light: key.repeat(64),
  dark: "0".repeat(64),
  alt: `Picture ${key}`,
  width: 800,
  height: 450,
});

export const picturedCard = (title: string, key: string, more: Partial<Card> = {}): Card =>
  cardOf(title, { parts: [{ kind: "picture", picture: pictureOf(key) }], ...more });

/** What is called of the Web API, without what is asked in passing. */
export const calledOn = ({ asked }: FakeSlack, method: string) => asked.filter((call) => call.method === method);
