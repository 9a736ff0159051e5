import { beforeEach, describe, expect, test } from "vitest";
import { type Guild, guildsOf } from "../../../src/chat/discord/guilds.ts";

const near = "100000000000000001";
/** Told of by the second of two shards: (id >> 22) % 2. */
const far = "100000000004194305";
const workspaceOf = (id: string) => `discord:${id}`;
const person = "discord:user-300000000000000003";
const guild = (id: string): Guild => ({ id, name: "Harbor", language: "de", welcomeIn: ["200000000000000001"] });

let standing: Map<string, { readonly name: string; readonly language: string | null }>;
let told: (readonly string[])[];
let guilds: ReturnType<typeof guildsOf>;

beforeEach(() => {
  standing = new Map();
  told = [];
  guilds = guildsOf({
    store: {
      async ensure({ id, ...facts }) {
        const isNew = !standing.has(id);
        standing.set(id, facts);
        return isNew;
      },
      leave: async (id) => standing.delete(id),
      list: async () => [...standing.keys()],
    },
    onJoined: async (workspace, { welcomeIn }) => void told.push(["joined", workspace, ...welcomeIn]),
    onLeft: async (workspace) => void told.push(["left", workspace]),
  });
});

const stand = (...workspaces: readonly string[]) => {
  for (const id of workspaces) standing.set(id, { name: id, language: null });
};

describe("a server that joins", () => {
  test("is kept with its name and language, and told once with where it may be greeted", async () => {
    await guilds.join(guild(near));
    await guilds.join(guild(near));
    expect(standing.get(workspaceOf(near))).toEqual({ name: "Harbor", language: "de" });
    expect(told).toEqual([["joined", workspaceOf(near), "200000000000000001"]]);
  });

  test("is known from then on; one that was only kept by another process is not", async () => {
    stand(workspaceOf(far));
    await guilds.join(guild(near));
    expect([near, far].map((id) => guilds.isKnown(workspaceOf(id)))).toEqual([true, false]);
    guilds.know(person);
    expect(guilds.isKnown(person)).toBe(true);
  });

  test("and was kept already is known without being told anew", async () => {
    stand(workspaceOf(near));
    await guilds.join(guild(near));
    expect(told).toEqual([]);
    expect(guilds.isKnown(workspaceOf(near))).toBe(true);
  });

  test("is not known where it could not be kept", async () => {
    const away = guildsOf({
      store: {
        ensure: async () => Promise.reject(new Error("no database")),
        leave: async () => false,
        list: async () => [],
      },
      onJoined: async () => void told.push(["joined"]),
      onLeft: async () => {},
    });
    await expect(away.join(guild(near))).rejects.toThrow("no database");
    expect(away.isKnown(workspaceOf(near))).toBe(false);
    expect(told).toEqual([]);
  });
});

describe("a server that leaves", () => {
  test("is told once, and is new when it comes back", async () => {
    await guilds.join(guild(near));
    await guilds.leave(near);
    await guilds.leave(near);
    expect(guilds.isKnown(workspaceOf(near))).toBe(false);
    await guilds.join(guild(near));
    expect(told.map(([what]) => what)).toEqual(["joined", "left", "joined"]);
  });

  test("that nobody knew is not told", async () => {
    await guilds.leave(near);
    expect(told).toEqual([]);
  });
});

describe("all there are", () => {
  test("are those that stay; whatever else stood has left, but no person", async () => {
    stand(workspaceOf(near), workspaceOf(far), person);
    await guilds.reconcile(async () => [near]);
    expect(told).toEqual([["left", workspaceOf(far)]]);
    expect([...standing.keys()]).toEqual([workspaceOf(near), person]);
  });

  test("of one shard say nothing of the other's", async () => {
    stand(workspaceOf(near), workspaceOf(far));
    await guilds.reconcile(async () => [], { id: 1, of: 2 });
    expect(told).toEqual([["left", workspaceOf(far)]]);
    await guilds.reconcile(async () => [], { id: 0, of: 2 });
    expect(told.at(-1)).toEqual(["left", workspaceOf(near)]);
  });

  test("one that another process saw leave, and that is there again, is named and forgotten here", async () => {
    await guilds.join({ id: near, name: "near", language: null, welcomeIn: [] });
    standing.delete(workspaceOf(near));
    expect(await guilds.reconcile(async () => [near])).toEqual([near]);
    expect(guilds.isKnown(workspaceOf(near))).toBe(false);
  });

  test("make nothing known that did not join", async () => {
    await guilds.reconcile(async () => [near]);
    expect(told).toEqual([]);
    expect(guilds.isKnown(workspaceOf(near))).toBe(false);
  });
});
