import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import {
  bytesOf,
  type ComposeFile,
  composeText,
  durationMs,
  interpolate,
  isOurs,
  parseCompose,
  readCompose,
  repository,
  type Service,
} from "../scripts/compose/file.ts";
import { copiesOf, dockerfileText, finalStage, stagesOf, variablesOf, wordsOf } from "../scripts/compose/image.ts";
import { isStartVerb } from "../src/cli/start-options.ts";
import { settings } from "../src/config.ts";

const secrets = {
  POSTGRES_ADMIN_PASSWORD: "admin-secret",
  POSTGRES_PASSWORD: "owner-secret",
  REDIS_PASSWORD: "redis-secret",
};
const compose = readCompose(secrets);
const raw = parseCompose(composeText()) as ComposeFile;
const services = Object.entries(compose.services);
const ours = services.filter(([name]) => isOurs(compose, name));
const roles = ours.filter(([name]) => name !== "migrate");
const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`There is no service ${name}`);
  return found;
};

/** Patience of the workers (src/backplane/backend.ts), and 5 s for pages (src/web/server.ts). */
const stoppingMs = 30_000;
const sleepless = (name: string) => name === "migrate";

describe("docker-compose.yml", () => {
  test("is what the Compose Specification allows", () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, "schemas/compose-spec.json"), "utf8"));
    // It names its dialect with https, which ajv does not know as draft 7.
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile({
      ...schema,
      $schema: "http://json-schema.org/draft-07/schema#",
    });
    expect(validate(raw) || validate.errors).toBe(true);
    expect(validate({ ...raw, services: { ...raw.services, web: { ...service("web"), imagee: "x" } } })).toBe(false);
  });

  test("starts Postgres, Redis, the roles, and before them the migrations", () => {
    expect(services.map(([name]) => name).sort()).toEqual(["bot", "migrate", "postgres", "redis", "web", "worker"]);
    expect(ours.map(([name]) => name).sort()).toEqual(["bot", "migrate", "web", "worker"]);
  });

  test.each(services)(
    "%s is contained",
    (_, { init, read_only, cap_drop, security_opt, mem_limit = "", tmpfs = [] }) => {
      expect({ init, read_only, cap_drop, security_opt }).toEqual({
        init: true,
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
      });
      expect(bytesOf(mem_limit)).toBeGreaterThanOrEqual(256 * 1024 ** 2);
      expect(tmpfs.map((path) => path.split(":")[0])).toContain("/tmp");
    },
  );

  test.each(services)("%s is watched and started again, and ends in peace", (name, given) => {
    const { healthcheck, restart, stop_grace_period = "" } = given;
    expect("disable" in healthcheck).toBe(sleepless(name));
    expect(restart).toBe(sleepless(name) ? "no" : "unless-stopped");
    expect(durationMs(stop_grace_period)).toBeGreaterThanOrEqual(stoppingMs);
    if ("disable" in healthcheck) return;
    expect(["CMD", "CMD-SHELL"]).toContain(healthcheck.test[0]);
    expect(durationMs(healthcheck.timeout)).toBeLessThan(durationMs(healthcheck.interval));
  });

  test.each(services)("%s can run many times beside itself", (_, given) => {
    expect(given).not.toHaveProperty("container_name");
    expect(given).not.toHaveProperty("network_mode");
  });

  test("every role waits for the databases and for the migrations, and those for the databases", () => {
    const databases = { postgres: { condition: "service_healthy" }, redis: { condition: "service_healthy" } };
    expect(service("migrate").depends_on).toEqual(databases);
    for (const [, { depends_on }] of roles)
      expect(depends_on).toEqual({ ...databases, migrate: { condition: "service_completed_successfully" } });
  });

  test("only the page and what Slack asks are published, only on this machine; the page under the number that it listens on", () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(["bot", "web"]);
    expect(service("bot").ports).toEqual(["127.0.0.1:3001:3000"]);
    for (const PORT of ["3000", "8123"]) {
      const { ports, environment } = readCompose({ ...secrets, PORT }).services["web"] ?? {};
      expect(ports).toEqual([`127.0.0.1:${PORT}:${PORT}`]);
      expect(environment?.["PORT"]).toBe(PORT);
    }
    expect(service("web").ports).toEqual(["127.0.0.1:3000:3000"]);
  });

  test("the databases have no way out, and the roles reach both them and the networks", () => {
    expect(compose.networks["inside"]?.internal).toBe(true);
    for (const name of ["postgres", "redis", "migrate"]) expect(service(name).networks).toEqual(["inside"]);
    for (const [, { networks }] of roles) expect(networks).toEqual(["inside", "outside"]);
  });

  test("without its secrets it does not start, and says which one is missing", () => {
    for (const name of Object.keys(secrets))
      expect(() => readCompose({ ...secrets, [name]: "" })).toThrow(`${name}: set ${name} in .env`);
  });

  test("no secret is written in it, and none stands on a command line or in a health check", () => {
    for (const [name, given] of services) {
      const { environment, ...rest } = given;
      for (const secret of Object.values(secrets)) expect(JSON.stringify(rest), name).not.toContain(secret);
      for (const [key, value] of Object.entries(raw.services[name]?.environment ?? {}))
        if (/PASSWORD|SECRET|TOKEN|AUTH|_URL$/u.test(key) && value !== null)
          expect(value, `${name}: ${key}`).toMatch(/\$\{\w+:\?[^}]+\}/u);
      expect(environment).not.toHaveProperty("POSTGRES_HOST_AUTH_METHOD");
    }
  });

  test("every role gets every setting that is of use to it, and nothing that is no setting", () => {
    const all = Object.keys(settings.shape);
    const given = (name: string) => Object.keys(service(name).environment);
    const inImage = Object.keys(variablesOf(finalStage())).filter((name) => all.includes(name));
    expect([...given("worker"), ...inImage].sort()).toEqual([...all].sort());
    for (const [name] of ours) expect(given(name).filter((key) => !all.includes(key))).toEqual([]);
    for (const name of ["bot", "web"])
      expect(all.filter((key) => ![...given(name), ...inImage].includes(key))).toEqual([
        "BLUESKY_IDENTIFIER",
        "BLUESKY_APP_PASSWORD",
        "BLUESKY_SERVICE_URL",
        "DRAW_THREADS",
      ]);
    expect(given("migrate").sort()).toEqual(["DATABASE_URL", "LOG_LEVEL", "REDIS_URL"]);
  });

  test("what is handed on without a value stays unset, so that each role has its own default", () => {
    expect(service("bot").environment).toMatchObject({ PLAYGROUND: null, SIMULATOR: null, HOST: "0.0.0.0" });
  });

  test("each service runs the verb of its name", () => {
    for (const [name, { command }] of ours) expect(command).toEqual(["node", "dist/main.js", name]);
    for (const [name] of roles) expect(isStartVerb(name)).toBe(true);
    expect(readFileSync(join(repository, "src/main.ts"), "utf8")).toContain('verb === "migrate"');
  });

  test("Redis keeps every job: it evicts none, writes them down, and stays below what it may use", () => {
    const { command = [], mem_limit = "", volumes } = service("redis");
    const option = (name: string) => command[command.indexOf(name) + 1];
    expect(option("--maxmemory-policy")).toBe("noeviction");
    expect(option("--appendonly")).toBe("yes");
    expect(bytesOf(option("--maxmemory") ?? "")).toBeLessThan(bytesOf(mem_limit) * 0.7);
    expect(volumes).toEqual(["redis:/data"]);
  });

  test("every volume and network that is used is declared, and every mounted file is there", () => {
    for (const [name, { volumes = [], networks }] of services) {
      for (const network of networks) expect(compose.networks, name).toHaveProperty(network);
      for (const volume of volumes) {
        const [source = "", , mode] = volume.split(":");
        if (!source.startsWith(".")) expect(compose.volumes, name).toHaveProperty(source);
        else {
          expect(mode).toBe("ro");
          // Postgres' image runs what may be run and reads the rest into its own shell.
          expect(statSync(join(repository, source)).mode & 0o555).toBe(0o555);
        }
      }
    }
  });

  test("every image is pinned: by digest, or built here", () => {
    for (const [name, { image, build }] of services)
      if (isOurs(compose, name)) expect(image).toBe("groundswell:local");
      else expect({ image, build }).toEqual({ image: expect.stringMatching(pinned), build: undefined });
    expect(ours.filter(([, { build }]) => build).map(([name]) => name)).toEqual(["migrate"]);
  });
});

const pinned = /^[a-z]+:\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}$/u;

describe("the Dockerfile", () => {
  const stages = stagesOf();
  const image = finalStage();
  const last = (name: string) =>
    image.instructions.filter((instruction) => instruction.name === name).at(-1)?.rest ?? "";

  test("stands on one pinned Node 24, in both of its stages", () => {
    expect(stages).toHaveLength(2);
    const [from, again] = stages.map((stage) => stage.from);
    expect(from).toMatch(pinned);
    expect(from).toMatch(/^node:24\./u);
    expect(again).toBe(from);
  });

  test("copies what is there, from the repository or from the stage before, and fetches nothing else", () => {
    for (const stage of stages) {
      expect(stage.instructions.map(({ name }) => name)).not.toContain("ADD");
      for (const { stage: from, paths } of copiesOf(stage))
        if (from === null) for (const path of paths) expect(existsSync(join(repository, path)), path).toBe(true);
        else expect(stages.map(({ name }) => name)).toContain(from);
    }
    expect(dockerfileText()).not.toMatch(/curl|wget|https?:\/\/(?!127\.0\.0\.1)/u);
  });

  test(".dockerignore lets in exactly what is copied, so that no .env can get into a layer", () => {
    const [everything, ...excepted] = readFileSync(join(repository, ".dockerignore"), "utf8")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"));
    expect(everything).toBe("*");
    const copied = stages.flatMap(copiesOf).flatMap(({ stage, paths }) => (stage === null ? paths : []));
    expect(excepted.map((line) => line.replace(/^!/u, "")).sort()).toEqual([...new Set(copied)].sort());
  });

  test("runs as a user who is not root, and holds no secret", () => {
    expect(last("USER")).toBe("node");
    const variables = Object.keys(variablesOf(image));
    expect(variables.filter((name) => /PASSWORD|SECRET|TOKEN|KEY|URL/u.test(name))).toEqual([]);
    expect(stages.flatMap(({ instructions }) => instructions).filter(({ name }) => name === "ARG")).toEqual([]);
  });

  test("is watched in the same way with Compose and without", () => {
    const { healthcheck } = service("bot");
    if ("disable" in healthcheck) throw new Error("the bot is not watched");
    expect(healthcheck.test).toEqual(["CMD", ...wordsOf(last("HEALTHCHECK"))]);
  });

  test("starts all of it in one process where no role is named", () => {
    const [node, file, verb = ""] = wordsOf(last("CMD"));
    expect([node, file]).toEqual(["node", "dist/main.js"]);
    expect(isStartVerb(verb)).toBe(true);
  });
});

describe("what stands for Compose in these tests", () => {
  test.each([
    ["€{A}", "1"],
    ["€A and €{B:-two}", "1 and two"],
    ["€{EMPTY:-two}", "two"],
    ["€{EMPTY}", ""],
    ["€€{A} €€A", "€{A} €A"],
  ])("%s, with € for $, is filled in as Compose does", (text, filled) => {
    const dollars = (given: string) => given.replaceAll("€", "$");
    expect(interpolate(dollars(text), { A: "1", EMPTY: "" })).toBe(dollars(filled));
  });

  test("durations and sizes are read as Compose reads them", () => {
    expect([durationMs("1m30s"), durationMs("45s"), durationMs("500ms")]).toEqual([90_000, 45_000, 500]);
    expect([bytesOf("512m"), bytesOf("1g"), bytesOf("640mb")]).toEqual([2 ** 29, 2 ** 30, 640 * 2 ** 20]);
    expect(() => durationMs("soon")).toThrow("no duration");
    expect(() => bytesOf("a lot")).toThrow("no size");
  });
});
