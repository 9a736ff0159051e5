import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** What docker-compose.yml says of one service, as far as we use it. */
export interface Service {
  readonly image: string;
  readonly build?: string;
  readonly user?: string;
  readonly command?: readonly string[];
  /** A name with null is handed on from where Compose runs. */
  readonly environment: Readonly<Record<string, string | null>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: Condition }>>;
  readonly healthcheck: HealthCheck | { readonly disable: true };
  readonly restart: string;
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly stop_grace_period?: string;
}

export type Condition = "service_started" | "service_healthy" | "service_completed_successfully";

export interface HealthCheck {
  readonly test: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly start_period: string;
}

export interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export const composeText = (): string => readFileSync(join(repository, "docker-compose.yml"), "utf8");

/** The file as it is written: merged, but nothing filled in. */
export const parseCompose = (text: string): unknown => parse(text, { merge: true });

/**
 * The file as Compose runs it where the environment is `env`, filled in by the rules of
 * https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md. Throws where a variable is missing that has to be set.
 */
export const readCompose = (env: Readonly<Record<string, string>>, text = composeText()): ComposeFile =>
  filledIn(parseCompose(text), env) as ComposeFile;

function filledIn(value: unknown, env: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return interpolate(value, env);
  if (Array.isArray(value)) return value.map((item) => filledIn(item, env));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filledIn(item, env)]));
}

const reference = /\$(?:(\$)|\{(\w+)(?::([-?])([^}]*))?\}|(\w+))/gu;

export const interpolate = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replace(reference, (_, dollar?: string, name?: string, operator?: string, rest = "", bare?: string) => {
    if (dollar) return "$";
    const value = env[name ?? bare ?? ""] ?? "";
    if (value !== "") return value;
    if (operator === "?") throw new Error(`${name}: ${rest}`);
    return operator === "-" ? rest : "";
  });

/** The environment of a container: what the file says, and what it hands on. */
export const environmentOf = (
  { environment }: Service,
  env: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const given = value ?? env[name];
      return given === undefined ? [] : [[name, given]];
    }),
  );

/** Our own services: those that run the image that is built here. */
export const isOurs = ({ services }: ComposeFile, name: string): boolean => {
  const built = Object.values(services).find(({ build }) => build !== undefined);
  return services[name]?.image === built?.image;
};

/** "1m30s" in milliseconds. */
export function durationMs(text: string): number {
  const unitsMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
  const parts = [...text.matchAll(/(\d+)(ms|h|m|s)/gu)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text)
    throw new Error(`“${text}” is no duration that Compose knows`);
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (unitsMs[unit] ?? 0), 0);
}

/** "512m" in bytes. */
export function bytesOf(text: string): number {
  const [, count, unit = ""] = /^(\d+)(k|m|g|kb|mb|gb)?$/u.exec(text) ?? [];
  const power = ["", "k", "m", "g"].indexOf(unit.charAt(0));
  if (count === undefined) throw new Error(`“${text}” is no size that Compose knows`);
  return Number(count) * 1024 ** power;
}
