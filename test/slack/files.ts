import type { IncomingMessage, ServerResponse } from "node:http";
import { bytesOf, partsOf, typeOf } from "./body.ts";
import { addMessage } from "./chat.ts";
import type { Content } from "./content.ts";
import type { Json } from "./json.ts";
import { accessOf } from "./tokens.ts";
import { type Install, later, type StoredFile, type World } from "./world.ts";

/** Takes the bytes that were announced, once: as they are, or as a part of a multipart body. */
export async function takeUpload(world: World, request: IncomingMessage, response: ServerResponse, id: string) {
  const file = world.files.get(id);
  const raw = await bytesOf(request);
  const bytes = typeOf(request) === "multipart/form-data" ? await partOf(request, raw) : raw;
  if (!file || file.bytes) return void response.writeHead(404).end("file not found");
  if (bytes.length !== file.bytesExpected) return void response.writeHead(400).end("file length mismatch");
  file.bytes = bytes;
  response.writeHead(200, { "content-type": "text/plain" }).end(`OK - ${bytes.length}`);
}

async function partOf(request: IncomingMessage, raw: Buffer): Promise<Buffer> {
  for (const part of Object.values(await partsOf(request, raw)))
    if (part instanceof Blob) return Buffer.from(await part.arrayBuffer());
  return Buffer.alloc(0);
}

/** Slack looks at completed files in its own time, and shares them, all in one message, in its own time after that. */
export function complete(
  world: World,
  files: readonly StoredFile[],
  where: {
    readonly install: Install;
    readonly teamId: string;
    readonly channels: readonly string[];
    readonly threadTs: string | null;
  },
  said: Partial<Content>,
): void {
  for (const file of files) file.isCompleted = true;
  later(world, world.options.processedAfterMs ?? 0, () => {
    for (const file of files) file.mimetype = mimetypeOf(file);
    later(world, world.options.sharedAfterMs ?? 0, () => {
      for (const channel of where.channels) {
        const { threadTs } = where;
        const message = addMessage(world, where, { channel, threadTs }, { ...said, files: files.map(({ id }) => id) });
        for (const file of files) {
          file.isShared = true;
          file.shares.push({ channel, ts: message.ts, threadTs });
        }
      }
    });
  });
}

const types: readonly (readonly [ending: string, mimetype: string, begins: string])[] = [
  ["png", "image/png", "89504e470d0a1a0a"],
  ["jpg", "image/jpeg", "ffd8ff"],
  ["jpeg", "image/jpeg", "ffd8ff"],
  ["gif", "image/gif", "47494638"],
  ["csv", "text/csv", ""],
  ["pdf", "application/pdf", "25504446"],
  ["json", "application/json", ""],
];

/** By name and first bytes: a picture whose bytes are none is no picture. */
function mimetypeOf({ name, bytes }: StoredFile): string {
  const ending = name.split(".").at(-1)?.toLowerCase() ?? "";
  const begins = (bytes ?? Buffer.alloc(0)).subarray(0, 8).toString("hex");
  const type = types.find(([known, , start]) => known === ending && begins.startsWith(start));
  return type?.[1] ?? "text/plain";
}

/** A file as `files.info` tells it. */
export function fileJson(world: World, file: StoredFile): Json {
  const { id, name, title, mimetype, bytes, altText, shares, teamId } = file;
  const shared: Record<string, Record<string, Json[]>> = { public: {}, private: {} };
  for (const { channel, ts, threadTs } of shares) {
    const { kind, name } = world.channels.get(channel) ?? {};
    const group = shared[kind === "public" ? "public" : "private"] ?? {};
    const thread = threadTs !== null && { thread_ts: threadTs };
    const share = { reply_users: [], reply_users_count: 0, reply_count: 0, ts, ...thread, team_id: teamId };
    group[channel] = [...(group[channel] ?? []), { ...share, channel_name: name }];
  }
  const isPng = mimetype === "image/png" && bytes !== null && bytes.length >= 24;
  const inKinds = (...kinds: readonly string[]) =>
    shares.map(({ channel }) => channel).filter((channel) => kinds.includes(world.channels.get(channel)?.kind ?? ""));
  return {
    id,
    name,
    title,
    mimetype,
    filetype: mimetype === "" ? "" : (name.split(".").at(-1) ?? ""),
    size: bytes?.length ?? 0,
    mode: "hosted",
    is_external: false,
    is_public: inKinds("public").length > 0,
    url_private: `${world.url}/files-pri/${teamId}-${id}/${encodeURIComponent(name)}`,
    permalink: `${world.url}/files/${id}/${encodeURIComponent(name)}`,
    channels: inKinds("public"),
    groups: inKinds("private", "group-dm"),
    ims: inKinds("dm"),
    shares: Object.fromEntries(Object.entries(shared).filter(([, group]) => Object.keys(group).length > 0)),
    ...(altText !== "" && { alt_txt: altText }),
    ...(isPng && { original_w: bytes.readUInt32BE(16), original_h: bytes.readUInt32BE(20) }),
  };
}

/** The bytes, for a token that may read files; anyone else is sent to sign in, with HTTP 200 as Slack does. */
export function giveFile(world: World, request: IncomingMessage, response: ServerResponse, id: string): void {
  const file = world.files.get(id);
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  if (!file?.bytes || !mayRead(world, token, file))
    return void response.writeHead(200, { "content-type": "text/html" }).end("<title>Sign in | Slack</title>");
  response.writeHead(200, { "content-type": file.mimetype || "application/octet-stream" }).end(file.bytes);
}

function mayRead(world: World, token: string, file: StoredFile): boolean {
  try {
    const { scopes, teamIds } = accessOf(world, token);
    return scopes.includes("files:read") && teamIds.includes(file.teamId);
  } catch {
    return false;
  }
}
