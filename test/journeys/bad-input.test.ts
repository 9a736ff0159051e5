import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Installation, openInstallation, type Product } from "./product.ts";
import { type Article, type Visitor, visit } from "./visitor.ts";

let installation: Installation;
let product: Product;

beforeAll(async () => {
  installation = openInstallation();
  product = await installation.start();
});
afterAll(() => installation?.remove());

const newest = async (visitor: Visitor): Promise<Article> => {
  const article = (await visitor.articles()).findLast(({ by }) => by === "Groundswell");
  if (!article) throw new Error("Groundswell has said nothing yet");
  return article;
};

/** Somebody new says it (everybody has a limit of their own), and gets the answer. */
const answerTo = async (text: string): Promise<Article> => {
  const visitor = visit(product.url);
  expect(await visitor.say(text)).toBe(200);
  return newest(visitor);
};

describe("what a person may type", () => {
  test.each([
    ["/track on:bluesky", "There is no hashtag yet: say which one, for example #worldcup."],
    ["/track #", "“#” alone is no hashtag: write a word behind it, for example #worldcup."],
    ["/untrack #cats #dogs", "One at a time, please: send it for #cats first, then again for #dogs."],
    ["/track #a #b #c #d #e #f", "At most 5 at a time, please; those were 6."],
    ["/track #2026", "“#2026” has only digits"],
    ["/track $GME", "Its hashtag can be: #GME"],
    ["/track #cats on:myspace", "There is no network “myspace” here. Choose from"],
    ["/track #cats every:1s", "“every” takes a time from 1m to 24h"],
    ["/track #cats --force", "I do not know what “--force” means for /track."],
    ["/track #ca\0ts", "is not a hashtag"],
    ["/track #\ud83d", "is not a hashtag"],
    ["/live #nobody", "#nobody is not tracked in this channel. Start with /track #nobody"],
    ["/live #nobody 20d", "That is longer than I can look: at most 14d."],
    ["/untrack #nobody", "#nobody is not tracked in this channel."],
    ["/alerts strict", "Which hashtag? For example: /alerts #worldcup strict"],
    ["/tracks #cats", "There is no command /tracks. Did you mean /track?"],
    ["/alarm", "There is no command /alarm."],
    ["/constructor", "There is no command /constructor."],
    ["hello there", "I answer to commands. Try /track #worldcup, or /hashtag help for all of them."],
  ])("%j is answered to the asker alone with what to type instead", async (typed, words) => {
    const answer = await answerTo(typed);
    expect(answer).toMatchObject({ title: "That did not work", onlyForMe: true });
    expect(answer.text).toContain(words);
  });

  test("a hashtag of 3,000 characters is too long to be followed, and a message of 10,000 is not read at all", async () => {
    const long = await answerTo(`/track #${"a".repeat(3_000)}`);
    expect(long.text).toMatch(/That is 3,00\d characters long; at most 100 can be followed\./);
    const visitor = visit(product.url);
    expect(await visitor.say(`/track #${"a".repeat(9_992)}`)).toBe(422);
    expect((await newest(visitor)).text).toContain("It has 10,000 characters, and 4,000 fit.");
  });

  test("markup is text, wherever it is repeated", async () => {
    const visitor = visit(product.url);
    await visitor.say("/track <script>alert(1)</script>");
    expect((await newest(visitor)).text).toContain("“<script>alert(1)</script>” is not a hashtag");
    const page = await visitor.page();
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("&lt;script&gt;alert(1)");
  });

  test("＃ＴＯＫＹＯ is #tokyo in the wide letters of another keyboard", async () => {
    expect((await answerTo("/track ＃ＴＯＫＹＯ")).title).toMatch(/^Tracking #ＴＯＫＹＯ on /);
    expect(await installation.query("select kind, key from subjects")).toEqual([{ kind: "hashtag", key: "tokyo" }]);
    expect((await answerTo("/track #Tokyo")).title).toBe("#ＴＯＫＹＯ is tracked here already");
  });
});

test("of 200 commands at once the first 20 are done, one answer says to slow down, and nobody else notices", async () => {
  const [hasty, calm] = [visit(product.url), visit(product.url)];
  const startedMs = performance.now();
  const [statuses, other] = await Promise.all([
    Promise.all(Array.from({ length: 200 }, () => hasty.say("/hashtag help"))),
    calm.say("/hashtag help").then(() => newest(calm)),
  ]);
  // The window begins with the first of them; each that ended meanwhile let as many through again.
  const windows = 1 + Math.floor((performance.now() - startedMs) / 10_000);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(other.title).toBe("What you can say");
  const [counts] = await installation.query<{ done: number; slow: number }>(`
    with hasty as (select author ->> 'id' as who from messages where author is not null group by 1 having count(*) = 200)
    select count(*) filter (where content ->> 'title' = 'What you can say')::int as done,
      count(*) filter (where content ->> 'summary' like 'That was a lot at once%')::int as slow
    from messages join hasty on only_for = who`);
  expect(counts?.done).toBeGreaterThanOrEqual(20);
  expect(counts?.done).toBeLessThanOrEqual(20 * windows);
  expect(counts?.slow).toBeGreaterThanOrEqual(1);
  expect(counts?.slow).toBeLessThanOrEqual(windows);
});

describe("what a forger may press", () => {
  /** A hashtag with a board in the page's own channel, another in a channel of the same workspace, one in another workspace. */
  const things = { own: 0, elsewhere: 0, foreign: 0, board: 0, changes: [] as number[] };

  beforeAll(async () => {
    await installation.query(`
      insert into workspaces (id, surface, name, created_at) values ('slack:T1', 'slack', 'Others', now());
      insert into trackers (workspace_id, surface, channel_id, subject_id, display, networks, pace_ms, sensitivity, created_by, created_at)
        select place.*, id, 'tokyo', '{bluesky}', 60000, 'balanced', '{"id":"u","name":"U"}', now()
        from subjects, (values ('playground', 'playground', 'secret'), ('slack:T1', 'slack', 'C1')) as place;
      insert into boards (workspace_id, tracker_id, surface, channel_id, period_ms, created_by, ends_at)
        select workspace_id, id, surface, channel_id, 86400000, created_by, now() + interval '1 day' from trackers
        where channel_id <> 'general';
      insert into changes (workspace_id, kind, about, who, at, before)
        select workspace_id, kind, id, created_by, now(), '{"alerts":false,"mutedUntil":null}'::jsonb
        from trackers, unnest('{track,tracker,mute}'::text[]) as kind where channel_id <> 'general'
        union all
        select workspace_id, kind, id, created_by, now(), '{}'
        from boards, unnest('{live,live-stop}'::text[]) as kind`);
    const ids = await installation.query<{ name: "own" | "elsewhere" | "foreign"; id: number }>(`
      select case channel_id when 'general' then 'own' when 'secret' then 'elsewhere' else 'foreign' end as name, id::int
      from trackers`);
    for (const { name, id } of ids) things[name] = id;
    things.changes = (
      await installation.query<{ id: number }>("select id::int from changes where who ->> 'id' = 'u' order by id")
    ).map(({ id }) => id);
    things.board = (await installation.query<{ id: number }>("select max(id)::int as id from boards"))[0]?.id ?? 0;
  });

  /** Everything a forger could want to change. */
  const everything = () =>
    installation.query(`
      select (select jsonb_agg(to_jsonb(t) - 'message_id' order by id) from trackers t) as trackers,
        (select jsonb_agg(b order by id) from boards b) as boards,
        (select jsonb_agg(c order by id) from changes c) as changes,
        (select count(*) from listeners) as listeners`);

  const refused = async (visitor: Visitor, asked: Promise<{ status: number; body: string }>) => {
    expect(await asked).toEqual(expect.objectContaining({ status: 200, body: "{}" }));
    expect(await newest(visitor)).toMatchObject({ title: "That did not work", onlyForMe: true });
    expect((await newest(visitor)).text).not.toMatch(/playground|secret|slack|T1/);
  };

  /** Its form says it itself, and stays open. */
  const refusedInForm = async (asked: Promise<{ status: number; body: string }>) => {
    const { status, body } = await asked;
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ error: expect.stringMatching(/^[A-Z].+\.$/u) });
  };

  const trackerActions = (tracker: number | string) => [
    ["settings", `${tracker}`],
    ["chart", `${tracker}:24h`],
    ["mute", `${tracker}:1h`],
  ];

  test.each(["elsewhere", "foreign"] as const)(
    "the numbers of what is %s open nothing and change nothing",
    async (place) => {
      const before = await everything();
      const visitor = visit(product.url);
      for (const [action = "", value = ""] of trackerActions(things[place]))
        await refused(visitor, visitor.act(action, value));
      const boards = await installation.query<{ id: number }>(
        `select id::int from boards where tracker_id = ${things[place]}`,
      );
      for (const { id } of boards) await refused(visitor, visitor.act("live-stop", `${id}`));
      const form = { alerts: "off", networks: ["bluesky"], pace: "60000" };
      await refused(visitor, visitor.submit("settings-save", `${things[place]}`, form));
      expect(await everything()).toEqual(before);
    },
  );

  test("a change made elsewhere cannot be taken back from here", async () => {
    const before = await everything();
    expect(things.changes).toHaveLength(10);
    const visitor = visit(product.url);
    for (const change of things.changes) await refused(visitor, visitor.act("undo", `${change}`));
    expect(await everything()).toEqual(before);
  });

  test("numbers that nothing has, and what is no number, are refused in words", async () => {
    const before = await everything();
    const [one, two, three] = [visit(product.url), visit(product.url), visit(product.url)];
    for (const action of ["settings", "chart", "mute", "live-stop", "undo"]) {
      await refused(one, one.act(action, "123456789"));
      await refused(one, one.act(action, ""));
    }
    for (const value of ["abc", "-1", "1e3", "0x1", "1;drop table posts", "99999999999999999999", "1:2:3", "１", "\0"])
      await refused(two, two.act("undo", value));
    for (const detail of ["", ":0h", ":constructor", ":2020-01-01"])
      await refused(two, two.act("mute", `${things.own}${detail}`));
    await refused(three, three.act("nothing", "1"));
    await refused(three, three.act("__proto__", "1"));
    expect((await three.act("settings", "1".repeat(81))).status).toBe(400);
    expect(await everything()).toEqual(before);
  });

  test("a form with values it never offered is refused", async () => {
    const before = await everything();
    const good = { alerts: "strict", networks: ["bluesky"], pace: "60000" };
    const visitor = visit(product.url);
    for (const bad of [
      { alerts: "loud" },
      { alerts: ["strict"] },
      { networks: [] },
      { networks: "myspace" },
      { pace: "1" },
      { pace: "1e99" },
      { pace: "soon" },
    ])
      await refusedInForm(visitor.submit("settings-save", `${things.own}`, { ...good, ...bad }));
    await refusedInForm(visitor.submit("settings-save", `${things.own}`, {}));
    expect(await everything()).toEqual(before);
  });
});

describe("a start that cannot be", () => {
  const refusal = (problem: RegExp) => new RegExp(`^Groundswell cannot start:\n  - ${problem.source}\n$`);

  test("a port that is taken: one sentence, and whoever has it goes on", async () => {
    const port = new URL(product.url).port;
    const { code, output } = await installation.run({ env: { PORT: port } });
    expect(code).toBe(1);
    expect(output).toMatch(
      refusal(/Port \d+ is taken by another program\. Stop that one, or start with PORT=3000 npm start\./),
    );
    expect((await answerTo("/tags")).title).toBe("Tracked in this channel: 1");
  });

  test.each([
    [["--colour", "red"], /Unknown option '--colour'\. Usage: start .*/],
    [["worldcup"], /“worldcup” is no option\. Usage: start .*/],
    [["--speed", "2"], /--speed goes with --replay FILE/],
    [
      ["--replay", "nowhere.jsonl"],
      /The replay file nowhere\.jsonl cannot be read \(ENOENT\)\. Check the path and the rights on it\./,
    ],
    [["--replay", "src"], /The replay file src cannot be read \(EISDIR\)\. .*/],
    [
      ["--replay", "/dev/null"],
      /There is no post in the replay file \/dev\/null\. Give a JSONL file, one post a line\./,
    ],
  ])("start %s: one sentence and exit 1", async (args, problem) => {
    const { code, output } = await installation.run({ args });
    expect(output).toMatch(refusal(problem));
    expect(code).toBe(1);
  });

  test("settings that make no sense are all named at once", async () => {
    const { code, output } = await installation.run({
      env: { PORT: "http", LOG_LEVEL: "loud", DATABASE_URL: "mysql://x" },
    });
    expect(code).toBe(1);
    for (const name of ["PORT", "LOG_LEVEL", "DATABASE_URL"])
      expect(output).toMatch(new RegExp(`^ {2}- ${name} must `, "m"));
  });

  describe("in a data directory that was damaged", () => {
    const home = () => join(installation.dataDir, "postgres");
    beforeAll(async () => {
      expect(await product.stop()).toBe(0);
      expect(installation.postgresPid()).toBeNull();
    });

    test.each([
      ["data/global/pg_control is missing", "data/global/pg_control", null],
      ["secret.json cannot be read", "secret.json", "{"],
      ["Postgres stopped at once", "data/postgresql.conf", "nonsense\n"],
    ])("%s: one sentence on what to do", async (what, file, damage) => {
      const path = join(home(), file);
      renameSync(path, `${path}.kept`);
      if (damage !== null) writeFileSync(path, damage);
      const { code, output } = await installation.run();
      rmSync(path, { force: true });
      renameSync(`${path}.kept`, path);
      expect(output).toContain(`The database in ${home()} cannot be used: ${what}`);
      expect(output).toContain("Nothing was deleted: restore a backup, or move that folder away");
      expect(output.trim().split("\n")).toHaveLength(2);
      expect(code).toBe(1);
      expect(installation.postgresPid()).toBeNull();
    });

    test("once it is repaired, everything is there", async () => {
      product = await installation.start();
      expect((await answerTo("/tags")).title).toBe("Tracked in this channel: 1");
      expect(await product.stop()).toBe(0);
    });
  });
});
