import type { Counting } from "../model/figure.ts";
import { inEvery } from "../model/language.ts";

/** What a headline about a peak is made of, each as `VolumeWords` and charts/utc.ts say it. */
export interface Peak {
  readonly subject: string;
  /** "412 posts", and the number alone. */
  readonly posts: string;
  readonly count: string;
  /** "an hour" */
  readonly every: string;
  /** "/h", behind the posts. */
  readonly rate: string;
  /** "on Fri 14:00" */
  readonly when: string;
}

/** What the chart of volume says. Titles have 60 characters, of which the subject takes a dozen or more. */
export interface VolumeWords {
  /** Beside the sample's spike. */
  readonly sampleMark: string;
  /** As headlines count them. */
  readonly posts: Counting;
  /** Of a peak: the most telling form first, the shortest last. */
  readonly peaked: readonly [(peak: Peak) => string, ...((peak: Peak) => string)[]];
  /** Nothing was posted, and all of the time was observed; `last` is "in the last 24 h". */
  silent(subject: string, last: string): string;
  /** Nothing was seen, and some of the time was not observed. */
  unseen(subject: string, last: string): string;
  unobserved(subject: string, last: string): string;
  /** Moments, as precise as is needed: by day, weekday, and clock. */
  readonly when: {
    day(day: string): string;
    weekdayAndDay(weekday: string, day: string): string;
    dayAndClock(day: string, clock: string): string;
    weekdayAndClock(weekday: string, clock: string): string;
    clock(clock: string): string;
  };
  /** "Posts per hour" */
  measure(per: string): string;
  /** In a hatched gap. */
  readonly blind: string;
  /** Under a count that may still grow. */
  readonly soFar: string;
  /** In the footer: "77 % observed". */
  observed(share: string): string;
  readonly restHatched: string;
}

export const volumeWords = inEvery<VolumeWords>({
  en: {
    sampleMark: "6 times the usual at 13:00",
    posts: (n, one) => `${n} ${one ? "post" : "posts"}`,
    peaked: [
      ({ subject, posts, every, when }) => `${subject} peaked at ${posts} ${every} ${when}`,
      ({ subject, posts, rate, when }) => `${subject} peaked at ${posts}${rate} ${when}`,
      ({ subject, posts, every }) => `${subject} peaked at ${posts} ${every}`,
      ({ subject, count, rate }) => `${subject} peaked at ${count}${rate}`,
    ],
    silent: (subject, last) => `No posts of ${subject} ${last}`,
    unseen: (subject, last) => `No posts of ${subject} seen ${last}`,
    unobserved: (subject, last) => `${subject} was not observed ${last}`,
    when: {
      day: (day) => `on ${day}`,
      weekdayAndDay: (weekday, day) => `on ${weekday} ${day}`,
      dayAndClock: (day, clock) => `on ${day} ${clock}`,
      weekdayAndClock: (weekday, clock) => `on ${weekday} ${clock}`,
      clock: (clock) => `at ${clock}`,
    },
    measure: (per) => `Posts ${per}`,
    blind: "not observed",
    soFar: "so far",
    observed: (share) => `${share} observed`,
    restHatched: " (rest hatched)",
  },
  de: {
    sampleMark: "Um 13:00 sechsmal so viel wie üblich",
    posts: (n, one) => `${n} ${one ? "Beitrag" : "Beiträgen"}`,
    peaked: [
      ({ subject, posts, every, when }) => `${subject}: Spitze bei ${posts} ${every}, ${when}`,
      ({ subject, posts, rate, when }) => `${subject}: Spitze bei ${posts}${rate}, ${when}`,
      ({ subject, posts, rate }) => `${subject}: Spitze bei ${posts}${rate}`,
      ({ subject, count, rate }) => `${subject}: Spitze bei ${count}${rate}`,
    ],
    silent: (subject, last) => `Keine Beiträge zu ${subject} ${last}`,
    unseen: (subject, last) => `Keine Beiträge zu ${subject} gesehen ${last}`,
    unobserved: (subject, last) => `${subject} wurde ${last} nicht beobachtet`,
    when: {
      day: (day) => `am ${day}`,
      weekdayAndDay: (weekday, day) => `${weekday}, ${day}`,
      dayAndClock: (day, clock) => `${day} ${clock}`,
      weekdayAndClock: (weekday, clock) => `${weekday} ${clock}`,
      clock: (clock) => `${clock} Uhr`,
    },
    measure: (per) => `Beiträge ${per}`,
    blind: "unbeobachtet",
    soFar: "bisher",
    observed: (share) => `${share} beobachtet`,
    restHatched: " (Rest schraffiert)",
  },
  fr: {
    sampleMark: "6 fois le volume habituel à 13:00",
    posts: (n, one) => `${n} ${one ? "publication" : "publications"}`,
    peaked: [
      ({ subject, posts, every, when }) => `${subject}\u00A0: pic de ${posts} ${every}, ${when}`,
      ({ subject, posts, rate, when }) => `${subject}\u00A0: pic de ${posts}${rate}, ${when}`,
      ({ subject, posts, rate }) => `${subject}\u00A0: pic de ${posts}${rate}`,
      ({ subject, count, rate }) => `${subject}\u00A0: pic de ${count}${rate}`,
    ],
    silent: (subject, last) => `Aucune publication pour ${subject} ${last}`,
    unseen: (subject, last) => `Aucune publication vue pour ${subject} ${last}`,
    unobserved: (subject, last) => `${subject} n’a pas été observé ${last}`,
    when: {
      day: (day) => `le ${day}`,
      weekdayAndDay: (weekday, day) => `${weekday} ${day}`,
      dayAndClock: (day, clock) => `${day} ${clock}`,
      weekdayAndClock: (weekday, clock) => `${weekday} ${clock}`,
      clock: (clock) => `à ${clock}`,
    },
    measure: (per) => `Publications ${per}`,
    blind: "non observé",
    soFar: "en cours",
    observed: (share) => `observé à ${share}`,
    restHatched: " (reste hachuré)",
  },
  es: {
    sampleMark: "6 veces lo habitual a las 13:00",
    posts: (n, one) => `${n} ${one ? "publicación" : "publicaciones"}`,
    peaked: [
      ({ subject, posts, every, when }) => `${subject}: pico de ${posts} ${every}, ${when}`,
      ({ subject, posts, rate, when }) => `${subject}: pico de ${posts}${rate}, ${when}`,
      ({ subject, posts, rate }) => `${subject}: pico de ${posts}${rate}`,
      ({ subject, count, rate }) => `${subject}: pico de ${count}${rate}`,
    ],
    silent: (subject, last) => `Sin publicaciones de ${subject} ${last}`,
    unseen: (subject, last) => `No se vieron publicaciones de ${subject} ${last}`,
    unobserved: (subject, last) => `${subject} no se observó ${last}`,
    when: {
      day: (day) => `el ${day}`,
      weekdayAndDay: (weekday, day) => `${weekday} ${day}`,
      dayAndClock: (day, clock) => `${day} ${clock}`,
      weekdayAndClock: (weekday, clock) => `${weekday} ${clock}`,
      clock: (clock) => `a las ${clock}`,
    },
    measure: (per) => `Publicaciones ${per}`,
    blind: "sin observar",
    soFar: "hasta ahora",
    observed: (share) => `${share} observado`,
    restHatched: " (resto rayado)",
  },
  pt: {
    sampleMark: "6 vezes o habitual às 13:00",
    posts: (n, one) => `${n} ${one ? "publicação" : "publicações"}`,
    peaked: [
      ({ subject, posts, every, when }) => `${subject}: pico de ${posts} ${every}, ${when}`,
      ({ subject, posts, rate, when }) => `${subject}: pico de ${posts}${rate}, ${when}`,
      ({ subject, posts, rate }) => `${subject}: pico de ${posts}${rate}`,
      ({ subject, count, rate }) => `${subject}: pico de ${count}${rate}`,
    ],
    silent: (subject, last) => `Nenhuma publicação de ${subject} ${last}`,
    unseen: (subject, last) => `Nenhuma publicação de ${subject} vista ${last}`,
    unobserved: (subject, last) => `${subject} não foi observado ${last}`,
    when: {
      day: (day) => `em ${day}`,
      weekdayAndDay: (weekday, day) => `${weekday} ${day}`,
      dayAndClock: (day, clock) => `${day} ${clock}`,
      weekdayAndClock: (weekday, clock) => `${weekday} ${clock}`,
      clock: (clock) => `às ${clock}`,
    },
    measure: (per) => `Publicações ${per}`,
    blind: "não observado",
    soFar: "até agora",
    observed: (share) => `${share} observado`,
    restHatched: " (resto hachurado)",
  },
  ja: {
    sampleMark: "13:00に通常の6倍",
    posts: (n) => `${n}件`,
    peaked: [
      ({ subject, posts, every, when }) => `${subject}：${when}に${every}${posts}のピーク`,
      ({ subject, posts, rate, when }) => `${subject}：${when}に${posts}${rate}`,
      ({ subject, posts, rate }) => `${subject}：ピーク${posts}${rate}`,
    ],
    silent: (subject, last) => `${subject}：${last}の投稿はありません`,
    unseen: (subject, last) => `${subject}：${last}、観測できた範囲に投稿はありません`,
    unobserved: (subject, last) => `${subject}：${last}は観測できませんでした`,
    when: {
      day: (day) => day,
      weekdayAndDay: (weekday, day) => `${day}(${weekday})`,
      dayAndClock: (day, clock) => `${day}${clock}`,
      weekdayAndClock: (weekday, clock) => `${weekday}曜${clock}`,
      clock: (clock) => clock,
    },
    measure: (per) => `${per}の投稿数`,
    blind: "未観測",
    soFar: "集計中",
    observed: (share) => `観測率${share}`,
    restHatched: "（斜線は未観測）",
  },
});
