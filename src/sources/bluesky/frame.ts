import { asDate, asInteger, asObject, asString, decodeJson } from "../decode.ts";

/** Where a stream stands: microseconds since 1970, and on the newer wire the server's own count. */
export interface Moment {
  readonly timeUs: number;
  readonly seq: number | null;
}

export type Frame =
  | {
      readonly kind: "commit";
      readonly moment: Moment;
      readonly did: string;
      readonly operation: string;
      readonly collection: string;
      readonly rkey: string;
      readonly record: unknown;
    }
  /** What we do not follow: identities, accounts, repairs. */
  | { readonly kind: "other"; readonly moment: Moment }
  /** Says nothing of time, e.g. that an old cursor was moved up. */
  | { readonly kind: "notice" }
  /** The last word of a server that ends the stream, e.g. "ConsumerTooSlow". */
  | { readonly kind: "error"; readonly error: string };

const lexicon = "network.bsky.jetstream.subscribeEvents";

/**
 * One message of a Jetstream, of either wire: `/subscribe` and the newer `/xrpc/network.bsky.jetstream.subscribeEvents`
 * (https://github.com/bluesky-social/jetstream/blob/main/docs/README.md, 5.1 and 5.2). Throws DecodeError.
 */
export function readFrame(bytes: Buffer): Frame {
  const frame = asObject(decodeJson(bytes.toString("utf8")), "the frame");
  switch (frame["$type"]) {
    case "message":
      return readMessage(asObject(frame["payload"], "payload"));
    case "error":
      return { kind: "error", error: asString(frame["error"], "error") };
    default:
      return readOlder(frame);
  }
}

function readMessage(payload: Readonly<Record<string, unknown>>): Frame {
  const type = asString(payload["$type"], "payload.$type");
  if (type === `${lexicon}#info`) return { kind: "notice" };
  const moment = {
    timeUs: microseconds(payload["time"], "payload.time"),
    seq: asInteger(payload["seq"], "payload.seq"),
  };
  return type === `${lexicon}#commit`
    ? commitOf(moment, payload["did"], payload, "payload")
    : { kind: "other", moment };
}

function readOlder(frame: Readonly<Record<string, unknown>>): Frame {
  const kind = asString(frame["kind"], "kind");
  // Newer servers count on this wire too, as `cursor`; the time is what goes on at any server.
  const moment = { timeUs: asInteger(frame["time_us"], "time_us"), seq: null };
  return kind === "commit"
    ? commitOf(moment, frame["did"], asObject(frame["commit"], "commit"), "commit")
    : { kind: "other", moment };
}

function commitOf(moment: Moment, did: unknown, commit: Readonly<Record<string, unknown>>, path: string): Frame {
  return {
    kind: "commit",
    moment,
    did: asString(did, "did"),
    operation: asString(commit["operation"], `${path}.operation`),
    collection: asString(commit["collection"], `${path}.collection`),
    rkey: asString(commit["rkey"], `${path}.rkey`),
    record: commit["record"],
  };
}

/** A Date keeps three digits of a second, the stream's times have six. */
function microseconds(value: unknown, path: string): number {
  const digits = /\.\d{3}(\d{1,3})/.exec(asString(value, path))?.[1] ?? "";
  return asDate(value, path).getTime() * 1_000 + Number(digits.padEnd(3, "0"));
}
