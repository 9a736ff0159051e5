import type { Ping } from "../model/alert-rules.ts";
import type { Said } from "../model/language.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card } from "./card.ts";

/** A new alert, with whom it pings. Only what is posted for the first time is said so: an edit pings nobody. */
export const pinging = (card: Said<Card>, { rules: { ping } }: Tracker): Said<Card> =>
  ping ? (language) => ({ ...card(language), ping }) : card;

/** As somebody typed it, in the platforms' own ways of writing one; null where it is none. Everybody, or all who are here, is never one. */
export function readPing(typed: string): Ping | null {
  const [, role, group, person] =
    /^<(?:@&(\d{15,20})|!subteam\^(S[A-Z0-9]{1,20})(?:\|[^<>]*)?|@!?([UW][A-Z0-9]{1,20}|\d{15,20})(?:\|[^<>]*)?)>$/u.exec(
      typed.trim(),
    ) ?? [];
  if (role) return { kind: "role", id: role };
  if (group) return { kind: "group", id: group };
  return person ? { kind: "person", id: person } : null;
}
