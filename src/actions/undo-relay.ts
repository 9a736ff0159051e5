import { relayCard } from "../cards/relay-card.ts";
import { relayWords } from "../cards/words/relay.ts";
import type { Change } from "../model/change.ts";
import { UserError } from "../model/errors.ts";
import type { Said, Told } from "../model/language.ts";
import { subjectName } from "../model/subject.ts";
import type { Services } from "../services.ts";

/** Why posts cannot come again; null where they can. Asked before it is marked, so that it can be tried again. */
export async function whyRelayStays(
  { kind, about }: Change,
  workspace: string,
  { tenant }: Services,
): Promise<Told | null> {
  if (kind !== "relay-stop") return null;
  const { relays, trackers } = tenant(workspace);
  const relay = await relays.get(about);
  const standing = await relays.list();
  if (standing.some(({ id, tracker }) => tracker === relay?.tracker && id !== about)) return replaced;
  return relay && (await trackers.get(relay.tracker)) ? null : untracked;
}

/** Posts come no more, or come again from now on. Gives what is said of it. */
export async function takeBackRelay(
  { kind, about }: Change,
  workspace: string,
  services: Services,
): Promise<Said<string>> {
  const { relays, trackers } = services.tenant(workspace);
  const now = services.clock.now();
  const again = { stoppedAt: null, since: now, nextAt: now, lookedAt: null };
  const relay = await relays.change(about, kind === "relay" ? { stoppedAt: now } : again);
  const tracker = await trackers.get(relay.tracker, { evenRemoved: true });
  const name = tracker ? subjectName(tracker.subject) : "";
  if (kind === "relay") {
    await services.jobs.add({ name: "relay", input: { workspace, relay: about } });
    return (language) => relayWords[language].ended(name);
  }
  const { message } = relay;
  if (tracker && message) {
    const disclosure = services.sources.disclosure(tracker.networks);
    const updated = services.chat.update(message, (language) => relayCard({ relay, tracker, disclosure }, language));
    // It comes again all the same; where that is said cannot be used now.
    await updated.then(
      (there) => relays.change(about, { message: there }),
      (error: unknown) => {
        if (!(error instanceof UserError)) throw error;
      },
    );
  }
  return (language) => relayWords[language].again(name);
}

const replaced: Told = {
  en: "Its posts come into this channel again already.",
  de: "Die Beiträge kommen inzwischen schon wieder in diesen Kanal.",
  fr: "Ses publications arrivent déjà de nouveau dans ce canal.",
  es: "Sus publicaciones ya vuelven a llegar a este canal.",
  pt: "As publicações dela já voltaram a chegar a este canal.",
  ja: "その投稿は、すでに再びこのチャンネルに届いています。",
};

const untracked: Told = {
  en: "It is not tracked any more. Start with /track, then /follow.",
  de: "Das wird nicht mehr verfolgt. Anfangen mit /track, dann /follow.",
  fr: "Ce n’est plus suivi. Commencez par /track, puis /follow.",
  es: "Ya no se sigue. Empieza con /track y luego /follow.",
  pt: "Não é mais acompanhado. Comece com /track e depois /follow.",
  ja: "もう追跡していません。/track のあとに /follow で始められます。",
};
