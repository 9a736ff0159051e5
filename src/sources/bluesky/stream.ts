import { type Clock, dayMs, secondMs } from "../../model/clock.ts";
import { SourceError } from "../../model/errors.ts";
import { DecodeError } from "../decode.ts";
import type { Socket, StreamEvent } from "../source.ts";
import { type Frame, type Moment, readFrame } from "./frame.ts";
import { addressesFrom, type Place, readPlace, writePlace } from "./place.ts";
import { mayHoldHashtag } from "./prefilter.ts";
import { postCollection, postOf, postUri } from "./record.ts";

export interface StreamIo {
  readonly socket: Socket;
  readonly clock: Clock;
  /** wss://…/subscribe, or the newer wss://…/xrpc/network.bsky.jetstream.subscribeEvents. */
  readonly url: string;
  readonly stallMs: number;
}

/** A post's frame is longer; a deletion, a notice or the reason for an end is not, and each of those counts. */
const shortBytes = 300;
/** Of frames that cannot matter one in so many is read all the same, to know what time it is. */
const readOneIn = 32;
/** So many in a row that cannot be read are no accident. */
const unreadableMax = 1_000;

/**
 * Posts with hashtags, deletions of any post, and about once a second of the stream's time that nothing happened; taken up at a
 * place, that place first. A frame that cannot be read is passed over. Ends with SourceError only: a Jetstream has no end of its own.
 */
export async function* streamOf(io: StreamIo, signal: AbortSignal, from?: string): AsyncGenerator<StreamEvent> {
  const place = from === undefined ? null : readPlace(from);
  const [first, ...others] = addressesFrom(io.url, place);
  const reading = readingOf(io, place);
  for (let address = first; address; address = others.shift()) {
    try {
      for await (const bytes of io.socket.frames(address, { signal, stallMs: io.stallMs })) {
        if (reading.frames() === 0 && place) yield { kind: "idle", at: timeOf(place), cursor: writePlace(place) };
        const event = reading.take(bytes);
        if (event) yield event;
      }
      throw new SourceError("bluesky", "unavailable", { detail: "the stream was closed" });
    } catch (error) {
      const isRefused = error instanceof SourceError && error.failure === "bad-response" && reading.frames() === 0;
      if (!isRefused || others.length === 0) throw error;
    }
  }
}

function readingOf({ clock, url }: StreamIo, place: Place | null) {
  const { host } = new URL(url);
  const unreadable = problems();
  /** The event that a count names comes once more. A count of another server says nothing here. */
  const knownSeq = place?.host === host ? place.seq : null;
  /** The latest time told, which the cursor stands for: the older wire is not quite in order. */
  let latest: Moment | null = place && { timeUs: place.timeUs, seq: knownSeq };
  let saidMs = 0;
  let frames = 0;
  let passed = 0;
  let readAtMs = 0;

  /** Whether a frame that cannot matter is to be read for its time. */
  const isTimeToLook = () => {
    if (++passed < readOneIn && clock.now().getTime() - readAtMs < secondMs) return false;
    passed = 0;
    readAtMs = clock.now().getTime();
    return true;
  };
  const moveTo = (moment: Moment) => {
    // A time that cannot be would hold the stream's up for good.
    if (moment.timeUs / 1_000 > clock.now().getTime() + dayMs) return;
    if (!latest || moment.timeUs >= latest.timeUs) latest = moment;
    else if (moment.seq !== null) latest = { timeUs: latest.timeUs, seq: moment.seq };
  };
  const said = (event: ReturnType<typeof happened>): StreamEvent | null => {
    if (!latest) return null;
    const at = timeOf(latest);
    if (!event && at.getTime() - saidMs < secondMs) return null;
    saidMs = at.getTime();
    return { ...(event ?? { kind: "idle" }), at, cursor: writePlace({ ...latest, host }) };
  };

  return {
    frames: () => frames,
    take(bytes: Buffer): StreamEvent | null {
      frames++;
      if (bytes.length >= shortBytes && !mayHoldHashtag(bytes) && !isTimeToLook()) return null;
      try {
        const frame = readFrame(bytes);
        if (frame.kind === "error") throw endedBy(frame.error);
        if (frame.kind === "notice") return null;
        if (knownSeq !== null && frame.moment.seq === knownSeq) return null;
        moveTo(frame.moment);
        const event = happened(frame);
        unreadable.clear();
        return said(event);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        unreadable.add(error);
        return null;
      }
    },
  };
}

/** null where the frame says nothing that is followed. Throws DecodeError. */
function happened(frame: Frame) {
  if (frame.kind !== "commit" || frame.collection !== postCollection) return null;
  const id = postUri(frame.did, frame.rkey);
  if (frame.operation === "delete") return { kind: "delete", post: { network: "bluesky", id } } as const;
  if (frame.operation !== "create" && frame.operation !== "update") return null;
  const post = postOf({ ...frame, at: timeOf(frame.moment) });
  return post.tags.length > 0 ? ({ kind: "post", post } as const) : null;
}

const timeOf = ({ timeUs }: Moment): Date => new Date(Math.floor(timeUs / 1_000));

const endedBy = (error: string) =>
  new SourceError("bluesky", "unavailable", { detail: /^\w{1,40}$/.test(error) ? error : "the stream was ended" });

/** Why frames could not be read, since the last that could. */
function problems() {
  const reasons = new Map<string, number>();
  let inARow = 0;
  return {
    clear() {
      inARow = 0;
      reasons.clear();
    },
    add({ message }: DecodeError) {
      const reason = message.replace(/\[\d+\]/g, "[]");
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (++inARow < unreadableMax) return;
      const [mostly] = [...reasons].sort((a, b) => b[1] - a[1])[0] ?? [];
      throw new SourceError("bluesky", "bad-response", {
        detail: `${inARow} messages in a row are unreadable: ${mostly}`,
      });
    },
  };
}
