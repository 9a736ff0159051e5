import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backplane } from "../../src/backplane/backplane.ts";
import { jobs } from "../../src/jobs/index.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import type { JobInputs, JobRequest } from "../../src/services.ts";
import { type Installation, onEveryEngine } from "../backplane/engines.ts";

/** The longest numbers and the oddest names that a workspace of any surface may bring. */
const workspaces = [
  "playground",
  "slack:T0123456789",
  "slack:E0ABCDEF/T0123",
  "discord:1312345678901234567",
  "ws:a:b:c",
];
const messages = ["1732111222.123456", "1312345678901234567", "12"];
const id = 999_999_999_999_999;

const requestsOf = (workspace: string, message: string): JobRequest[] => [
  { name: "follow", input: { workspace, tracker: id } },
  { name: "collect", input: { feed: id, network: "mastodon" } },
  { name: "fill", input: { feed: id, network: "bluesky", after: "stream" } },
  { name: "refresh", input: { source: "bluesky" } },
  { name: "detect", input: { feed: id } },
  { name: "incident", input: { workspace, incident: id } },
  { name: "share", input: { workspace, incident: id } },
  { name: "board", input: { workspace, board: id } },
  { name: "welcome", input: { workspace, tracker: id, looks: 300 } },
  {
    name: "sample",
    input: {
      workspace,
      chart: "volume",
      message: { channel: { surface: "slack", workspace, id: "C0123456789" }, id: message },
    },
  },
  {
    name: "chart",
    input: {
      workspace,
      tracker: id,
      chart: "volume",
      periodMs: 400 * dayMs,
      message: { channel: { surface: "slack", workspace, id: "C0123456789" }, id: message },
      askedBy: { id: "U:1", name: "Ann" },
    },
  },
  { name: "relays", input: {} },
  { name: "relay", input: { workspace, relay: id } },
  { name: "alarms", input: { workspace, tracker: id, about: "posts" } },
  { name: "alarm", input: { workspace, alarm: id } },
  {
    name: "preview",
    input: {
      workspace,
      tracker: id,
      sensitivity: "balanced",
      message: { channel: { surface: "slack", workspace, id: "C0123456789" }, id: message },
      askedBy: { id: "U:1", name: "Ann" },
    },
  },
  {
    name: "tuned",
    input: {
      workspace,
      tracker: id,
      before: "balanced",
      after: "strict",
      change: id,
      message: { channel: { surface: "slack", workspace, id: "C0123456789" }, id: message },
    },
  },
  { name: "due", input: {} },
  { name: "escalate", input: { workspace, incident: id } },
  { name: "roundup", input: { workspace, roundup: id } },
  { name: "end", input: { workspace, tracker: id } },
  { name: "digests", input: {} },
  { name: "digest", input: { workspace, digest: id } },
  {
    name: "digest-now",
    input: {
      workspace,
      trackers: [id],
      every: "week",
      zone: "Europe/Berlin",
      message: { channel: { surface: "slack", workspace, id: "C0123456789" }, id: message },
      askedBy: { id: "U:1", name: "Ann" },
    },
  },
  { name: "purge", input: {} },
  { name: "understand", input: {} },
];
const requests = workspaces.flatMap((workspace) => messages.flatMap((message) => requestsOf(workspace, message)));

const keyOf = ({ name, input }: JobRequest): string => {
  const job = jobs.find((j) => j.name === name);
  if (!job) throw new Error(`no job ${name}`);
  return job.key(input as never);
};

test("job names are unique and can be names of queues", () => {
  const names = jobs.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z-]{1,40}$/u);
  expect(new Set(requests.map(({ name }) => name))).toEqual(new Set<keyof JobInputs>(names));
});

test("every job is tried, and not for ever", () => {
  for (const { attempts } of jobs) {
    expect(attempts).toBeGreaterThanOrEqual(1);
    expect(attempts).toBeLessThanOrEqual(20);
  }
});

test("equal work has an equal key, whatever workspace asks for it, that the queues take", () => {
  for (const request of requests) {
    const key = keyOf(request);
    expect(key).toBe(keyOf(structuredClone(request)));
    expect(key).toMatch(/^[^:]{1,100}$/u);
  }
});

test("a look more is the same welcome, and another message is another chart", () => {
  const keys = (workspace: string, message: string) =>
    new Map(requestsOf(workspace, message).map((r) => [r.name, keyOf(r)]));
  const [first = "", second = ""] = messages;
  expect(keys("playground", first).get("chart")).not.toBe(keys("playground", second).get("chart"));
  const welcome = (looks: number): JobRequest => ({ name: "welcome", input: { workspace: "w", tracker: 1, looks } });
  expect(keyOf(welcome(0))).toBe(keyOf(welcome(1)));
});

onEveryEngine("the queues", ({ install }) => {
  let installation: Installation;
  let backplane: Backplane<JobInputs>;
  beforeAll(async () => {
    installation = await install();
    backplane = await installation.open<JobInputs>({ kinds: jobs });
  });
  afterAll(() => installation.close());

  test.each(requestsOf("slack:T0123456789", "1732111222.123456").map((request) => [request.name, request] as const))(
    "take %s once, on a schedule, and off it again",
    async (_, request) => {
      await backplane.jobs.add(request);
      await backplane.jobs.repeat(request, hourMs);
      await backplane.jobs.stop(request);
    },
  );
});
