import { digestName } from "../cards/digest-set.ts";
import { digestSetWords } from "../cards/words/digest-set.ts";
import type { Change } from "../model/change.ts";
import type { DigestWish } from "../model/digest.ts";
import { refuse } from "../model/errors.ts";
import type { Said, Told } from "../model/language.ts";
import { nextTurn } from "../model/schedule.ts";
import type { Services } from "../services.ts";

/** Why a change of a digest cannot be taken back; null where it can. Asked before it is marked, so that it can be tried again. */
export async function whyDigestStays(change: Change, workspace: string, { tenant }: Services): Promise<Told | null> {
  const { digests, changes } = tenant(workspace);
  if (change.kind === "digest") {
    const latest = await changes.latest("digest", change.about);
    return latest && latest.id > change.id ? refusals.setSince : null;
  }
  const stopped = await digests.get(change.about);
  const there = stopped && (await digests.of(stopped.channel));
  return there && there.id !== change.about ? refusals.replaced : null;
}

/** A digest is as it was: stopped where there was none, and due from now on. Gives what is said of it. */
export async function takeBackDigest(
  { kind, about, before }: Change,
  workspace: string,
  { tenant, clock }: Services,
): Promise<Said<string>> {
  const { digests } = tenant(workspace);
  const since = clock.now();
  const stopped: Said<string> = (language) => digestSetWords[language].stopped;
  if (kind === "digest" && !("schedule" in before)) {
    await digests.change(about, { stoppedAt: since, nextAt: null });
    return stopped;
  }
  const there = await digests.get(about);
  if (!there) throw new Error(`digest ${about} is not in ${workspace}`);
  const wish = kind === "digest" ? (before as unknown as DigestWish) : there;
  const { schedule, trackers, quiet } = wish;
  const isOver = kind === "digest" && there.stoppedAt !== null;
  // In one step: one that stands again but is not due would never come.
  const digest = await digests.change(about, {
    ...{ schedule, trackers, quiet, since },
    ...(isOver ? {} : { stoppedAt: null, nextAt: nextTurn(schedule, since, there.lastOn).at }),
  });
  if (digest === "taken") return refuse(refusals.replaced);
  return isOver ? stopped : (language) => digestName(digest.schedule, language);
}

const refusals = {
  setSince: {
    en: "It was set anew since. Take that back first.",
    de: "Sie wurde seitdem neu eingestellt. Das muss zuerst zurückgenommen werden.",
    fr: "Il a été réglé à nouveau depuis. Annulez d’abord ce réglage.",
    es: "Se configuró de nuevo desde entonces. Deshaz eso primero.",
    pt: "Ele foi configurado de novo desde então. Desfaça isso primeiro.",
    ja: "その後、設定し直されています。先にそちらを取り消してください。",
  },
  replaced: {
    en: "There is another digest in this channel by now.",
    de: "In diesem Kanal gibt es inzwischen eine andere Übersicht.",
    fr: "Il y a désormais un autre résumé dans ce canal.",
    es: "En este canal ya hay otro resumen.",
    pt: "Já há outro resumo neste canal.",
    ja: "このチャンネルにはすでに別のまとめがあります。",
  },
} as const satisfies Readonly<Record<string, Told>>;
