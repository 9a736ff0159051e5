import type { IncomingMessage } from "node:http";
import { isJson, type Json } from "./json.ts";
import { refuse } from "./refusal.ts";

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export const typeOf = (request: IncomingMessage): string =>
  (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** A form's fields; of a repeated one the last. */
export const fieldsOf = (text: string): Json => Object.fromEntries(new URLSearchParams(text));

/**
 * The arguments of a call and its token. A token counts in the header, or as an argument of a form, but not in a JSON
 * body (docs.slack.dev/apis/web-api).
 */
export async function callOf(
  request: IncomingMessage,
  url: URL,
): Promise<{ readonly token: string; readonly args: Json }> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const query = Object.fromEntries(url.searchParams);
  const bytes = await bytesOf(request);
  const type = typeOf(request);
  if (type === "application/json") {
    const body = parsed(bytes.toString());
    if (!isJson(body)) refuse("invalid_json");
    return { token: bearer, args: { ...query, ...body } };
  }
  if (bytes.length > 0 && type !== "application/x-www-form-urlencoded" && type !== "multipart/form-data")
    refuse(type === "" ? "missing_post_type" : "invalid_post_type");
  const form = type === "multipart/form-data" ? await partsOf(request, bytes) : fieldsOf(bytes.toString());
  const { token = "", ...args } = { ...query, ...form };
  return { token: bearer || String(token), args };
}

/** The text fields and the files of a multipart body. */
export async function partsOf(request: IncomingMessage, bytes: Buffer): Promise<Readonly<Record<string, unknown>>> {
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData();
  return Object.fromEntries(form.entries());
}

/** JSON, or undefined. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Arguments may come as JSON or, in forms, as JSON in a string. */
export const nested = (value: unknown): unknown => (typeof value === "string" ? parsed(value) : value);
