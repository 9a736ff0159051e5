import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../src/cards/card.ts";
import type { MessageRef, Person } from "../src/model/place.ts";
import { channel } from "./jobs/services.ts";
import { otherWorkspace, useDoor } from "./open-door.ts";
import { sampleIncident } from "./store/sample-tenants.ts";

const opened = useDoor();
const harbor = channel.workspace;
const mill = otherWorkspace;
let ann: Person;
let ben: Person;
let made = 0;

beforeEach(async () => {
  // Twenty asks in ten seconds are each person's.
  made++;
  ann = { id: `UA${made}`, name: "Ann" };
  ben = { id: `UB${made}`, name: "Ben" };
  opened.stage.surface.hearsInPrivate = true;
  for (const { id } of await linksOf(harbor).list()) await linksOf(harbor).end(id);
  for (const { id } of await linksOf(harbor).waiting()) await linksOf(harbor).end(id);
});

const linksOf = (workspace: string) => opened.stage.services.tenant(workspace).links;
const shown = () => opened.stage.surface.shown;
const newest = (): { how: string; to: string | undefined; title: string; card: Card } => {
  const last = shown().at(-1);
  if (!last) throw new Error("nothing was said");
  return { how: last.how, to: last.to?.id, title: last.card.title, card: last.card };
};
const type = (who: Person, workspace: string, text: string) =>
  opened.ask({ kind: "command", text, where: { channel: { ...channel, workspace } }, who });
const press = (
  who: Person,
  workspace: string,
  action: string,
  { value = opened.valueOf(action), message = null }: { value?: string; message?: MessageRef | null } = {},
) => opened.ask({ kind: "action", action, value, message, where: { channel: { ...channel, workspace } }, who });
const codeIn = (card: Card) => /\/hashtag link ([\w-]+)/u.exec(JSON.stringify(card))?.[1] ?? "";
const said = (card: Card) => JSON.stringify(card);

async function codeOf(): Promise<string> {
  await type(ann, harbor, "/hashtag link");
  return codeIn(newest().card);
}

async function link(): Promise<void> {
  await type(ben, mill, `/hashtag link ${await codeOf()}`);
  await press(ben, mill, "link-confirm");
  await press(ann, harbor, "link-confirm");
}

describe("linking", () => {
  test("goes by a whispered code, a yes of who types it, and then a yes of who made it", async () => {
    await type(ann, harbor, "/hashtag link");
    expect(newest()).toMatchObject({ how: "whisper", to: ann.id, title: "A code for linking" });
    expect(newest().card.summary).not.toContain(codeIn(newest().card));
    await type(ben, mill, `/hashtag link ${codeIn(newest().card).toLowerCase().replace("-", "–")}`);
    expect(newest()).toMatchObject({ how: "whisper", to: ben.id, title: `Link with ${harbor} (Slack)?` });
    expect(said(newest().card)).toContain("Shared is the state of incidents, and nothing else");
    await press(ben, mill, "link-confirm");
    expect(shown().slice(-2)).toMatchObject([
      { how: "tell", to: { id: ann.id }, card: { title: `${mill} (Slack) wants to be linked` } },
      { how: "whisper", to: { id: ben.id }, card: { title: `${harbor} (Slack) is asked now` } },
    ]);
    expect(await linksOf(harbor).list()).toEqual([]);
    await press(ann, harbor, "link-confirm");
    expect(shown().slice(-2)).toMatchObject([
      { how: "tell", to: { id: ben.id }, card: { title: `Linked with ${harbor} (Slack)` } },
      { how: "whisper", to: { id: ann.id }, card: { title: `Linked with ${mill} (Slack)` } },
    ]);
    expect(await linksOf(mill).list()).toHaveLength(1);
  });

  test("asks once, however often it is confirmed, and answers in the place of what it asked", async () => {
    await type(ben, mill, `/hashtag link ${await codeOf()}`);
    for (const _ of [1, 2, 3]) await press(ben, mill, "link-confirm");
    expect(shown().filter(({ how }) => how === "tell")).toHaveLength(1);
    const message = { channel: { ...channel, workspace: harbor }, id: "17" };
    await press(ann, harbor, "link-confirm", { message });
    expect(shown().at(-1)).toMatchObject({ how: "update", id: "17", card: { title: `Linked with ${mill} (Slack)` } });
  });

  test("is answered by /hashtag link where the surface cannot hear it in private", async () => {
    opened.stage.surface.hearsInPrivate = false;
    await type(ben, mill, `/hashtag link ${await codeOf()}`);
    await press(ben, mill, "link-confirm");
    const told = shown().findLast(({ how }) => how === "tell")?.card;
    expect(told?.parts.some(({ kind }) => kind === "actions")).toBe(false);
    await type(ann, harbor, "/hashtag link");
    expect(newest()).toMatchObject({ how: "whisper", title: `${mill} (Slack) wants to be linked` });
    await press(ann, harbor, "link-confirm");
    expect(await linksOf(harbor).list()).toHaveLength(1);
  });

  test("shares at once what is open", async () => {
    const { tracker } = await opened.stage.track(`open${made}`);
    const { incident } = await opened.stage.tenant.incidents.open(sampleIncident(tracker.id));
    await link();
    expect(opened.stage.asked).toContainEqual({
      name: "share",
      input: { workspace: harbor, incident: incident.id },
      how: "add",
      ms: 0,
    });
  });

  test("is agreed on though the other side cannot be told", async () => {
    await type(ben, mill, `/hashtag link ${await codeOf()}`);
    opened.stage.surface.nextFailure = new Error("Slack is down");
    await press(ben, mill, "link-confirm");
    expect(newest()).toMatchObject({ how: "whisper", title: `${harbor} (Slack) is asked now` });
    await type(ann, harbor, "/hashtag link");
    await press(ann, harbor, "link-confirm");
    expect(await linksOf(harbor).list()).toHaveLength(1);
  });

  test("is refused by either side, and then no yes counts", async () => {
    await type(ben, mill, `/hashtag link ${await codeOf()}`);
    const value = opened.valueOf("link-confirm");
    await press(ben, mill, "unlink");
    expect(newest()).toMatchObject({ how: "whisper", title: `Not linked with ${harbor} (Slack)` });
    expect(shown().some(({ how }) => how === "tell")).toBe(false);
    await press(ben, mill, "link-confirm", { value });
    expect(newest().card.summary).toContain("settled already");
    await type(ben, mill, `/hashtag link ${await codeOf()}`);
    await press(ben, mill, "link-confirm");
    await press(ann, harbor, "unlink");
    expect(shown().at(-2)).toMatchObject({
      how: "tell",
      to: { id: ben.id },
      card: { title: `Not linked with ${harbor} (Slack)` },
    });
    expect(await linksOf(mill).list()).toEqual([]);
  });

  test.each(["K7QFM-2MXDR", "00000-00000", "k7qfm2mxdr", "abc-def", "12345-1234U"])(
    "refuses the code %s as any that is not good",
    async (code) => {
      await type(ben, mill, `/hashtag link ${code}`);
      expect(newest().card.summary).toContain("That code is not good, or not any more");
    },
  );

  test("refuses a code that was used, in the same words", async () => {
    const code = await codeOf();
    await type(ben, mill, `/hashtag link ${code}`);
    await type(ben, mill, `/hashtag link ${code}`);
    expect(newest().card.summary).toContain("That code is not good, or not any more");
    await type(ann, harbor, `/hashtag link ${await codeOf()}`);
    expect(newest().card.summary).toContain("in this very workspace");
  });

  test("is for those who govern, in everything", async () => {
    const code = await codeOf();
    opened.stage.surface.managed = false;
    for (const text of ["/hashtag link", `/hashtag link ${code}`, `/hashtag ${code}`, "/hashtag unlink"]) {
      await type(ben, mill, text);
      expect(newest().card.summary, text).toContain("who manage this whole workspace");
    }
    opened.stage.surface.managed = true;
    await type(ben, mill, `/hashtag link ${code}`);
    opened.stage.surface.managed = false;
    for (const action of ["link-confirm", "unlink"]) {
      await press(ben, mill, action);
      expect(newest().card.summary, action).toContain("who manage this whole workspace");
    }
  });

  test("takes no press of a workspace that it is not about", async () => {
    await type(ben, mill, `/hashtag link ${await codeOf()}`);
    const value = opened.valueOf("link-confirm");
    for (const action of ["link-confirm", "unlink"]) {
      await press(ben, "slack:T7", action, { value });
      expect(newest().card.summary).toContain("settled already");
    }
    await press(ann, harbor, "link-confirm", { value });
    expect(newest().card.summary).toContain("settled already");
  });
});

describe("/hashtag unlink", () => {
  test("lists what is linked, and a press ends it; the other side is told once, and who made it here", async () => {
    await link();
    await type(ann, harbor, "/hashtag unlink");
    expect(newest()).toMatchObject({ how: "whisper", title: "Linked workspaces" });
    const value = opened.valueOf("unlink");
    const carl = { id: `UC${made}`, name: "Carl" };
    shown().length = 0;
    await press(carl, harbor, "unlink", { value });
    await press(carl, harbor, "unlink", { value });
    expect(shown().map(({ how, to, card }) => [how, to?.id, card.title])).toEqual([
      ["tell", ben.id, `No longer linked with ${harbor} (Slack)`],
      ["tell", ann.id, `No longer linked with ${mill} (Slack)`],
      ["whisper", carl.id, `No longer linked with ${mill} (Slack)`],
      ["whisper", carl.id, "That did not work"],
    ]);
    expect([await linksOf(harbor).list(), await linksOf(mill).list()]).toEqual([[], []]);
    await type(ann, harbor, "/hashtag unlink");
    expect(newest().card.summary).toContain("not linked with any other");
  });

  test("has every alert redrawn that showed something from there", async () => {
    await link();
    const [{ id } = { id: 0 }] = await linksOf(harbor).list();
    const at = async (workspace: string) => {
      const { tracker } = await opened.stage.track(`ended${made}`, { channel: { ...channel, workspace } });
      const { incidents, echoes } = opened.stage.services.tenant(workspace);
      const { incident } = await incidents.open(sampleIncident(tracker.id));
      await echoes.put(id, incident.id, { acknowledged: { by: "Mia", at: new Date(0) }, muted: null });
      return { workspace, incident: incident.id };
    };
    const inputs = [await at(harbor), await at(mill)];
    opened.stage.asked.length = 0;
    await press(ben, mill, "unlink", { value: `${id}` });
    for (const input of inputs)
      expect(opened.stage.asked).toContainEqual({ name: "incident", input, how: "add", ms: 0 });
  });
});

test("somebody's own page names what is linked", async () => {
  await link();
  const { home } = await opened.ask({ kind: "home", where: { channel: { ...channel, id: ann.id } }, who: ann });
  expect(JSON.stringify(home)).toContain(`Linked with"},"\\n${mill} (Slack)`);
});
