import { setTimeout as sleep } from "node:timers/promises";
import { dayMs, minuteMs, secondMs } from "../../model/clock.ts";
import { SourceError } from "../../model/errors.ts";
import type { SharedCache } from "../shared.ts";
import type { WebApi } from "./web-api.ts";

export interface PictureFile {
  /** What it shows; equal keys are equal pictures. */
  readonly key: string;
  readonly alt: string;
  bytes(): Promise<Uint8Array | null>;
}

/** How often, and for how long, Slack is asked whether it is done with a file. */
const lookEveryMs = 400;
const patienceMs = 20 * secondMs;
const uploadTimeoutMs = 20 * secondMs;
const underWayMs = 10 * minuteMs;
/** How long an upload is used again for the same picture. */
const keptMs = 7 * dayMs;
/** docs.slack.dev/reference/methods/files.getUploadURLExternal */
const altCharactersMax = 1_000;

/**
 * Brings pictures to Slack, each once, in three steps (docs.slack.dev/messaging/working-with-files): ask where to, send the bytes, say
 * that it is done. Slack then still works on it, and shows a message with it only afterwards. Resolves to the file's id, to
 * be named in a message; null where the picture is not kept any more.
 */
export function filesOf(api: WebApi, cache: SharedCache) {
  return async (workspace: string, { key, alt, bytes }: PictureFile): Promise<string | null> => {
    const known = `slack:file:${workspace}:${key}`;
    const there = await cache.get(known);
    if (typeof there === "string") return there;
    const content = await bytes();
    if (!content) return null;
    // Once it is there it is only waited for, also by whoever tries again.
    const under = `slack:file-under-way:${workspace}:${key}`;
    const begun = await cache.get(under);
    const id = typeof begun === "string" ? begun : await upload(api, workspace, content, alt);
    if (begun !== id) await cache.put(under, id, underWayMs);
    await processed(api, workspace, id);
    await cache.put(known, id, keptMs);
    return id;
  };
}

async function upload(api: WebApi, workspace: string, content: Uint8Array, alt: string): Promise<string> {
  const { upload_url: url, file_id: id } = await api.call(workspace, (client) =>
    client.files.getUploadURLExternal({
      filename: "chart.png",
      length: content.length,
      alt_text: alt.slice(0, altCharactersMax),
    }),
  );
  if (!url || !id) throw new SourceError("Slack", "bad-response", { detail: "no place to upload to" });
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "image/png" },
    body: new Blob([new Uint8Array(content)]),
    redirect: "error",
    signal: AbortSignal.timeout(uploadTimeoutMs),
  }).catch((cause: unknown) => {
    throw new SourceError("Slack", "unavailable", { retryAfterMs: 30 * secondMs, cause });
  });
  if (!answer.ok)
    throw new SourceError("Slack", "unavailable", { retryAfterMs: 30 * secondMs, detail: `upload ${answer.status}` });
  await answer.body?.cancel();
  await api.call(workspace, (client) => client.files.completeUploadExternal({ files: [{ id, title: "Chart" }] }));
  return id;
}

/** A file has a type once Slack is done with it. */
async function processed(api: WebApi, workspace: string, id: string): Promise<void> {
  for (const endMs = performance.now() + patienceMs; performance.now() < endMs; await sleep(lookEveryMs)) {
    const { file } = await api.call(workspace, (client) => client.files.info({ file: id }));
    if (file?.mimetype) return;
  }
  throw new SourceError("Slack", "unavailable", { retryAfterMs: 30 * secondMs, detail: "a picture was never ready" });
}
