import { readDigest, stretchesUpTo, trackersOf } from "../analysis/digest.ts";
import { digestCard, digestReading } from "../cards/digest-card.ts";
import { digestFacts } from "../cards/digest-facts.ts";
import { type DigestState, digestNone, digestSet, digestState, digestStopped } from "../cards/digest-set.ts";
import type { Digest, DigestWish } from "../model/digest.ts";
import { refuse } from "../model/errors.ts";
import type { Person, Place } from "../model/place.ts";
import { nextTurn, type Schedule } from "../model/schedule.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { type Call, defineCommand } from "./command.ts";
import { digestOptions, weekdays } from "./digest-options.ts";
import { tracked } from "./tracked.ts";

type DigestCall = Call<typeof digestOptions>;
type Values = DigestCall["options"];

const usualHour = 9;

const isWish = ({ every, day, at, tz, quiet, tag }: Values): boolean =>
  every !== null || day !== null || at !== null || tz !== null || quiet !== null || tag.length > 0;

export default defineCommand({
  name: "digest",
  names: { en: "digest", de: "übersicht", fr: "résumé", es: "resumen", pt: "resumo", ja: "まとめ" },
  help: {
    en: "Say by the clock, daily or weekly, what stood out",
    de: "Sagt nach der Uhr, täglich oder wöchentlich, was aufgefallen ist",
    fr: "Dit à heure fixe, chaque jour ou chaque semaine, ce qui est ressorti",
    es: "Dice a su hora, cada día o cada semana, qué ha destacado",
    pt: "Diz na hora marcada, todo dia ou toda semana, o que se destacou",
    ja: "毎日または毎週、決まった時刻に目立った動きをお知らせします",
  },
  examples: [
    "/digest daily 09:00",
    "/digest weekly mon 09:00 tz:Europe/Berlin",
    "/digest daily 18:00 #cats #dogs quiet:skip",
    "/digest preview",
    "/digest off",
  ],
  options: digestOptions,
  writes: (options) => options.do === "now" || options.do === "off" || (options.do === null && isWish(options)),
  async run(call, services) {
    const ownership = ownershipOf(call, services);
    const there = await services.tenant(call.where.channel.workspace).digests.of(ownership.channel);
    if (call.options.do === "off") return end(there, call, services);
    if (call.options.do === null && !isWish(call.options)) return show(there, services);
    const wish = await wishOf(there, ownership, call, services);
    if (call.options.do === null) return set(wish, ownership, call, services);
    const about = { ...ownership, createdBy: call.who, ...wish };
    const trackers = await trackersOf(about, services.tenant(call.where.channel.workspace));
    return call.options.do === "now" ? sayNow(wish, trackers, call, services) : preview(wish, trackers, services, call);
  },
});

type Ownership = Pick<Digest, "channel" | "isPersonal">;

/** In private it is the person's own, and goes by their id. */
function ownershipOf({ where: { channel }, who }: { where: Place; who: Person }, { chat }: Services): Ownership {
  const isPersonal = chat.isDirect(channel);
  return { isPersonal, channel: isPersonal ? { ...channel, id: who.id } : channel };
}

/** What is not said stays as it is; with "daily" or "weekly" all is said, but for the zone and what a quiet day is. */
async function wishOf(
  there: Digest | null,
  ownership: Ownership,
  call: DigestCall,
  services: Services,
): Promise<DigestWish> {
  const { options, where, who } = call;
  const { every, day, at, tz, quiet, tag } = options;
  if (every === "daily" && day) dailyHasNoDay(day);
  const known = await trackersOf(
    { ...ownership, createdBy: who, trackers: null },
    services.tenant(where.channel.workspace),
  );
  if (known.length === 0) nothingTracked();
  const chosen: number[] = [];
  for (const subject of tag) {
    const own = known.filter((tracker) => tracker.subject.key === subject.key && tracker.subject.kind === subject.kind);
    if (own.length === 0) own.push(await tracked(subject, where, services));
    chosen.push(...own.map(({ id }) => id));
  }
  const before = there?.schedule;
  const said = day ? "week" : null;
  const schedule: Schedule = {
    every: every === null ? (said ?? before?.every ?? "day") : every === "daily" ? "day" : "week",
    weekday: day ? weekdays.indexOf(day) + 1 : (before?.weekday ?? 1),
    hour: at?.hour ?? before?.hour ?? usualHour,
    minute: at?.minute ?? before?.minute ?? 0,
    zone: tz ?? before?.zone ?? (await services.chat.zoneOf(where.channel, who)) ?? "UTC",
  };
  const kept = every === null ? (there?.trackers ?? null) : null;
  return { schedule, trackers: chosen.length > 0 ? chosen : kept, quiet: quiet ?? there?.quiet ?? "line" };
}

async function set(wish: DigestWish, ownership: Ownership, call: DigestCall, services: Services): Promise<Reply> {
  const { where, who } = call;
  const { digests, changes } = services.tenant(where.channel.workspace);
  const since = services.clock.now();
  const lastOn = (await digests.of(ownership.channel))?.lastOn ?? null;
  const nextAt = nextTurn(wish.schedule, since, lastOn).at;
  const { digest, before } = await digests.put({ ...wish, ...ownership, createdBy: who, since, nextAt });
  const was = before ? { schedule: before.schedule, trackers: before.trackers, quiet: before.quiet } : {};
  const { id: undo } = await changes.record({ kind: "digest", who, about: digest.id, before: was });
  const state = await stateOf(digest, services);
  return { visible: "channel", card: (language) => digestSet(state, { before, who, undo }, language) };
}

async function show(there: Digest | null, services: Services): Promise<Reply> {
  if (!there) return { visible: "only-you", card: digestNone };
  const state = await stateOf(there, services);
  return { visible: "only-you", card: (language) => digestState(state, language) };
}

async function stateOf(digest: Digest, services: Services): Promise<DigestState> {
  const trackers = await trackersOf(digest, services.tenant(digest.channel.workspace));
  return {
    digest,
    subjects: digest.trackers && [...new Set(trackers.map(({ subject }) => subjectName(subject)))],
    next: nextTurn(digest.schedule, services.clock.now(), digest.lastOn).at,
  };
}

async function end(there: Digest | null, { where, who }: DigestCall, services: Services): Promise<Reply> {
  if (!there) return noDigest();
  const { digests, changes } = services.tenant(where.channel.workspace);
  await digests.change(there.id, { stoppedAt: services.clock.now(), nextAt: null });
  const change = await changes.record({ kind: "digest-stop", who, about: there.id, before: {} });
  return { visible: "channel", card: (language) => digestStopped(there, who, change.id, language) };
}

/** The picture takes its time: the message is there before it is read. */
function sayNow({ schedule }: DigestWish, trackers: readonly Tracker[], call: DigestCall, services: Services): Reply {
  const { every, zone } = schedule;
  const { workspace } = call.where.channel;
  const at = services.clock.now();
  return {
    visible: "channel",
    card: (language) => digestReading(every, at, zone, language),
    follow: (message) => ({
      name: "digest-now",
      input: { workspace, trackers: trackers.map(({ id }) => id), every, zone, message, askedBy: call.who },
    }),
  };
}

/** What it would say now, to the asker only, who cannot be shown pictures everywhere. */
async function preview(
  { schedule: { every, zone } }: DigestWish,
  trackers: readonly Tracker[],
  services: Services,
  { where }: DigestCall,
): Promise<Reply> {
  const now = services.clock.now();
  const reading = await readDigest(services.tenant(where.channel.workspace), trackers, stretchesUpTo(now, every), now);
  const facts = { picture: null, zone, channel: where.channel.id, sent: { kind: "preview" } } as const;
  return {
    visible: "only-you",
    card: (language) => digestCard(digestFacts(reading, services.sources, facts, language), language),
  };
}

const dailyHasNoDay = (day: string): never =>
  refuse({
    en: `A daily digest comes on every day. For one day of the week it is /digest weekly ${day}`,
    de: `Eine Tagesübersicht kommt an jedem Tag. Für einen Wochentag ist es /digest weekly ${day}`,
    fr: `Un résumé du jour arrive chaque jour. Pour un jour de la semaine, c’est /digest weekly ${day}`,
    es: `Un resumen diario llega cada día. Para un día de la semana es /digest weekly ${day}`,
    pt: `Um resumo diário chega todo dia. Para um dia da semana é /digest weekly ${day}`,
    ja: `毎日のまとめは毎日届きます。曜日を決めるには /digest weekly ${day} と入力してください。`,
  });

const nothingTracked = (): never =>
  refuse({
    en: "Nothing is tracked here yet, so a digest had nothing to say. Start with /track #worldcup",
    de: "Hier wird noch nichts verfolgt, also hätte eine Übersicht nichts zu sagen. Anfangen mit /track #worldcup",
    fr: "Rien n’est encore suivi ici, un résumé n’aurait donc rien à dire. Commencez par /track #worldcup",
    es: "Aquí aún no se sigue nada, así que un resumen no tendría nada que decir. Empieza con /track #worldcup",
    pt: "Nada é acompanhado aqui ainda, então um resumo não teria o que dizer. Comece com /track #worldcup",
    ja: "ここではまだ何も追跡していないため、まとめる内容がありません。/track #worldcup で始められます。",
  });

const noDigest = (): never =>
  refuse({
    en: "There is no digest here. Start one with /digest daily 09:00",
    de: "Hier gibt es keine Übersicht. Anfangen mit /digest daily 09:00",
    fr: "Il n’y a pas de résumé ici. Commencez par /digest daily 09:00",
    es: "Aquí no hay ningún resumen. Empieza con /digest daily 09:00",
    pt: "Não há resumo aqui. Comece com /digest daily 09:00",
    ja: "ここにはまとめがありません。/digest daily 09:00 で始められます。",
  });
