import { changed } from "../cards/changed.ts";
import { trackedUntil, trackingGoesOn } from "../cards/ended-card.ts";
import { alreadyTracked, trackingCard, trackingName } from "../cards/tracking.ts";
import { levelNames } from "../cards/words/levels.ts";
import { refuse } from "../model/errors.ts";
import { listed } from "../model/figure.ts";
import { inEvery, type Language, type Told, told } from "../model/language.ts";
import { dateOf } from "../model/schedule.ts";
import type { Subject, SubjectKind } from "../model/subject.ts";
import { isStopped, sensitivities, type Tracker } from "../model/tracker.ts";
import { instantOf } from "../model/zone.ts";
import type { Reply, Services } from "../services.ts";
import { type Call, defineCommand } from "./command.ts";
import { lasting, longestMs, until } from "./end-options.ts";
import { choice, names, pace, subjects, tagNames } from "./options.ts";

const options = {
  tag: subjects({
    names: tagNames,
    help: {
      en: "The hashtag to follow, or several",
      de: "Der Hashtag, der verfolgt wird, oder mehrere",
      fr: "Le hashtag à suivre, ou plusieurs",
      es: "El hashtag que se sigue, o varios",
      pt: "A hashtag a acompanhar, ou várias",
      ja: "追跡するハッシュタグ（複数可）",
    },
  }),
  on: names({
    names: { en: "on", de: "auf", fr: "sur", es: "en", pt: "em", ja: "ネットワーク" },
    help: {
      en: "Only these networks",
      de: "Nur diese Netzwerke",
      fr: "Seulement ces réseaux",
      es: "Solo estas redes",
      pt: "Só estas redes",
      ja: "対象のネットワーク",
    },
    example: "on:bluesky,mastodon",
  }),
  every: pace({
    names: { en: "every", de: "alle", fr: "rythme", es: "cada", pt: "cada", ja: "間隔" },
    help: {
      en: "How often to read each network",
      de: "Wie oft jedes Netzwerk gelesen wird",
      fr: "À quelle fréquence lire chaque réseau",
      es: "Cada cuánto leer cada red",
      pt: "Com que frequência ler cada rede",
      ja: "各ネットワークを読み取る間隔",
    },
    example: "every:15m",
  }),
  alerts: choice(
    {
      names: { en: "alerts", de: "alarme", fr: "alertes", es: "alertas", pt: "alertas", ja: "アラート" },
      help: {
        en: "How easily spike alerts fire",
        de: "Wie leicht Alarme ausgelöst werden",
        fr: "La facilité avec laquelle les alertes se déclenchent",
        es: "Con qué facilidad saltan las alertas",
        pt: "Com que facilidade os alertas disparam",
        ja: "急上昇アラートの感度",
      },
    },
    sensitivities,
    levelNames,
  ),
  until: until({
    names: { en: "until", de: "bis", fr: "fin", es: "hasta", pt: "até", ja: "終了日" },
    help: {
      en: "The last day it is followed",
      de: "Der letzte Tag, an dem er verfolgt wird",
      fr: "Le dernier jour où il est suivi",
      es: "El último día en que se sigue",
      pt: "O último dia em que é acompanhada",
      ja: "追跡する最終日",
    },
    example: "until:2026-12-01",
  }),
  for: lasting({
    names: { en: "for", de: "dauer", fr: "durée", es: "duración", pt: "duração", ja: "期間" },
    help: {
      en: "How long it is followed",
      de: "Wie lange er verfolgt wird",
      fr: "Combien de temps il est suivi",
      es: "Cuánto tiempo se sigue",
      pt: "Por quanto tempo é acompanhada",
      ja: "追跡する長さ",
    },
    example: "for:7d",
  }),
};

export default defineCommand({
  name: "track",
  names: { en: "track", de: "verfolgen", fr: "suivre", es: "seguir", pt: "acompanhar", ja: "追跡" },
  help: {
    en: "Follow a hashtag in this channel",
    de: "Verfolgt einen Hashtag in diesem Kanal",
    fr: "Suit un hashtag dans ce canal",
    es: "Sigue un hashtag en este canal",
    pt: "Acompanha uma hashtag neste canal",
    ja: "このチャンネルでハッシュタグを追跡します",
  },
  examples: [
    "/track #worldcup",
    "/track #cats #dogs on:bluesky,mastodon every:15m alerts:strict",
    "/track #launch until:2026-12-01",
    "/track #launch for:7d",
  ],
  options,
  writes: () => true,
  async run(call, services) {
    const end = await endOf(call, services);
    const [reply, ...also] = await inTurn(call.options.tag.map((wish) => () => track(wish, end, call, services)));
    return { ...(reply ?? { visible: "only-you" as const }), also };
  },
});

/** One after the other, so that cards come in the order in which tags were typed. */
async function inTurn<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = [];
  for (const work of works) done.push(await work());
  return done;
}

/** When what is tracked now ends, and on which day by the clocks of whoever asks. */
interface End {
  readonly at: Date;
  readonly on: string;
}

/** null where nothing is said of an end. */
async function endOf(
  { options: { until: date, for: period }, where, who }: Call<typeof options>,
  { chat, clock }: Services,
): Promise<End | null> {
  const now = clock.now();
  if (date && period) return refuse(oneEnd);
  if (!date && !period) return null;
  const zone = (await chat.zoneOf(where.channel, who)) ?? "UTC";
  const endAt = (at: Date): End => ({ at, on: dateOf(zone, new Date(at.getTime() - 1)) });
  if (period) return endAt(new Date(now.getTime() + period.ms));
  if (!date) return null;
  const end = instantOf(zone, { ...date, day: date.day + 1, hour: 0, minute: 0 });
  const aheadMs = end.getTime() - now.getTime();
  return aheadMs > 0 && aheadMs <= longestMs ? endAt(end) : refuse(noEnd);
}

async function track(wish: Subject, end: End | null, call: Call<typeof options>, services: Services): Promise<Reply> {
  const { on, every, alerts } = call.options;
  const { where, who } = call;
  const { sources, jobs } = services;
  const networks = chosen(on, wish.kind, services);
  const { trackers, changes } = services.tenant(where.channel.workspace);
  const { tracker: found, created } = await trackers.create({
    channel: where.channel,
    subject: wish,
    networks,
    paceMs: every?.ms ?? shortestPaceMs(networks, services),
    sensitivity: alerts ?? "balanced",
    createdBy: who,
  });
  if (!created && found.message && (end || isStopped(found, services.clock.now())))
    return goOn(found, end, call, services);
  const tracker = end ? await trackers.change(found.id, { endsAt: end.at, endToldAt: null }) : found;
  const input = { workspace: where.channel.workspace, tracker: tracker.id };
  // Also where it is there already: mends a tracker whose first following was cut short.
  await jobs.add({ name: "follow", input });
  // One whose card could not be posted when it was made is as good as new.
  if (!created && tracker.message)
    return {
      visible: "only-you",
      card: (language) => alreadyTracked(tracker, sources.labels(tracker.networks, language), language),
    };
  const change = await changes.record({ kind: "track", who, about: tracker.id, before: {} });
  return announced(tracker, change.id, call, services);
}

function announced(tracker: Tracker, undo: number, { where }: Call<typeof options>, services: Services): Reply {
  const { sources, jobs } = services;
  const input = { workspace: where.channel.workspace, tracker: tracker.id };
  const thread = where.thread ? { thread: where.thread.id } : {};
  return {
    visible: "channel",
    once: {
      name: trackingName(tracker),
      mend: { name: "welcome", input: { ...input, ...thread, looks: 0, mends: true } },
    },
    card: (language) => {
      const labels = sources.labels(tracker.networks, language);
      const disclosure = sources.disclosure(tracker.networks);
      return trackingCard({ tracker, networks: labels, disclosure, undo, first: null }, language);
    },
    posted: async (message) => {
      await services.tenant(where.channel.workspace).trackers.change(tracker.id, { message });
      await jobs.add({ name: "welcome", input: { ...input, looks: 0 } });
    },
  };
}

/** One that is there gets another end; one that had ended or was paused goes on. */
async function goOn(
  { id, endsAt, endToldAt, pausedAt }: Tracker,
  end: End | null,
  { where, who }: Call<typeof options>,
  services: Services,
): Promise<Reply> {
  const { workspace } = where.channel;
  const { trackers, changes } = services.tenant(workspace);
  const tracker = await trackers.change(id, { endsAt: end?.at ?? null, endToldAt: null, pausedAt: null });
  const { id: undo } = await changes.record({
    kind: "tracker",
    who,
    about: id,
    before: { endsAt, endToldAt, pausedAt },
  });
  await services.jobs.add({ name: "follow", input: { workspace, tracker: id } });
  const what = (language: Language) => (end ? trackedUntil(end.on, language) : trackingGoesOn[language]);
  return { visible: "channel", card: (language) => changed(tracker, who, what(language), undo, language) };
}

function chosen(wanted: readonly string[], kind: SubjectKind, { sources }: Services): readonly string[] {
  const able = sources.networks.filter((n) => n.source.can.subjects.includes(kind)).map((n) => n.name);
  if (able.length === 0) refuse(told((language) => noneAble[language](kinds[language][kind])));
  const unknown = wanted.filter((name) => !able.includes(name));
  if (unknown.length > 0) refuse(told((language) => noSuch[language](shorten(unknown[0]), listed(able, language))));
  return wanted.length > 0 ? able.filter((name) => wanted.includes(name)) : able;
}

const kinds = inEvery<Readonly<Record<SubjectKind, string>>>({
  en: { hashtag: "hashtags", account: "accounts", phrase: "phrases" },
  de: { hashtag: "Hashtags", account: "Konten", phrase: "Wortgruppen" },
  fr: { hashtag: "des hashtags", account: "des comptes", phrase: "des expressions" },
  es: { hashtag: "hashtags", account: "cuentas", phrase: "frases" },
  pt: { hashtag: "hashtags", account: "contas", phrase: "frases" },
  ja: { hashtag: "ハッシュタグ", account: "アカウント", phrase: "フレーズ" },
});

const noneAble = inEvery({
  en: (kind: string) =>
    `No network here can follow ${kind} yet. Follow a hashtag instead, for example /track #worldcup`,
  de: (kind) =>
    `Noch kann hier kein Netzwerk ${kind} verfolgen. Mit einem Hashtag geht es, zum Beispiel /track #worldcup`,
  fr: (kind) =>
    `Aucun réseau ne peut encore suivre ${kind} ici. Suivez plutôt un hashtag, par exemple /track #worldcup`,
  es: (kind) => `Aquí ninguna red puede seguir ${kind} todavía. Sigue mejor un hashtag, por ejemplo /track #worldcup`,
  pt: (kind) =>
    `Nenhuma rede aqui consegue acompanhar ${kind} ainda. Acompanhe uma hashtag, por exemplo /track #worldcup`,
  ja: (kind) =>
    `${kind}を追跡できるネットワークはまだありません。/track #worldcup のようにハッシュタグを追跡してください。`,
});

const noSuch = inEvery({
  en: (name: string, able: string) => `There is no network “${name}” here. Choose from ${able}.`,
  de: (name, able) => `Ein Netzwerk „${name}“ gibt es hier nicht. Zur Wahl stehen ${able}.`,
  fr: (name, able) => `Il n’y a pas de réseau « ${name} » ici. Au choix : ${able}.`,
  es: (name, able) => `Aquí no hay ninguna red «${name}». Elige entre ${able}.`,
  pt: (name, able) => `Não há rede “${name}” aqui. Escolha entre ${able}.`,
  ja: (name, able) => `「${name}」というネットワークはありません。${able}から選んでください。`,
});

const shorten = (name = ""): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);

const shortestPaceMs = (networks: readonly string[], { sources }: Services): number =>
  Math.min(...sources.networks.filter((n) => networks.includes(n.name)).map((n) => n.source.paceMs));

const oneEnd: Told = {
  en: "Say either until: or for:, not both.",
  de: "Bitte entweder until: oder for: angeben, nicht beides.",
  fr: "Indiquez soit until:, soit for:, pas les deux.",
  es: "Indica until: o for:, no ambos.",
  pt: "Informe until: ou for:, não os dois.",
  ja: "until: と for: はどちらか一方だけを指定してください。",
};

const noEnd: Told = {
  en: "The end must lie ahead, at most five years, e.g. until:2026-12-01.",
  de: "Das Ende muss in der Zukunft liegen, höchstens fünf Jahre, z. B. until:2026-12-01.",
  fr: "La fin doit être à venir, dans cinq ans au plus, par ex. until:2026-12-01.",
  es: "El fin debe estar en el futuro, a cinco años como mucho, p. ej. until:2026-12-01.",
  pt: "O fim deve estar no futuro, em até cinco anos, por ex. until:2026-12-01.",
  ja: "終了日は5年以内の未来の日付にしてください（例: until:2026-12-01）。",
};
