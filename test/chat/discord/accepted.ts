import { type Content, nothing, settable, written } from "../../discord/content.ts";
import { isJson, type Json } from "../../discord/json.ts";
import { openWorld } from "../../discord/open-world.ts";
import { Refusal } from "../../discord/refusal.ts";
import { checkShape } from "../../discord/schema.ts";

const now = () => Date.parse("2026-11-20T14:02:00Z");
const world = openWorld({}, now);
/** As it is sent. */
export const toJson = (value: unknown): Json => {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  if (!isJson(plain)) throw new Error("is no object");
  return plain;
};

/** Why Discord refuses a new message; null where it takes it. `files` are the names of what is attached. */
export function messageRefusal(message: unknown, files: readonly string[]): string | null {
  return refusalOf(() => {
    const body = toJson(message);
    checkShape("POST", "/channels/{channel_id}/messages", body);
    const uploads = new Map(files.map((name, i) => [`${i}`, { name, type: "image/png", bytes: Buffer.alloc(1) }]));
    const bounds = { fileBytesMax: 10, flagsSettable: settable.post };
    const content: Content = written(world, nothing, body, uploads, bounds);
    if ((content.flags & (1 << 15)) === 0) throw new Error("is no message of components");
  });
}

export const modalRefusal = (modal: unknown): string | null =>
  refusalOf(() =>
    checkShape("POST", "/interactions/{interaction_id}/{interaction_token}/callback", toJson({ type: 9, data: modal })),
  );

function refusalOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return JSON.stringify(error.body);
    throw error;
  }
}
