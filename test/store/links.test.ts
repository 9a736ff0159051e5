import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Link, linksMax } from "../../src/model/link.ts";
import { linkCodeHash } from "../../src/model/link-code.ts";
import { purge } from "../../src/store/purge.ts";
import { ensureWorkspace, leaveWorkspace } from "../../src/store/workspaces.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { ann, ben, noon, sampleIncident, sampleWish } from "./sample-tenants.ts";

const [harbor, mill, third] = ["slack:TA", "slack:TB", "slack:TC"] as const;
const others = Array.from({ length: linksMax }, (_, i) => `slack:TX${i}`);
const wrong = "00000-00000";

let tenants: OpenTenants;
let admin: postgres.Sql;

beforeAll(async () => {
  tenants = await openTenants([harbor, mill, third, ...others]);
  admin = postgres(tenants.adminUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await admin?.end();
  await tenants?.close();
});
afterEach(() => admin`delete from links`);

const linksOf = (workspace: string) => tenants.store.tenant(workspace).links;

async function codeOf(workspace: string): Promise<string> {
  const offered = await linksOf(workspace).offer(ann);
  if (offered === "full") throw new Error("full");
  return offered.code;
}

async function redeemed(maker: string = harbor, partner: string = mill): Promise<Link> {
  const link = await linksOf(partner).redeem(await codeOf(maker), ben);
  if (typeof link === "string") throw new Error(link);
  return link;
}

async function linked(maker: string = harbor, partner: string = mill): Promise<Link> {
  const { id } = await redeemed(maker, partner);
  await linksOf(partner).confirm(id);
  const link = await linksOf(maker).confirm(id);
  if (link === null || typeof link === "string") throw new Error(`${link}`);
  return link;
}

const makeOld = () => admin`update links set expires_at = now() - interval '1 second'`;
const within = <T>(workspace: string, sql: string, parameters: (string | number)[] = []) =>
  tenants.database.inWorkspace(workspace, (_, tx) => tx.unsafe(sql, parameters)) as Promise<T>;

describe("a code", () => {
  test("is stored as its hash only", async () => {
    const code = await codeOf(harbor);
    const [row] = await admin`select to_jsonb(links) as row from links`;
    expect(JSON.stringify(row)).toContain(linkCodeHash(code));
    expect(JSON.stringify(row)).not.toContain(code.slice(0, 5));
  });

  test("names both sides to both, and links nothing yet", async () => {
    const link = await redeemed();
    const side = (workspace: string, who: typeof ann) => ({ workspace, surface: "slack", name: workspace, who });
    expect(link).toEqual({ id: link.id, who: ben, other: side(harbor, ann), isMaker: false, state: "redeemed" });
    expect(await linksOf(harbor).get(link.id)).toEqual({
      id: link.id,
      who: ann,
      other: side(mill, ben),
      isMaker: true,
      state: "redeemed",
    });
    expect([await linksOf(harbor).list(), await linksOf(mill).list(), await linksOf(harbor).waiting()]).toEqual([
      [],
      [],
      [],
    ]);
  });

  test("is good for once, also for many at the same time", async () => {
    const code = await codeOf(harbor);
    const answers = await Promise.all([mill, third, ...others].map((one) => linksOf(one).redeem(code, ben)));
    expect(answers.filter((answer) => typeof answer !== "string")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "wrong")).toHaveLength(answers.length - 1);
    expect(await linksOf(third).redeem(code, ben)).toBe("wrong");
    expect(await admin`select from links where partner_id is not null`).toHaveLength(1);
  });

  test("that is wrong, old, used or replaced is refused alike", async () => {
    expect(await linksOf(mill).redeem(wrong, ben)).toBe("wrong");
    const old = await codeOf(harbor);
    await makeOld();
    expect(await linksOf(mill).redeem(old, ben)).toBe("wrong");
    const replaced = await codeOf(harbor);
    const code = await codeOf(harbor);
    expect(await linksOf(mill).redeem(replaced, ben)).toBe("wrong");
    expect(await linksOf(mill).redeem(code, ben)).toMatchObject({ state: "redeemed" });
  });

  test("links no workspace to itself, and is good for another still", async () => {
    const code = await codeOf(harbor);
    expect(await linksOf(harbor).redeem(code, ann)).toBe("own");
    expect(await linksOf(mill).redeem(code, ben)).toMatchObject({ state: "redeemed" });
  });

  test("links no two twice, whoever makes it", async () => {
    await linked();
    expect(await linksOf(mill).redeem(await codeOf(harbor), ben)).toBe("linked");
    expect(await linksOf(harbor).redeem(await codeOf(mill), ben)).toBe("linked");
  });

  test("that both made for each other ends in one link", async () => {
    const [one, other] = [await redeemed(harbor, mill), await redeemed(mill, harbor)];
    await Promise.all([linksOf(mill).confirm(one.id), linksOf(harbor).confirm(other.id)]);
    const last = await Promise.all([linksOf(harbor).confirm(one.id), linksOf(mill).confirm(other.id)]);
    expect(last.map((link) => (typeof link === "string" ? link : link?.state)).sort()).toEqual(["linked", "linked"]);
    expect(last.filter((link) => typeof link !== "string")).toHaveLength(1);
    expect(await linksOf(harbor).list()).toHaveLength(1);
  });

  test("is dropped a day after its time, unless it became a link", async () => {
    await linked();
    await codeOf(third);
    await redeemed(others[0], others[1]);
    const now = new Date();
    await admin`update links set expires_at = now() - interval '23 hours'`;
    expect(await purge(tenants.database, now)).toMatchObject({ links: 0 });
    await admin`update links set expires_at = now() - interval '25 hours'`;
    expect(await purge(tenants.database, now)).toMatchObject({ links: 2 });
    expect(await linksOf(mill).list()).toHaveLength(1);
  });
});

describe("a link", () => {
  test("stands after both said yes, first who typed the code, then who made it", async () => {
    const { id } = await redeemed();
    expect(await linksOf(harbor).confirm(id)).toBeNull();
    expect(await linksOf(mill).confirm(id)).toMatchObject({ state: "accepted" });
    expect(await linksOf(harbor).waiting()).toMatchObject([{ id, other: { workspace: mill } }]);
    expect(await linksOf(mill).waiting()).toEqual([]);
    expect(await linksOf(harbor).list()).toEqual([]);
    expect(await linksOf(harbor).confirm(id)).toMatchObject({ state: "linked" });
    expect(await linksOf(harbor).confirm(id)).toBeNull();
    expect([await linksOf(harbor).list(), await linksOf(mill).list()]).toMatchObject([
      [{ id, other: { workspace: mill } }],
      [{ id, other: { workspace: harbor } }],
    ]);
    expect(await linksOf(harbor).waiting()).toEqual([]);
  });

  test("comes to nothing where either side takes too long", async () => {
    const { id } = await redeemed();
    await makeOld();
    expect(await linksOf(mill).confirm(id)).toBeNull();
    const later = await redeemed();
    await linksOf(mill).confirm(later.id);
    await makeOld();
    expect(await linksOf(harbor).confirm(later.id)).toBeNull();
    expect([await linksOf(harbor).get(later.id), await linksOf(mill).get(later.id)]).toEqual([null, null]);
  });

  test.each([harbor, mill])("is ended by %s for both, once", async (by) => {
    const { id } = await linked();
    expect(await linksOf(by).end(id)).toMatchObject({ id, state: "linked" });
    expect(await linksOf(by).end(id)).toBeNull();
    expect([await linksOf(harbor).list(), await linksOf(mill).list()]).toEqual([[], []]);
    expect(await linked()).toMatchObject({ state: "linked" });
  });

  test("is one of five at most, on either side", async () => {
    for (const other of others) await linked(harbor, other);
    expect(await linksOf(harbor).offer(ann)).toBe("full");
    expect(await linksOf(harbor).redeem(await codeOf(mill), ann)).toBe("full");
    await linksOf(harbor).end((await linksOf(harbor).list())[0]?.id ?? 0);
    const { id } = await redeemed(mill, harbor);
    const more = await redeemed(third, harbor);
    await linksOf(harbor).confirm(id);
    expect(await linksOf(harbor).confirm(more.id)).toBe("full");
  });

  test("is none of a workspace that left, until it is back", async () => {
    const { id } = await linked();
    await leaveWorkspace(tenants.database, mill, tenants.clock);
    expect([await linksOf(mill).list(), await linksOf(mill).get(id)]).toEqual([[], null]);
    await ensureWorkspace(tenants.database, { id: mill, surface: "slack", name: mill }, tenants.clock);
    expect(await linksOf(mill).list()).toHaveLength(1);
  });

  test("goes with either of its workspaces", async () => {
    for (const gone of ["slack:TG1", "slack:TG2"]) {
      await ensureWorkspace(tenants.database, { id: gone, surface: "slack", name: gone }, tenants.clock);
      await (gone === "slack:TG1" ? linked(gone, mill) : linked(mill, gone));
      await admin`delete from workspaces where id = ${gone}`;
      expect(await admin`select from links`).toHaveLength(0);
    }
  });
});

describe("the wall round links", () => {
  const refused = /row-level security/u;

  test("shows a third workspace nothing, and lets it change and end nothing", async () => {
    const { id } = await linked();
    await redeemed(mill, others[0]);
    await codeOf(harbor);
    expect(await within(third, "select from links")).toHaveLength(0);
    expect(await tenants.database.sql`select from links`).toHaveLength(0);
    const before = await admin`select to_jsonb(links) from links order by id`;
    await within(third, "update links set expires_at = now() + interval '9 years'");
    await within(third, "delete from links");
    expect([await linksOf(third).get(id), await linksOf(third).confirm(id), await linksOf(third).end(id)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await admin`select to_jsonb(links) from links order by id`).toEqual(before);
  });

  test("shows with a code the one link that it offers, while it is free and young, for that transaction", async () => {
    const code = await codeOf(harbor);
    await codeOf(third);
    const seen = (hash: string) =>
      tenants.database.inWorkspace(mill, async (_, tx) => {
        await tx`select set_config('groundswell.link_code', ${hash}, true)`;
        return (await tx`select workspace_id as id from links`).map((row) => row["id"]);
      });
    expect(await seen(linkCodeHash(code))).toEqual([harbor]);
    expect(await seen(linkCodeHash(wrong))).toEqual([]);
    expect(await seen("")).toEqual([]);
    expect(await within(mill, "select from links")).toHaveLength(0);
    await makeOld();
    expect(await seen(linkCodeHash(code))).toEqual([]);
    const used = await codeOf(harbor);
    await linksOf(others[0] ?? "").redeem(used, ben);
    expect(await seen(linkCodeHash(used))).toEqual([]);
  });

  test("lets whoever has a code take the free side for themselves only", async () => {
    const code = await codeOf(harbor);
    const take = (partner: string) =>
      tenants.database.inWorkspace(mill, async (_, tx) => {
        await tx`select set_config('groundswell.link_code', ${linkCodeHash(code)}, true)`;
        await tx`update links set partner_id = ${partner}`;
      });
    await expect(take(third)).rejects.toThrow(refused);
    await expect(
      tenants.database.inWorkspace(mill, async (_, tx) => {
        await tx`select set_config('groundswell.link_code', ${linkCodeHash(code)}, true)`;
        await tx`update links set partner_id = ${mill}, accepted_at = now()`;
      }),
    ).rejects.toThrow("only who typed the code");
    await take(mill);
  });

  test("lets no side make a link in another's name", async () => {
    const insert = (workspace: string, partner: string | null) =>
      within(
        mill,
        "insert into links (workspace_id, surface, name, created_by, code_hash, partner_id, expires_at) values ($1, 'slack', 'x', '{}', $1, $2, now())",
        [workspace, partner as string],
      );
    await expect(insert(harbor, null)).rejects.toThrow(refused);
    await expect(insert(harbor, mill)).rejects.toThrow(refused);
    await expect(insert(mill, harbor)).rejects.toThrow(refused);
  });

  test("lets neither side say yes for the other, nor change what the other brought", async () => {
    const { id } = await redeemed();
    const change = (workspace: string, set: string) => within(workspace, `update links set ${set} where id = ${id}`);
    await expect(change(harbor, "accepted_at = now()")).rejects.toThrow("only who typed the code");
    await expect(change(harbor, `partner_id = '${third}'`)).rejects.toThrow("says so, and once");
    await expect(change(harbor, "partner_name = 'Bank'")).rejects.toThrow("says so, and once");
    await expect(change(mill, `workspace_id = '${third}'`)).rejects.toThrow("stays what it was");
    await expect(change(mill, "name = 'Bank'")).rejects.toThrow("stays what it was");
    await linksOf(mill).confirm(id);
    await expect(change(mill, "confirmed_at = now()")).rejects.toThrow("only who made the code");
    await expect(change(harbor, "accepted_at = null")).rejects.toThrow("only who typed the code");
    expect(await linksOf(harbor).confirm(id)).toMatchObject({ state: "linked" });
  });
});

describe("an echo", () => {
  const state = { acknowledged: { by: "Ann", at: noon }, muted: { by: "Ben", until: noon } };
  let link: Link;
  let incident: number;
  let made = 0;
  const echoes = (workspace: string = mill) => tenants.store.tenant(workspace).echoes;

  const incidentIn = async (workspace: string) => {
    const { trackers, incidents } = tenants.store.tenant(workspace);
    const { tracker } = await trackers.create(sampleWish(workspace, `echoed${++made}`));
    return (await incidents.open(sampleIncident(tracker.id))).incident.id;
  };
  beforeEach(async () => {
    link = await linked();
    incident = await incidentIn(mill);
  });

  test("says where it is from, and changes only where it is different", async () => {
    expect(await echoes().put(link.id, incident, state)).toBe(true);
    expect(await echoes().put(link.id, incident, state)).toBe(false);
    expect(await echoes().of(incident)).toEqual([{ from: { surface: "slack", name: harbor }, ...state }]);
    expect(await echoes().shownBy(link.id)).toEqual([incident]);
    expect(await echoes().put(link.id, incident, { ...state, muted: null })).toBe(true);
    expect(await echoes().of(incident)).toMatchObject([{ acknowledged: state.acknowledged, muted: null }]);
    expect(await echoes().put(link.id, incident, { acknowledged: null, muted: null })).toBe(true);
    expect(await echoes().put(link.id, incident, null)).toBe(false);
    expect(await echoes().of(incident)).toEqual([]);
  });

  test.each([harbor, mill])("goes with its link, when %s ends it", async (by) => {
    await echoes().put(link.id, incident, state);
    await linksOf(by).end(link.id);
    expect(await echoes().of(incident)).toEqual([]);
    expect(await admin`select from echoes`).toHaveLength(0);
  });

  test("is of the workspace that it is shown to, and neither the other side nor a third sees or changes it", async () => {
    await echoes().put(link.id, incident, state);
    for (const workspace of [harbor, third]) {
      expect(await within(workspace, "select from echoes")).toHaveLength(0);
      expect(await echoes(workspace).of(incident)).toEqual([]);
      expect(await echoes(workspace).shownBy(link.id)).toEqual([]);
      await within(workspace, "update echoes set acknowledged = null");
      await within(workspace, "delete from echoes");
      await expect(echoes(workspace).put(link.id, incident, null)).rejects.toThrow(`incident ${incident}`);
    }
    expect(await echoes().of(incident)).toHaveLength(1);
  });

  test("comes over a link of one's own only, to an incident of one's own", async () => {
    await expect(echoes().put(link.id, await incidentIn(harbor), state)).rejects.toThrow("not of slack:TB");
    await expect(echoes(third).put(link.id, await incidentIn(third), state)).rejects.toThrow("not of slack:TC");
  });
});
