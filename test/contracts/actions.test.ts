import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actions } from "../../src/actions/index.ts";
import { readValue } from "../../src/actions/value.ts";
import { type Card, commandAction, type FormValues } from "../../src/cards/card.ts";
import { readLine } from "../../src/commands/grammar.ts";
import { commands } from "../../src/commands/index.ts";
import { dayMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Channel } from "../../src/model/place.ts";
import { sampleDigestState } from "../cards/digest-samples.ts";
import { hostileCasts } from "../cards/hostile-cast.ts";
import { sampleRelay } from "../cards/relay-samples.ts";
import { plainForms, sampleForms, samplesOf, usualCast } from "../cards/samples.ts";
import { expectInEveryLanguage } from "../every-language.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";
import { sampleIncident } from "../store/sample-tenants.ts";

const ids = actions.map(({ id }) => id);
const noon = new Date("2026-11-20T12:00:00Z");

const commandNames = commands.map(({ name }) => name);
/** A message's shortcut asks for it. */
const askedElsewhere = ["analyse"];
/** They are about the whole workspace, or about nothing that is stored. */
const takeAnyValue = ["quiet", "analyse", "demo", "workspace", "workspace-save"];

/** What pressing each control of a card sends. */
const pressesOf = ({ parts }: Card) =>
  parts
    .flatMap((part) => (part.kind === "actions" ? part.controls : []))
    .flatMap((control) =>
      control.kind === "menu"
        ? control.choices.map(({ value }) => ({ action: control.action, value }))
        : [{ action: control.action, value: control.value }],
    );

test("action ids are unique and short enough for every surface", () => {
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z-]{1,40}$/u);
});

test.each([["#WorldCup", usualCast] as const, ...hostileCasts])(
  "every control of every card about %s names an action that there is, and a value it reads",
  (_, cast) => {
    const forms = [...sampleForms(cast), ...plainForms()];
    const presses = [...samplesOf(cast).flatMap(({ card }) => pressesOf(card)), ...forms];
    for (const { action, value } of presses) {
      expect(value.length).toBeLessThanOrEqual(80);
      if (action === commandAction) {
        expect(commandNames).toContain(value.startsWith("/") ? readLine(value)?.verb : value);
        continue;
      }
      expect(ids).toContain(action);
      expect(readValue(value).id).toBeGreaterThan(0);
    }
    const offered = new Set(presses.map(({ action }) => action));
    expect(ids.filter((id) => !offered.has(id))).toEqual(askedElsewhere);
  },
);

describe.each(actions.map((action) => [action.id, action] as const))("the action %s", (_, action) => {
  let stage: Stage;
  /** Numbers of things that are there, but not in the channel that is pressed in. */
  let foreign: readonly number[];

  beforeAll(async () => {
    stage = await openStage({ now: noon, workspaces: [channel.workspace, "slack:T9"] });
    const elsewhere: readonly Channel[] = [
      { ...channel, id: "C2" },
      { ...channel, workspace: "slack:T9" },
    ];
    const made: number[] = [];
    for (const there of elsewhere) made.push(...(await furnish(there)));
    foreign = [...new Set(made)];
  });
  afterAll(() => stage.close());

  /** A tracker, a board, a digest, a relay, an incident, the offer of a link, and one change of every kind that a channel may have. */
  async function furnish(there: Channel): Promise<number[]> {
    const { tracker } = await stage.track("worldcup", { channel: there });
    const { boards, digests, relays, changes, incidents, links } = stage.services.tenant(there.workspace);
    const wish = {
      tracker: tracker.id,
      channel: there,
      periodMs: dayMs,
      createdBy: ann,
      endsAt: new Date(8.64e15 / 100),
    };
    const board = await boards.create(wish);
    const { incident } = await incidents.open(sampleIncident(tracker.id));
    const link = await links.offer(ann);
    const { digest } = await digests.put({ ...sampleDigestState(usualCast).digest, channel: there });
    const relay = await relays.create({ ...sampleRelay(usualCast), tracker: tracker.id, channel: there });
    const kinds = [
      "track",
      "untrack",
      "tracker",
      "mute",
      "live",
      "live-stop",
      "digest",
      "digest-stop",
      "relay",
      "relay-stop",
      "acknowledge",
      "exclude",
    ] as const;
    const made = [tracker.id, board.id, digest.id, relay.id, incident.id, ...(link === "full" ? [] : [link.id])];
    for (const kind of kinds) {
      const ofTracker = kind === "acknowledge" ? incident.id : tracker.id;
      const ofDigest = kind.startsWith("digest") ? digest.id : ofTracker;
      const ofRelay = kind.startsWith("relay") ? relay.id : ofDigest;
      const about = kind.startsWith("live") ? board.id : ofRelay;
      made.push((await changes.record({ kind, who: ann, about, before: {} })).id);
    }
    return made;
  }

  const press = (value: string, values: FormValues = {}) =>
    action.run({ value, values, where: { channel }, who: ann, message: null }, stage.services);
  const refusal = (value: string, values?: FormValues) =>
    press(value, values).then(
      () => "done",
      (error: unknown) => {
        if (!(error instanceof UserError)) return error;
        expectInEveryLanguage(error.hint);
        return "refused";
      },
    );

  if (!takeAnyValue.includes(action.id))
    test("refuses with a sentence whatever is no value of its own", async () => {
      const id = fc.oneof(
        fc.constantFrom(...foreign, 0, -1, 1.5, 1e15, 1e21, Number.MAX_SAFE_INTEGER, 999_999_999_999_999).map(String),
        fc.bigInt().map(String),
        fc.stringMatching(/^\d{0,40}$/u).filter((digits) => Number(digits) > 1_000 || digits === ""),
      );
      const detail = fc.constantFrom("", ":", ":1h", ":7d", ":forever", ":monday", ":nonsense", ":999999w", ":1:2");
      const garbage = fc.oneof(
        fc.string({ unit: "binary" }).filter((text) => !/^\d+(?::|$)/u.test(text)),
        fc.constantFrom("", "null", "NaN", "__proto__", "' or 1=1 --", "\0", "１２", "x".repeat(10_000)),
        fc.tuple(id, detail).map(([number, more]) => `${number}${more}`),
      );
      await fc.assert(
        fc.asyncProperty(garbage, async (value) => {
          expect(await refusal(value)).toBe("refused");
        }),
        { numRuns: 150 },
      );
    });

  test("is done or refuses with a sentence, whatever comes beside the number of a tracker that is there", async () => {
    const { tracker } = await stage.track("here");
    const anything = fc.oneof(
      fc.string(),
      fc.array(fc.string(), { maxLength: 5 }),
      fc.constantFrom(
        "off",
        "strict",
        "bluesky",
        "60000",
        "1e4",
        "0x3e8",
        "Infinity",
        "-1",
        "1.5",
        ["60000"],
        ["bluesky"],
      ),
    );
    const values: fc.Arbitrary<FormValues> = fc.dictionary(
      fc.oneof(fc.constantFrom("alerts", "networks", "pace", "__proto__"), fc.string()),
      anything,
    );
    const detail = fc.oneof(
      fc.constant(""),
      fc.string().map((text) => `:${text}`),
      fc.constantFrom(":1h", ":forever", ":0d"),
    );
    await fc.assert(
      fc.asyncProperty(values, detail, async (form, more) => {
        expect(["done", "refused"]).toContain(await refusal(`${tracker.id}${more}`, form));
      }),
      { numRuns: 100 },
    );
    expect(await stage.tenant.trackers.get(tracker.id)).not.toBeNull();
  });
});
