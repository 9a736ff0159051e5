import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { isJson, parsed } from "./json.ts";
import { invalidForm } from "./refusal.ts";

const specFile = fileURLToPath(new URL("../../../shared/specs/discord-openapi.json", import.meta.url));

/** Discord's own OpenAPI lies beside the repository, not in it. */
export const hasSpec: boolean = existsSync(specFile);

const formatNames = ["snowflake", "nonce", "int32", "int64", "double", "uri", "date-time"];
const formats = Object.fromEntries(formatNames.map((name) => [name, true as const]));
const validators = new Map<string, ValidateFunction | null>();
let ajv: Ajv2020 | null = null;

/** Refuses a body that Discord's OpenAPI refuses; where the file is absent, or asks for no body, nothing. */
export function checkShape(method: string, path: string, body: unknown): void {
  if (!hasSpec) return;
  const validate = validatorOf(method, path);
  if (!validate || validate(body)) return;
  // Of a union's complaints the one that got furthest.
  const [deepest] = [...(validate.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length);
  const field = deepest?.instancePath.split("/").filter(Boolean).join(".") ?? "";
  invalidForm(field, `SCHEMA_${deepest?.keyword.toUpperCase()}`, deepest?.message ?? "is invalid");
}

function validatorOf(method: string, path: string): ValidateFunction | null {
  const key = `${method} ${path}`;
  const found = validators.get(key);
  if (found !== undefined) return found;
  if (!ajv) {
    ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, formats });
    const spec = parsed(readFileSync(specFile, "utf8"));
    if (!isJson(spec)) throw new Error(`${specFile} is not JSON`);
    ajv.addSchema({ ...spec }, "discord.json");
  }
  const pointer = ["paths", path, method.toLowerCase(), "requestBody", "content", "application/json", "schema"];
  const escaped = pointer.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")));
  let validate: ValidateFunction | null = null;
  try {
    validate = ajv.compile({ $ref: `discord.json#/${escaped.join("/")}` });
  } catch (error) {
    if (!String(error).includes("can't resolve reference")) throw error;
  }
  validators.set(key, validate);
  return validate;
}
