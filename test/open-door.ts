import { afterAll, beforeAll, beforeEach } from "vitest";
import { actions } from "../src/actions/index.ts";
import { openBackplane, prepareBackplane } from "../src/backplane/backend.ts";
import type { Backplane } from "../src/backplane/backplane.ts";
import type { Answer, Ask, Door } from "../src/chat/surface.ts";
import { defineCommand } from "../src/commands/command.ts";
import { commands } from "../src/commands/index.ts";
import { subject } from "../src/commands/options.ts";
import { createDoor } from "../src/door.ts";
import { told } from "../src/model/language.ts";
import type { MessageRef, Person } from "../src/model/place.ts";
import type { JobInputs, Reply } from "../src/services.ts";
import { channel, openStage, type Stage } from "./jobs/services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
export const otherWorkspace = "slack:T9";
export const done: Reply = {
  visible: "channel",
  card: () => ({ title: "Done", tone: "good", summary: "Done", parts: [] }),
};

/** The door on the real store and real gates, and what it had the surface show since the test began. */
export interface DoorStage {
  readonly stage: Stage;
  /** Who asks; another person in every test. */
  who: Person;
  /** What the command /try does. */
  attempt: () => Promise<Reply>;
  ask(ask: Ask): Promise<Answer>;
  type(text: string, workspace?: string): Promise<Answer>;
  press(action: string, value: string, message?: MessageRef | null): Promise<Answer>;
  /** How, and with which title. */
  shown(): readonly (readonly [string, string])[];
  /** The summary of the newest card. */
  said(): string;
  /** The value of the newest button of that action. */
  valueOf(action: string): string;
}

/** Opened before the tests of a file, and wiped clean before each. */
export function useDoor(): DoorStage {
  let stage: Stage;
  let backplane: Backplane<JobInputs>;
  let door: Door;
  let asked = 0;
  const attempts = defineCommand({
    name: "try",
    names: told(() => "try"),
    help: told(() => "Does what the test says"),
    examples: ["/try #it"],
    options: { tag: subject({ names: told(() => "tag"), help: told(() => "Whatever") }) },
    writes: () => false,
    run: () => opened.attempt(),
  });
  beforeAll(async () => {
    stage = await openStage({ now: noon, workspaces: [channel.workspace, otherWorkspace] });
    await prepareBackplane({ ownerUrl: stage.ownerUrl, log: stage.services.log });
    backplane = await openBackplane<JobInputs>({ databaseUrl: stage.appUrl, log: stage.services.log, kinds: [] });
    const { services } = stage;
    door = createDoor({ commands: [...commands, attempts], actions, services, gate: backplane.gates });
  });
  afterAll(async () => {
    await backplane?.close();
    await stage?.close();
  });
  beforeEach(() => {
    stage.surface.shown.length = 0;
    stage.surface.managed = true;
    stage.asked.length = 0;
    stage.log.length = 0;
    opened.who = { id: `U${++asked}`, name: "Ann" };
    opened.attempt = async () => done;
  });
  const opened: DoorStage = {
    get stage() {
      return stage;
    },
    who: { id: "U0", name: "Ann" },
    attempt: async () => done,
    ask: (ask) => door(ask, stage.surface),
    type: (text, workspace = channel.workspace) =>
      opened.ask({ kind: "command", text, where: { channel: { ...channel, workspace } }, who: opened.who }),
    press: (action, value, message = null) =>
      opened.ask({ kind: "action", action, value, message, where: { channel }, who: opened.who }),
    shown: () => stage.surface.shown.map(({ how, card }) => [how, card.title] as const),
    said: () => stage.surface.shown.at(-1)?.card.summary ?? "",
    valueOf: (wanted) =>
      stage.surface.shown
        .flatMap(({ card }) => card.parts)
        .flatMap((part) => (part.kind === "actions" ? part.controls : []))
        .flatMap((control) => (control.kind === "button" && control.action === wanted ? control.value : []))
        .at(-1) ?? "",
  };
  return opened;
}
