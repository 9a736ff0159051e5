import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Upload } from "./content.ts";
import { parsed, textOf } from "./json.ts";
import { Refusal, refuse } from "./refusal.ts";
import type { Attachment, World } from "./world.ts";

const dayMs = 86_400_000;
const secret = "loopback-cdn";

export interface Body {
  /** undefined = none came. */
  readonly json: unknown;
  /** By the `n` of `files[n]`. */
  readonly files: ReadonlyMap<string, Upload>;
}

/** docs.discord.com/developers/reference#uploading-files */
export async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return bodyFrom(request.headers["content-type"] ?? "", bytes);
}

export async function bodyFrom(contentType: string, bytes: Buffer): Promise<Body> {
  const files = new Map<string, Upload>();
  if (bytes.length === 0) return { json: undefined, files };
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/x-www-form-urlencoded")
    return { json: Object.fromEntries(new URLSearchParams(bytes.toString())), files };
  if (type === "multipart/form-data") {
    const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData();
    for (const [field, value] of form) {
      const [, index] = /^files\[(\d+)\]$/.exec(field) ?? [];
      if (index !== undefined && typeof value !== "string")
        files.set(index, {
          name: value.name,
          type: value.type || "application/octet-stream",
          bytes: Buffer.from(await value.arrayBuffer()),
        });
    }
    const json = form.get("payload_json");
    return { json: json === null ? {} : jsonOf(textOf(json)), files };
  }
  if (type !== "application/json")
    throw new Refusal(400, { message: 'Expected "Content-Type" header to be one of {application/json}', code: 50035 });
  return { json: jsonOf(bytes.toString()), files };
}

function jsonOf(text: string): unknown {
  const value = parsed(text);
  return value === undefined ? refuse(50109) : value;
}

const signed = (path: string, fromSeconds: number, untilSeconds: number): string =>
  createHmac("sha256", secret).update(`${path} ${fromSeconds} ${untilSeconds}`).digest("hex");

/** Good for a day (docs.discord.com/developers/reference#signed-attachment-cdn-urls). */
export function urlOf(world: World, channelId: string, { id, name }: Attachment): string {
  const path = `/attachments/${channelId}/${id}/${name}`;
  const from = Math.floor(world.now() / 1_000);
  const until = Math.floor((world.now() + dayMs) / 1_000);
  return `${world.url}${path}?ex=${until.toString(16)}&is=${from.toString(16)}&hm=${signed(path, from, until)}&`;
}

export function giveFile(world: World, response: ServerResponse, url: URL): void {
  const [, , channelId, id] = url.pathname.split("/");
  const until = Number.parseInt(url.searchParams.get("ex") ?? "", 16);
  const from = Number.parseInt(url.searchParams.get("is") ?? "", 16);
  const isGood = url.searchParams.get("hm") === signed(url.pathname, from, until) && world.now() < until * 1_000;
  const message = world.messages.find(
    (one) => one.channelId === channelId && !one.isDeleted && one.attachments.some((file) => file.id === id),
  );
  const file = message?.attachments.find((one) => one.id === id);
  if (!isGood || !file) response.writeHead(404).end("This content is no longer available.");
  else response.writeHead(200, { "content-type": file.type }).end(file.bytes);
}
