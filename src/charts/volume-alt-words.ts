import type { Counting } from "../model/figure.ts";
import { inEvery } from "../model/language.ts";

/** What the chart of volume says to those who cannot see it: one sentence each, with `between` them. */
export interface VolumeAltWords {
  readonly between: string;
  measured(per: string, subject: string, period: string): string;
  readonly total: Counting;
  /** The last bucket's posts. */
  latest(posts: string, at: string): string;
  /** The same where more may come. */
  latestSoFar(posts: string, at: string): string;
  peak(posts: string, at: string): string;
  /** "77 %" */
  observed(share: string): string;
  gap(from: string, to: string): string;
  /** So many gaps have no place in the list. */
  moreGaps(count: number): string;
  gaps(gaps: readonly string[]): string;
  marked(at: string, label: string): string;
  note(note: string): string;
}

export const volumeAltWords = inEvery<VolumeAltWords>({
  en: {
    between: " ",
    measured: (per, subject, period) => `Posts ${per} of ${subject}, ${period}.`,
    total: (n, one) => `${n} ${one ? "post" : "posts"} in total.`,
    latest: (posts, at) => `Latest ${posts}, ${at}.`,
    latestSoFar: (posts, at) => `Latest ${posts}, ${at}, so far.`,
    peak: (posts, at) => `Peak ${posts}, ${at}.`,
    observed: (share) => `${share} of the time was observed.`,
    gap: (from, to) => `${from} to ${to}`,
    moreGaps: (count) => `${count} more times`,
    gaps: (gaps) => `Not observed: ${gaps.join("; ")}.`,
    marked: (at, label) => `Marked, ${at}: ${label}.`,
    note: (note) => `Note: ${note}.`,
  },
  de: {
    between: " ",
    measured: (per, subject, period) => `Beiträge ${per} zu ${subject}, ${period}.`,
    total: (n, one) => `Insgesamt ${n} ${one ? "Beitrag" : "Beiträge"}.`,
    latest: (posts, at) => `Zuletzt ${posts}, ${at}.`,
    latestSoFar: (posts, at) => `Zuletzt bisher ${posts}, ${at}.`,
    peak: (posts, at) => `Höchstwert ${posts}, ${at}.`,
    observed: (share) => `Beobachtet: ${share} der Zeit.`,
    gap: (from, to) => `${from} bis ${to}`,
    moreGaps: (count) => `weitere Lücken: ${count}`,
    gaps: (gaps) => `Nicht beobachtet: ${gaps.join("; ")}.`,
    marked: (at, label) => `Markiert, ${at}: ${label}.`,
    note: (note) => `Hinweis: ${note}.`,
  },
  fr: {
    between: " ",
    measured: (per, subject, period) => `Publications ${per} pour ${subject}, ${period}.`,
    total: (n, one) => `${n} ${one ? "publication" : "publications"} au total.`,
    latest: (posts, at) => `Dernière valeur\u00A0: ${posts}, ${at}.`,
    latestSoFar: (posts, at) => `Dernière valeur, en cours\u00A0: ${posts}, ${at}.`,
    peak: (posts, at) => `Pic\u00A0: ${posts}, ${at}.`,
    observed: (share) => `Observé\u00A0: ${share} du temps.`,
    gap: (from, to) => `du ${from} au ${to}`,
    moreGaps: (count) => `autres lacunes\u00A0: ${count}`,
    gaps: (gaps) => `Non observé\u00A0: ${gaps.join("\u202F; ")}.`,
    marked: (at, label) => `Repère, ${at}\u00A0: ${label}.`,
    note: (note) => `Remarque\u00A0: ${note}.`,
  },
  es: {
    between: " ",
    measured: (per, subject, period) => `Publicaciones ${per} de ${subject}, ${period}.`,
    total: (n, one) => `${n} ${one ? "publicación" : "publicaciones"} en total.`,
    latest: (posts, at) => `Último valor: ${posts}, ${at}.`,
    latestSoFar: (posts, at) => `Último valor, hasta ahora: ${posts}, ${at}.`,
    peak: (posts, at) => `Pico: ${posts}, ${at}.`,
    observed: (share) => `Se observó el ${share} del tiempo.`,
    gap: (from, to) => `del ${from} al ${to}`,
    moreGaps: (count) => `otros huecos: ${count}`,
    gaps: (gaps) => `Sin observar: ${gaps.join("; ")}.`,
    marked: (at, label) => `Marca, ${at}: ${label}.`,
    note: (note) => `Nota: ${note}.`,
  },
  pt: {
    between: " ",
    measured: (per, subject, period) => `Publicações ${per} de ${subject}, ${period}.`,
    total: (n, one) => `${n} ${one ? "publicação" : "publicações"} no total.`,
    latest: (posts, at) => `Último valor: ${posts}, ${at}.`,
    latestSoFar: (posts, at) => `Último valor, até agora: ${posts}, ${at}.`,
    peak: (posts, at) => `Pico: ${posts}, ${at}.`,
    observed: (share) => `${share} do tempo foi observado.`,
    gap: (from, to) => `de ${from} a ${to}`,
    moreGaps: (count) => `outras lacunas: ${count}`,
    gaps: (gaps) => `Não observado: ${gaps.join("; ")}.`,
    marked: (at, label) => `Marca, ${at}: ${label}.`,
    note: (note) => `Nota: ${note}.`,
  },
  ja: {
    between: "",
    measured: (per, subject, period) => `${subject}の${per}の投稿数、${period}。`,
    total: (n) => `合計${n}件。`,
    latest: (posts, at) => `最新は${posts}件（${at}）。`,
    latestSoFar: (posts, at) => `最新は集計中で${posts}件（${at}）。`,
    peak: (posts, at) => `ピークは${posts}件（${at}）。`,
    observed: (share) => `観測できた時間は${share}。`,
    gap: (from, to) => `${from}～${to}`,
    moreGaps: (count) => `ほか${count}回`,
    gaps: (gaps) => `未観測：${gaps.join("、")}。`,
    marked: (at, label) => `${at}の目印：${label}。`,
    note: (note) => `注記：${note}。`,
  },
});
