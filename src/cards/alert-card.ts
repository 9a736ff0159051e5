import type { SharedStory } from "../analysis/shared-story.ts";
import type { SharedDisclosure } from "../model/disclosure.ts";
import { counted, figure, listed } from "../model/figure.ts";
import type { Incident, Sighting } from "../model/incident.ts";
import type { Language } from "../model/language.ts";
import type { Echo } from "../model/link.ts";
import type { Person } from "../model/place.ts";
import type { SentimentTotals } from "../model/reader.ts";
import { subjectName } from "../model/subject.ts";
import { forever, type Tracker } from "../model/tracker.ts";
import type { Card, Control, Inline, Part, Picture } from "./card.ts";
import { feedbackParts } from "./feedback-card.ts";
import { smallPrint } from "./note.ts";
import { echoLines, onItControls, onItLine } from "./on-it.ts";
import { type Outcome, outcomeParts } from "./outcome.ts";
import { sentimentLine } from "./sentiment-line.ts";
import { cut, titleOf } from "./title.ts";
import { alertWords } from "./words/alert.ts";
import { colon } from "./words/colon.ts";
import { controlWords } from "./words/controls.ts";
import { levelNames } from "./words/levels.ts";
import { whyWords } from "./words/why.ts";

export interface AlertFacts {
  readonly incident: Incident;
  readonly tracker: Tracker;
  /** Labels of the networks it was seen on. */
  readonly networks: readonly string[];
  /** The one line of why, from analysis/. */
  readonly why: string;
  readonly picture: Picture | null;
  /** The last 24 hours, one step each. */
  readonly sparkline: string;
  readonly disclosure: SharedDisclosure | null;
  readonly muted: { readonly until: Date; readonly who: Person; readonly undo: number } | null;
  /** Of the posts since it was noticed and the hour before, and of the week before that. */
  readonly sentiment: { readonly now: SentimentTotals; readonly usual: SentimentTotals };
  /** Once it is over. */
  readonly outcome: Outcome | null;
  /** What linked workspaces say of theirs. */
  readonly echoes: readonly Echo[];
  /** What its posts on several networks have in common. */
  readonly story?: (SharedStory & { readonly labels: readonly string[] }) | null;
}

/** One card for an incident's whole life; the message is edited as it moves. */
export function alertCard(facts: AlertFacts, language: Language): Card {
  const { incident, tracker, networks, why, picture, sparkline, disclosure, muted, outcome, echoes } = facts;
  const { acknowledged, phase } = incident;
  const words = alertWords[language];
  const headline = words.headline[phase](subjectName(tracker.subject));
  const names = listed(networks, language);
  const level = levelNames[language][incident.sensitivity];
  const felt = sentimentLine(facts.sentiment.now, language, facts.sentiment.usual);
  return {
    title: titleOf(headline),
    tone: phase === "over" ? "neutral" : "alert",
    moves: true,
    sparkline,
    summary: `${headline}${colon[language]}${why}`,
    parts: [
      {
        kind: "text",
        text: [{ bold: why }, tracker.networks.length > 1 ? words.standsOut(names) : words.on(names)],
      },
      { kind: "text", text: story(incident, language) },
      ...(outcome ? outcomeParts(outcome, incident, language) : []),
      ...storyLine(facts.story, language),
      ...(felt ? [{ kind: "text" as const, text: [felt] }] : []),
      ...(picture ? [{ kind: "picture" as const, picture }] : []),
      ...(acknowledged ? [{ kind: "text" as const, text: onItLine(acknowledged, language) }] : []),
      ...(muted ? [{ kind: "text" as const, text: mutedLine(muted, language) }] : []),
      ...(phase === "over" ? [] : echoes)
        .flatMap((echo) => echoLines(echo, language))
        .map((text) => ({ kind: "text" as const, text })),
      { kind: "actions", controls: controlsOf(incident, muted, language) },
      ...feedbackParts(incident, language),
      smallPrint({ disclosure }, language, ...words.rule(level, { person: tracker.createdBy })),
    ],
  };
}

/** So much of a link or a text is shown. */
const storyCharactersMax = 120;

/** "The same story on Bluesky, Mastodon and Reddit: example.com/news". Not to be clicked: whoever floods networks with it wants just that. */
function storyLine(story: AlertFacts["story"], language: Language): readonly Part[] {
  if (!story) return [];
  const { labels, link, text } = story;
  const said = alertWords[language].story(listed(labels, language));
  const shown = cut((link ?? text ?? "").replace(/^https:\/\//u, ""), storyCharactersMax);
  return [{ kind: "text", text: [said, link ? { code: shown } : shown] }];
}

/** What an incident's thread is told when it peaks and when it is over. */
export function followUpCard(
  { incident, tracker, why }: Pick<AlertFacts, "incident" | "tracker" | "why">,
  language: Language,
): Card {
  const title = titleOf(alertWords[language].headline[incident.phase](subjectName(tracker.subject)));
  return {
    title,
    tone: "neutral",
    summary: `${title}${colon[language]}${why}`,
    parts: [
      { kind: "text", text: [{ bold: why }] },
      { kind: "text", text: story(incident, language) },
    ],
  };
}

/** What is said once more when it has grown to twice of what people were told. */
export function doubledCard(
  {
    incident,
    tracker,
    why,
    announced,
  }: Pick<AlertFacts, "incident" | "tracker" | "why"> & { readonly announced: Sighting },
  language: Language,
): Card {
  const words = alertWords[language];
  const title = titleOf(words.doubled(subjectName(tracker.subject)));
  return {
    title,
    tone: "alert",
    summary: `${title}${colon[language]}${why}`,
    parts: [
      { kind: "text", text: [{ bold: why }] },
      {
        kind: "text",
        text: words.announced(counted(announced.count, "post", language), { time: announced.at, style: "clock" }),
      },
      { kind: "text", text: story(incident, language) },
    ],
  };
}

function story(incident: Incident, language: Language): readonly Inline[] {
  const words = alertWords[language];
  const { authors, phase, lastHour, openedAt, endedAt } = incident;
  return [
    ...words.noticed({ time: openedAt, style: "moment" }),
    authors === null ? words.unnamed : words.people(counted(authors, "person", language)),
    ...(phase === "rising" ? [] : [words.now(figure(lastHour, language))]),
    ...(endedAt ? words.over({ time: endedAt, style: "clock" }) : []),
  ];
}

function mutedLine({ until, who }: NonNullable<AlertFacts["muted"]>, language: Language): readonly Inline[] {
  const words = alertWords[language];
  return until.getTime() === forever.getTime()
    ? words.mutedForGood({ person: who })
    : words.mutedUntil({ person: who }, { time: until, style: "moment" });
}

/** Up to five. */
function controlsOf(incident: Incident, muted: AlertFacts["muted"], language: Language): readonly Control[] {
  const [words, labels] = [alertWords[language], controlWords[language]];
  const chart: Control = {
    kind: "button",
    action: "chart",
    value: `${incident.tracker}:24h`,
    label: labels.chart,
    style: "primary",
  };
  const settings: Control = {
    kind: "button",
    action: "settings",
    value: `${incident.tracker}`,
    label: labels.settings,
  };
  const why: Control = { kind: "button", action: "why", value: `${incident.id}`, label: whyWords[language].button };
  const onIt = onItControls(incident, language);
  const undo: Control = { kind: "button", action: "undo", value: `${muted?.undo}`, label: labels.undo };
  if (muted) return [chart, why, ...onIt, undo, settings];
  const mute: Control = {
    kind: "menu",
    action: "mute",
    label: words.mute,
    choices: [
      { label: words.forHour, value: `${incident.tracker}:1h` },
      { label: words.forHours, value: `${incident.tracker}:8h` },
      { label: words.untilMonday, value: `${incident.tracker}:monday` },
      { label: words.forGood, value: `${incident.tracker}:forever` },
    ],
  };
  return [chart, why, ...onIt, mute, settings];
}
