import { createHmac } from "node:crypto";
import { actions } from "../../../src/actions/index.ts";
import { openBackplane, prepareBackplane } from "../../../src/backplane/backend.ts";
import { openSlack } from "../../../src/chat/slack/open.ts";
import type { Surface } from "../../../src/chat/surface.ts";
import { commands } from "../../../src/commands/index.ts";
import { createDoor } from "../../../src/door.ts";
import type { Installations } from "../../../src/model/installation.ts";
import type { Channel, Person } from "../../../src/model/place.ts";
import { secret } from "../../../src/model/secret.ts";
import { newKeyText, readKeys } from "../../../src/model/secret-keys.ts";
import type { JobInputs } from "../../../src/services.ts";
import { openInstallations } from "../../../src/store/installations.ts";
import { openSeals } from "../../../src/store/seal.ts";
import { startWeb } from "../../../src/web/server.ts";
import { openStage } from "../../jobs/services.ts";
import { type Emulated, type Json, openEmulated, signingSecret } from "./emulated.ts";

export const publicUrl = "https://groundswell.example";

/** The product's Slack room on the real store, the real door behind it, and before it a Slack that others wrote. */
export interface Product {
  readonly slack: Emulated;
  readonly surface: Surface;
  readonly installations: Installations;
  /** Who put it in, and where. */
  readonly installed: readonly (readonly [workspace: string, installer: string | null])[];
  /** What went wrong without anybody being told. */
  readonly logged: readonly string[];
  /** What pictures are uploaded from, by their keys. */
  readonly pictures: Map<string, Uint8Array>;
  /** The same wall, seen from our side. */
  readonly channel: Channel;
  personOf(name: string): Person;
  /** As a browser asks us. */
  get(path: string, cookie?: string): Promise<Response>;
  /** As Slack asks us, well signed: the command, or the JSON of an interaction or an event. */
  command(by: string, line: string, more?: Readonly<Record<string, string>>): Promise<Response>;
  interact(payload: Json): Promise<Response>;
  event(event: Json): Promise<Response>;
  close(): Promise<void>;
}

/** What emulate calls its one workspace. */
const team = "T000000001";
export const workspace = `slack:${team}`;

export async function openProduct(): Promise<Product> {
  const slack = await openEmulated(`${publicUrl}/slack/oauth_redirect`);
  // Slack's libraries compare signatures with the time that it really is.
  const stage = await openStage({ now: new Date(), workspaces: [] });
  await prepareBackplane({ ownerUrl: stage.ownerUrl, log: stage.services.log });
  const { log } = stage.services;
  const backplane = await openBackplane<JobInputs>({ databaseUrl: stage.appUrl, log, kinds: [] });
  const installations = openInstallations(stage.database, openSeals(readKeys(newKeyText())), stage.clock);
  const pictures = new Map<string, Uint8Array>();
  const installed: [string, string | null][] = [];
  const { gates, cache } = backplane;
  const room = openSlack({
    apiUrl: slack.apiUrl,
    by: { kind: "http", signingSecret: secret(signingSecret), publicUrl },
    serves: {
      kind: "many",
      clientId: slack.app.client_id,
      clientSecret: secret(slack.app.client_secret),
      publicUrl,
      installations,
    },
    // As if Slack could not load pictures from us: then they are uploaded.
    publicUrl: null,
    gate: gates,
    cache,
    clock: stage.clock,
    log,
    pictureBytes: async (key) => pictures.get(key) ?? null,
    settingsOf: (workspace) => stage.services.tenant(workspace).settings.get(),
  });
  const door = createDoor({ commands, actions, services: stage.services, gate: gates });
  const web = await startWeb({
    port: 0,
    pages: room.routes.map((routes) => ({ routes, guardThemselves: true as const })),
    log,
  });
  const ears = await room.hear(door, {
    onInstalled: async (workspace, installer) => void installed.push([workspace, installer]),
    onRevoked: async () => {},
  });

  const personOf = (name: string): Person => ({ id: slack.people[name] ?? "", name });
  const send = (body: string, type: string): Promise<Response> => {
    const timestamp = `${Math.floor(Date.now() / 1_000)}`;
    const hash = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    const signed = { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${hash}` };
    return fetch(`${web.url}/slack/events`, { method: "POST", headers: { ...signed, "content-type": type }, body });
  };
  const form = "application/x-www-form-urlencoded";
  return {
    slack,
    surface: room.surface,
    installations,
    installed,
    get logged() {
      return stage.log.map((line) => JSON.stringify(line));
    },
    pictures,
    channel: { surface: "slack", workspace, id: slack.channel },
    personOf,
    get: (path, cookie) =>
      fetch(new URL(path, web.url), { redirect: "manual", ...(cookie === undefined ? {} : { headers: { cookie } }) }),
    command(by, line, more = {}) {
      const [command = "", text = ""] = /^(\S+)\s*(.*)$/u.exec(line)?.slice(1) ?? [];
      const { id, name } = personOf(by);
      const place = { team_id: team, channel_id: slack.channel, user_id: id, user_name: name };
      // Nobody is there: emulate has no response_url.
      const fields = { command, text, ...place, response_url: "http://127.0.0.1:9/", trigger_id: "none", ...more };
      return send(new URLSearchParams(fields).toString(), form);
    },
    interact: (payload) =>
      send(new URLSearchParams({ payload: JSON.stringify({ team: { id: team }, ...payload }) }).toString(), form),
    event: (event) =>
      send(
        JSON.stringify({ type: "event_callback", team_id: team, event_id: `Ev${Math.random()}`, event }),
        "application/json",
      ),
    async close() {
      await ears.stop();
      await web.close();
      await backplane.close();
      await stage.close();
      await slack.close();
    },
  };
}
