import {
  askedCard,
  codeCard,
  endedCard,
  linkedCard,
  linksCard,
  offerCard,
  waitingCard,
} from "../../src/cards/link-card.ts";
import { takenCard } from "../../src/cards/on-it.ts";
import type { Language } from "../../src/model/language.ts";
import { type Echo, type Link, linksMax } from "../../src/model/link.ts";
import { forever } from "../../src/model/tracker.ts";
import type { Cast, Sample } from "./samples.ts";

const at = new Date("2026-11-20T13:42:00Z");

const linkOf = ({ person }: Cast, more: Partial<Link> = {}): Link => ({
  id: 999_999_999_999_999,
  who: person,
  other: { workspace: "slack:T9", surface: "slack", name: "Harbor", who: person },
  isMaker: true,
  state: "linked",
  ...more,
});

/** All that a linked workspace may say of its incident. */
export const sampleEchoes = ({ person: { name: by } }: Cast): readonly Echo[] => [
  {
    from: { surface: "slack", name: "Harbor" },
    acknowledged: { by, at },
    muted: { by, until: new Date("2026-11-20T15:10:00Z") },
  },
  { from: { surface: "discord", name: "Harbor <@U1> @everyone" }, acknowledged: null, muted: { by, until: forever } },
];

export function linkSamples(cast: Cast, language: Language): Sample[] {
  const asked = linkOf(cast, { state: "accepted" });
  const many = Array.from({ length: linksMax }, (_, i) =>
    linkOf(cast, { id: i + 1, other: { ...linkOf(cast).other, surface: "discord", name: "Harbour ".repeat(10) } }),
  );
  const samples: Readonly<Record<string, Sample["card"]>> = {
    "acknowledged-already": takenCard({ who: cast.person, at }, language),
    "link-code": codeCard("K7QFM-2MXDR", language),
    "link-offer": offerCard(linkOf(cast, { isMaker: false, state: "redeemed" }), language),
    "link-waiting": waitingCard(asked, language),
    "link-asked": askedCard(asked, true, language),
    "link-asked-elsewhere": askedCard(asked, false, language),
    linked: linkedCard(linkOf(cast), language),
    "link-ended": endedCard(linkOf(cast), language),
    "link-refused": endedCard(asked, language),
    links: linksCard(many, language),
  };
  return Object.entries(samples).map(([name, card]) => ({ name, card, hasNumbers: false }));
}
