import type { Card } from "../cards/card.ts";
import { takenBack } from "../cards/changed.ts";
import { undoneTracking } from "../cards/tracking.ts";
import type { Change } from "../model/change.ts";
import { refuse } from "../model/errors.ts";
import type { Said, Told } from "../model/language.ts";
import type { Place } from "../model/place.ts";
import { type Sentiment, sentiments } from "../model/post.ts";
import { subjectName } from "../model/subject.ts";
import type { TrackerChange } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineAction, type Press } from "./action.ts";
import { digestHere } from "./digest-here.ts";
import { redrawIncident } from "./redraw.ts";
import { takeBackDigest, whyDigestStays } from "./undo-digest.ts";
import { takeBackQuiet } from "./undo-quiet.ts";
import { takeBackRelay, whyRelayStays } from "./undo-relay.ts";
import { takeBackRule } from "./undo-rules.ts";
import { refusals, undoWords } from "./undo-words.ts";
import { readValue } from "./value.ts";

/** How many recent alerts may show what is taken back. */
const recentMax = 5;

/** Value: "change". Takes back what the audit log says, once. */
export default defineAction({
  id: "undo",
  writes: true,
  async run(press, services) {
    const { changes } = services.tenant(press.where.channel.workspace);
    const change = await changes.get(readValue(press.value).id);
    if (!change || !(await isOf(press, change, services))) return refuse(refusals.nothing);
    if (change.undoneAt) return refuse(refusals.taken);
    const stays = await whyItStays(change, press.where.channel.workspace, services);
    if (stays) return refuse(stays);
    if (await isReplaced(change, press.where, services)) return refuse(replacedBy[change.kind] ?? refusals.replaced);
    if (change.kind === "move" && !(await mayReturn(change, press, services))) return refuse(refusals.elsewhere);
    if (!(await changes.undone(change.id, press.who))) return refuse(refusals.taken);
    const card = await takeBack(change, press, services);
    return card ? { visible: "channel", replace: true, card } : { visible: "only-you" };
  },
});

/** Where it came from is another channel than the one it is taken back in. */
const mayReturn = ({ before }: Change, { where, who }: Press, { chat }: Services): Promise<boolean> =>
  chat.mayManage({ channel: { ...where.channel, id: `${before["channel"]}` } }, who);

const isDigests = ({ kind }: Change): boolean => kind === "digest" || kind === "digest-stop";
const isRelays = ({ kind }: Change): boolean => kind === "relay" || kind === "relay-stop";
const isBoards = ({ kind }: Change): boolean => kind === "live" || kind === "live-stop";

const whyItStays = async (change: Change, workspace: string, services: Services): Promise<Told | null> => {
  if (isRelays(change)) return whyRelayStays(change, workspace, services);
  return isDigests(change) ? whyDigestStays(change, workspace, services) : null;
};

/** What is taken back belongs to the channel whose managing the presser was asked about. */
async function isOf({ where, who }: Press, change: Change, services: Services): Promise<boolean> {
  const { channel } = where;
  if (isDigests(change)) return (await digestHere(change.about, { where, who }, services)) !== null;
  const { trackers, boards, relays, incidents, peaces } = services.tenant(channel.workspace);
  if (isRelays(change)) return (await relays.get(change.about))?.channel.id === channel.id;
  if (change.kind === "quiet") return (await peaces.channelOf(change.about))?.id === channel.id;
  const trackerId = change.kind === "acknowledge" ? (await incidents.get(change.about))?.tracker : change.about;
  const thing = isBoards(change)
    ? await boards.get(change.about)
    : await trackers.get(trackerId ?? 0, { evenRemoved: true });
  if (!thing || thing.channel.id === channel.id) return thing !== null;
  // Alerts that came here in their channel's quiet hours.
  const comesHere = ["acknowledge", "mute"].includes(change.kind) && (await peaces.leads(thing.channel, channel.id));
  return comesHere && (change.kind === "acknowledge" || services.chat.mayManage({ channel: thing.channel }, who));
}

/** A board that was stopped cannot go on beside one that was started since; who corrected a post since knew what was said before. */
async function isReplaced(change: Change, { channel }: Place, services: Services): Promise<boolean> {
  const { kind, about } = change;
  const { boards, corrections, changes } = services.tenant(channel.workspace);
  if (kind === "quiet") return ((await changes.latest(kind, about))?.id ?? 0) > change.id;
  if (kind === "correct") return corrections.isReplaced(Number(change.before["correction"]), change.id);
  if (kind !== "live-stop") return false;
  const board = await boards.get(about);
  return (await boards.list(channel)).some((live) => live.tracker === board?.tracker && live.id !== about);
}

/** Gives the card that the message becomes; null where a job redraws it. */
async function takeBack(change: Change, { where, who }: Press, services: Services): Promise<Said<Card> | null> {
  const { workspace } = where.channel;
  const { trackers, boards } = services.tenant(workspace);
  const follow = { name: "follow", input: { workspace, tracker: change.about } } as const;
  switch (change.kind) {
    case "track": {
      const tracker = await trackers.get(change.about);
      if (!tracker) return refuse(refusals.untracked);
      await trackers.remove(tracker.id);
      return (language) => undoneTracking(tracker, who, language);
    }
    case "untrack": {
      const tracker = await trackers.restore(change.about);
      await services.jobs.add(follow);
      return (language) => takenBack(undoWords[language].again(subjectName(tracker.subject)), who, language);
    }
    case "move": {
      const from = change.before["channel"];
      const tracker = typeof from === "string" ? await trackers.move(change.about, from) : "taken";
      if (tracker === "taken") return refuse(refusals.there);
      return (language) => takenBack(undoWords[language].movedBack(subjectName(tracker.subject)), who, language);
    }
    case "mute":
    case "tracker": {
      const tracker = await trackers.change(change.about, earlier(change.before));
      if (change.kind === "tracker") await services.jobs.add(follow);
      if (change.kind === "tracker")
        return (language) => takenBack(undoWords[language].asBefore(subjectName(tracker.subject)), who, language);
      await redrawAlerts(change.about, workspace, services);
      return null;
    }
    case "rules":
    case "mute-kind": {
      const tracker = await takeBackRule(change, workspace, services);
      if (!tracker) return refuse(refusals.untracked);
      if (change.kind === "mute-kind") return null;
      return (language) => takenBack(undoWords[language].asBefore(subjectName(tracker.subject)), who, language);
    }
    case "live":
    case "live-stop": {
      const board = await boards.change(change.about, {
        endedAt: change.kind === "live" ? services.clock.now() : null,
      });
      const request = { name: "board", input: { workspace, board: board.id } } as const;
      if (change.kind === "live-stop") await services.jobs.repeat(request, services.chat.editPaceMs(where.channel));
      await services.jobs.add(request);
      const said = change.kind === "live" ? "boardEnded" : "boardGoesOn";
      return (language) => takenBack(undoWords[language][said], who, language);
    }
    case "correct":
      return takeBackCorrection(change, { workspace, who }, services);
    case "digest":
    case "digest-stop": {
      const said = await takeBackDigest(change, workspace, services);
      return (language) => takenBack(said(language), who, language);
    }
    case "exclude": {
      await services.tenant(workspace).feedback.include(Number(change.before["exclusion"]));
      const tracker = await trackers.get(change.about);
      if (!tracker) return refuse(refusals.untracked);
      return (language) => takenBack(undoWords[language].asBefore(subjectName(tracker.subject)), who, language);
    }
    case "relay":
    case "relay-stop": {
      const said = await takeBackRelay(change, workspace, services);
      return (language) => takenBack(said(language), who, language);
    }
    case "quiet": {
      const said = await takeBackQuiet(change, workspace, services);
      return (language) => takenBack(said(language), who, language);
    }
    case "acknowledge":
      await services.tenant(workspace).incidents.release(change.about);
      await redrawIncident(change.about, workspace, services);
      return null;
    default:
      return change.kind satisfies never;
  }
}

async function takeBackCorrection(
  { id, before }: Change,
  { workspace, who }: { readonly workspace: string } & Pick<Press, "who">,
  { tenant }: Services,
): Promise<Said<Card>> {
  const made = { before: sentimentOf(before["sentiment"]), change: id };
  if (!(await tenant(workspace).corrections.restore(Number(before["correction"]), made)))
    return refuse(refusals.nothing);
  return (language) => takenBack(undoWords[language].readAsBefore, who, language);
}

/** JSON keeps dates as text; a tracker's are dates. */
function earlier(before: Readonly<Record<string, unknown>>): TrackerChange {
  const date = (value: unknown) => (typeof value === "string" ? new Date(value) : null);
  return {
    ...before,
    ...("mutedUntil" in before ? { mutedUntil: date(before["mutedUntil"]) } : {}),
    ...("endsAt" in before ? { endsAt: date(before["endsAt"]) } : {}),
    ...("endToldAt" in before ? { endToldAt: date(before["endToldAt"]) } : {}),
    ...("pausedAt" in before ? { pausedAt: date(before["pausedAt"]) } : {}),
  };
}

const sentimentOf = (stored: unknown): Sentiment | null => sentiments.find((sentiment) => sentiment === stored) ?? null;

async function redrawAlerts(tracker: number, workspace: string, services: Services): Promise<void> {
  for (const incident of await services.tenant(workspace).incidents.list([tracker], recentMax)) {
    if (incident.message || !incident.endedAt) await redrawIncident(incident.id, workspace, services);
  }
}

const replacedBy: Readonly<Partial<Record<Change["kind"], Told>>> = {
  correct: refusals.correctedAgain,
  quiet: refusals.setSince,
};
