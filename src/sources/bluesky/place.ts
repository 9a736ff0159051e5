import { asInteger, asObject, asString, DecodeError, decodeJson, orNull } from "../decode.ts";
import type { Moment } from "./frame.ts";

/** Where a stream was left, and at which server: its count means nothing at another one. */
export interface Place extends Moment {
  readonly host: string;
}

export const writePlace = (place: Place): string => JSON.stringify(place);

/** null where the text is no place of ours: then a stream starts with what happens now. */
export function readPlace(text: string): Place | null {
  try {
    const place = asObject(decodeJson(text), "cursor");
    const timeUs = asInteger(place["timeUs"], "timeUs");
    if (timeUs < firstUs) return null;
    return { timeUs, seq: orNull(asInteger, place["seq"], "seq"), host: asString(place["host"], "host") };
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}

/** Servers read a smaller number as a count, not as a time. */
const firstUs = 1_000_000_000_000_000;
/** The events of the older wire are not quite in the order of their times; its documentation says to go back a few seconds. */
const rewindUs = 5_000_000;

/**
 * The addresses that go on after `place`, the better first: by count nothing comes twice but the last event; by time, a few
 * seconds do. A server that has dropped what a count asks for refuses it, and takes the time.
 */
export function addressesFrom(stream: string, place: Place | null): readonly URL[] {
  const url = new URL(stream);
  const isNewer = url.pathname.endsWith("/network.bsky.jetstream.subscribeEvents");
  url.searchParams.set(isNewer ? "collections" : "wantedCollections", "app.bsky.feed.post");
  if (isNewer) url.searchParams.set("kinds", "commit");
  url.searchParams.set("maxMessageSizeBytes", `${messageMaxBytes}`);
  if (!place) return [url];
  const from = (cursor: number) => {
    const address = new URL(url);
    address.searchParams.set("cursor", `${cursor}`);
    return address;
  };
  const byTime = from(place.timeUs - rewindUs);
  return isNewer && place.seq !== null && place.host === url.host ? [from(place.seq), byTime] : [byTime];
}

/** No post is as long; the server leaves such messages out. */
const messageMaxBytes = 1_000_000;
