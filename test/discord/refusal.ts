import type { Json } from "./json.ts";

/** Errors that need no more words than their code (docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
const known = {
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10007: [404, "Unknown Member"],
  10008: [404, "Unknown Message"],
  10013: [404, "Unknown User"],
  10015: [404, "Unknown Webhook"],
  10062: [404, "Unknown interaction"],
  10063: [404, "Unknown application command"],
  30034: [400, "Maximum number of daily application command creates has been reached (200)"],
  40005: [413, "Request entity too large"],
  40060: [400, "Interaction has already been acknowledged."],
  40094: [400, "This interaction has hit the maximum number of follow up messages"],
  50001: [403, "Missing Access"],
  50005: [403, "Cannot edit a message authored by another user"],
  50006: [400, "Cannot send an empty message"],
  50008: [400, "Cannot send messages in a non-text channel"],
  50013: [403, "Missing Permissions"],
  50024: [400, "Cannot execute action on this channel type"],
  50025: [401, "Invalid OAuth2 access token"],
  50027: [401, "Invalid Webhook Token"],
  50041: [400, "Invalid API version"],
  50083: [400, "Thread is archived"],
  50109: [400, "The request body contains invalid JSON."],
  50278: [400, "Cannot send messages to this user due to having no mutual guilds"],
  30032: [400, "Maximum number of application commands reached (100)."],
  160004: [400, "A thread has already been created for this message"],
} as const;

export type RefusalCode = keyof typeof known;

/** A request that Discord answers with an error. */
export class Refusal extends Error {
  /** HTTP. */
  readonly status: number;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, body: Json, headers: Readonly<Record<string, string>> = {}) {
    super(String(body["message"] ?? body["error"]));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export function refuse(code: RefusalCode): never {
  const [status, message] = known[code];
  throw new Refusal(status, { message, code });
}

/** 401 without a code of its own; 404 for a route that is not there. */
export function refuseHttp(status: 401 | 404 | 405): never {
  const words = { 401: "Unauthorized", 404: "Not Found", 405: "Method Not Allowed" } as const;
  throw new Refusal(status, { message: `${status}: ${words[status]}`, code: 0 });
}

/** 50035, with the field as `components.0.custom_id` (docs.discord.com/developers/reference#error-messages). */
export function invalidForm(field: string, code: string, message: string): never {
  let errors: Json = { _errors: [{ code, message }] };
  for (const key of field.split(".").filter(Boolean).reverse()) errors = { [key]: errors };
  throw new Refusal(400, { message: "Invalid Form Body", code: 50035, errors });
}
