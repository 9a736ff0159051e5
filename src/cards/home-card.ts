import { disclosedData, type SharedDisclosure } from "../model/disclosure.ts";
import { counted, dollars, figure } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { LinkName } from "../model/link.ts";
import { periodName } from "../model/period.ts";
import type { Settings } from "../model/settings.ts";
import { subjectName } from "../model/subject.ts";
import { type Card, type Control, commandAction, type Part } from "./card.ts";
import { type DigestState, digestName, stop } from "./digest-set.ts";
import { linkName } from "./link-card.ts";
import type { NetworkLine } from "./network-line.ts";
import { type RelayFacts, relayedWhat, stopRelay } from "./relay-card.ts";
import { alertState, type TrackerLine } from "./trackers-card.ts";
import { controlWords } from "./words/controls.ts";
import { homeWords } from "./words/home.ts";
import { managerName } from "./workspace-form.ts";

export interface HomeFacts {
  /** Those this person set up, in every channel. */
  readonly own: readonly TrackerLine[];
  /** Digests this person set up, in every channel and for themselves. */
  readonly digests: readonly DigestState[];
  /** Whose posts come, as this person set it up, in every channel. */
  readonly relays: readonly Pick<RelayFacts, "relay" | "tracker">[];
  /** How many others this workspace has. */
  readonly others: number;
  readonly settings: Pick<Settings, "manage">;
  /** Whether this person may change them. */
  readonly governs: boolean;
  readonly networks: readonly NetworkLine[];
  /** The workspaces that this one is linked with. */
  readonly links: readonly LinkName[];
  readonly now: Date;
  readonly disclosure: SharedDisclosure | null;
}

/** What is shown at most; the rest is counted. */
const trackersMax = 20;
const digestsMax = 5;
const relaysMax = 5;

/** The page of one person: what they set up, and what there is to know and to set. */
export function homeCard(
  { own, digests, relays, others, settings, governs, networks, links, now, disclosure }: HomeFacts,
  language: Language,
): Card {
  const words = homeWords[language];
  const more = own.length - trackersMax;
  const controls: Control[] = [
    {
      kind: "button",
      action: commandAction,
      value: "/track",
      label: controlWords[language].track,
      style: "primary",
    },
    ...(governs ? [{ kind: "button" as const, action: "workspace", value: "1", label: words.settings }] : []),
  ];
  return {
    title: "Groundswell",
    tone: "neutral",
    summary: words.summary(figure(own.length, language)),
    parts: [
      { kind: "actions", controls },
      { kind: "text", text: [{ bold: words.own }] },
      ...(own.length === 0
        ? [{ kind: "text" as const, text: words.nothing({ code: "/track #worldcup" }) }]
        : own.slice(0, trackersMax).flatMap((line) => trackerParts(line, now, language))),
      ...(more > 0 ? [{ kind: "note" as const, text: [words.more(figure(more, language))] }] : []),
      ...(others > 0
        ? [{ kind: "note" as const, text: words.others(figure(others, language), { code: "/tags" }) }]
        : []),
      ...(digests.length > 0 ? [{ kind: "text" as const, text: [{ bold: words.digests }] }] : []),
      ...digests.slice(0, digestsMax).flatMap((digest) => digestParts(digest, language)),
      ...(relays.length > 0 ? [{ kind: "text" as const, text: [{ bold: words.relays }] }] : []),
      ...relays.slice(0, relaysMax).flatMap((one) => relayParts(one, language)),
      {
        kind: "text",
        text: [{ bold: words.networks }, ...networks.map((network) => `\n${networkOf(network, language)}`)],
      },
      { kind: "text", text: [{ bold: words.managers }, `\n${managerName(settings.manage, "slack", language)}`] },
      ...(links.length > 0
        ? [{ kind: "text" as const, text: [{ bold: words.linked }, `\n${links.map(linkName).join("\n")}`] }]
        : []),
      { kind: "text", text: [{ bold: words.reading }, `\n${words.readable}`] },
      ...(disclosure ? [{ kind: "note" as const, text: [disclosedData(disclosure, language)] }] : []),
    ],
  };
}

/** How it is read, what of its limit is used, and what that cost. */
function networkOf(network: NetworkLine, language: Language): string {
  const { limit, today, monthUsd } = network;
  const words = homeWords[language];
  const use = limit && {
    today: counted(today, "request", language),
    limit: figure(limit.requests, language),
    every: periodName(limit.windowMs, language),
  };
  const said = [
    words.network(network),
    ...(use ? [words.used(use)] : []),
    ...(monthUsd > 0 ? [words.spent(dollars(monthUsd, language))] : []),
  ];
  return said.join(" · ");
}

function digestParts(state: DigestState, language: Language): readonly Part[] {
  const { digest, next } = state;
  const name = { bold: digestName(digest.schedule, language) };
  const { tracker: inChannel, nextDigest } = homeWords[language];
  const said = digest.isPersonal ? [name] : inChannel(name, { channel: digest.channel.id });
  return [
    { kind: "text", text: [...said, ...nextDigest({ time: next, style: "moment" })] },
    { kind: "actions", controls: [stop(digest, language)] },
  ];
}

function relayParts({ relay, tracker }: HomeFacts["relays"][number], language: Language): readonly Part[] {
  const name = { bold: subjectName(tracker.subject) };
  return [
    {
      kind: "text",
      text: [...homeWords[language].tracker(name, { channel: relay.channel.id }), ` · ${relayedWhat(relay, language)}`],
    },
    { kind: "actions", controls: [stopRelay(relay, language)] },
  ];
}

function trackerParts(
  { tracker, posts, coverage, sparkline }: TrackerLine,
  now: Date,
  language: Language,
): readonly Part[] {
  const words = homeWords[language];
  const said = coverage === 0 ? words.noNumbers : words.day(figure(posts, language), sparkline);
  const { settings, chart7d } = controlWords[language];
  return [
    {
      kind: "text",
      text: [
        ...words.tracker({ bold: subjectName(tracker.subject) }, { channel: tracker.channel.id }),
        `  ${said}\n${words.alerts(alertState(tracker, now, language))}`,
      ],
    },
    {
      kind: "actions",
      controls: [
        { kind: "button", action: "settings", value: `${tracker.id}`, label: settings },
        { kind: "button", action: "chart", value: `${tracker.id}:7d`, label: chart7d },
      ],
    },
  ];
}
