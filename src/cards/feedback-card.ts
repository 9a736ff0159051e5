import { type Exclusion, type Feedback, precisionOf, verdicts } from "../model/feedback.ts";
import { figure } from "../model/figure.ts";
import type { Incident } from "../model/incident.ts";
import type { Language } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Part } from "./card.ts";
import { alertsSet, changed, note } from "./changed.ts";
import type { Networks } from "./networks.ts";
import { cut } from "./title.ts";
import { feedbackWords } from "./words/feedback.ts";
import { previewWords } from "./words/preview.ts";

/** Beneath an alert: what people say of it. */
export const feedbackParts = ({ id }: Pick<Incident, "id">, language: Language): readonly Part[] => [
  {
    kind: "actions",
    controls: verdicts.map((verdict) => ({
      kind: "button",
      action: "feedback",
      value: `${id}:${verdict}`,
      label: feedbackWords[language][verdict],
    })),
  },
];

/** What only who said it is told. */
export const feedbackNote = (
  said: "thanks" | "noted" | "moved" | "strictest" | "nothingOut",
  language: Language,
): Card => note(feedbackWords[language].heard, feedbackWords[language][said]);

export interface TunedFacts {
  /** As it is now. */
  readonly tracker: Tracker;
  readonly who: Person;
  readonly undo: number;
  /** How many alerts the last 30 days would have brought; null = nobody knows. */
  readonly meant: "reading" | { readonly before: number; readonly after: number } | null;
}

export function tunedCard({ tracker, who, undo, meant }: TunedFacts, language: Language): Card {
  const words = previewWords[language];
  const card = changed(tracker, who, alertsSet(tracker.sensitivity, language), undo, language);
  const said =
    meant === "reading"
      ? words.reading
      : meant
        ? words.meant(figure(meant.after, language), figure(meant.before, language))
        : words.meantUnknown;
  const [first, ...rest] = card.parts;
  const lines: Part = { kind: "text", text: [`${feedbackWords[language].wasNoisy} ${said}`] };
  return { ...card, parts: [...(first ? [first] : []), lines, ...rest] };
}

/** What made the most of an alert, to be left out by a press. */
export function excludeCard(
  { id }: Pick<Incident, "id">,
  offered: readonly Pick<Exclusion, "kind" | "name" | "of">[],
  networks: Pick<Networks, "labels">,
  language: Language,
): Card {
  const words = feedbackWords[language];
  if (offered.length === 0) return feedbackNote("nothingOut", language);
  return {
    ...note(words.heard, words.leaveOut),
    parts: [
      { kind: "text", text: [words.leaveOut] },
      {
        kind: "actions",
        controls: offered.map((one) => ({
          kind: "button",
          action: "exclude",
          value: `${id}:${one.kind}`,
          label: words.without(cut(nameOf(one, networks, language), nameCharactersMax)),
        })),
      },
    ],
  };
}

export function excludedCard(
  { tracker, who, undo }: Omit<TunedFacts, "meant">,
  exclusion: Exclusion,
  networks: Pick<Networks, "labels">,
  language: Language,
): Card {
  const words = feedbackWords[language];
  const name = nameOf(exclusion, networks, language);
  const card = changed(tracker, who, words.without(name), undo, language);
  const [first, ...rest] = card.parts;
  return { ...card, parts: [...(first ? [first] : []), { kind: "text", text: [words.recordedOnly(name)] }, ...rest] };
}

/** So much of a name has room on a button. */
const nameCharactersMax = 40;

function nameOf(
  { kind, name }: Pick<Exclusion, "kind" | "name">,
  networks: Pick<Networks, "labels">,
  language: Language,
): string {
  if (kind === "author") return `@${name}`;
  return kind === "tag" ? `#${name}` : (networks.labels([name], language)[0] ?? name);
}

/** "You kept 7 of the 9 alerts that somebody judged."; null where nobody judged any. */
export function precisionLine(feedback: readonly Feedback[], language: Language): string | null {
  const { kept, judged } = precisionOf(feedback);
  return judged === 0 ? null : feedbackWords[language].kept(figure(kept, language), figure(judged, language));
}
