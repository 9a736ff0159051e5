import { type Counting, countedAs, figure, percentage } from "../model/figure.ts";
import { inEvery, type Told, told } from "../model/language.ts";
import { periodName } from "../model/period.ts";

const followers = inEvery<Counting>({
  en: (n, one) => `${n} ${one ? "follower" : "followers"}`,
  de: (n) => `${n} Follower`,
  fr: (n, one) => `${n} ${one ? "abonné" : "abonnés"}`,
  es: (n, one) => `${n} ${one ? "seguidor" : "seguidores"}`,
  pt: (n, one) => `${n} ${one ? "seguidor" : "seguidores"}`,
  ja: (n) => `フォロワー${n}人`,
});

export const followersReason = (count: number): Told =>
  told((language) => countedAs(count, followers[language], language));

export const verifiedReason: Told = inEvery({
  en: "verified by its network",
  de: "vom Netzwerk verifiziert",
  fr: "vérifié par son réseau",
  es: "verificado por su red",
  pt: "verificado pela rede",
  ja: "ネットワークが認証",
});

export const markedReason: Told = inEvery({
  en: "marked as automated on its network",
  de: "im Netzwerk als automatisch gekennzeichnet",
  fr: "signalé comme automatisé sur son réseau",
  es: "marcado como automático en su red",
  pt: "marcado como automático na rede",
  ja: "ネットワーク上で自動アカウントと表示",
});

export const namedReason: Told = inEvery({
  en: "its name says “bot”",
  de: "nennt sich „Bot“",
  fr: "son nom dit « bot »",
  es: "su nombre dice “bot”",
  pt: "o nome diz “bot”",
  ja: "名前に「bot」とある",
});

/** In the last 30 days. */
const oftenWords = inEvery<(count: string) => string>({
  en: (count) => `${count} posts in 30 days`,
  de: (count) => `${count} Beiträge in 30 Tagen`,
  fr: (count) => `${count} publications en 30 jours`,
  es: (count) => `${count} publicaciones en 30 días`,
  pt: (count) => `${count} publicações em 30 dias`,
  ja: (count) => `30日間に投稿${count}件`,
});

export const oftenReason = (posts: number): Told => told((language) => oftenWords[language](figure(posts, language)));

const gapWords = inEvery<(period: string) => string>({
  en: (period) => `half of its posts come within ${period} of the one before`,
  de: (period) => `die Hälfte der Beiträge folgt binnen ${period} auf den vorigen`,
  fr: (period) => `la moitié de ses publications suit la précédente en ${period} ou moins`,
  es: (period) => `la mitad de sus publicaciones llega como mucho ${period} después de la anterior`,
  pt: (period) => `metade das publicações vem em até ${period} após a anterior`,
  ja: (period) => `投稿の半数が前の投稿から${period}以内`,
});

export const gapReason = (gapMs: number): Told => told((language) => gapWords[language](periodName(gapMs, language)));

const textsWords = inEvery<(share: string) => string>({
  en: (share) => `${share} of its posts say the same as another`,
  de: (share) => `${share} der Beiträge sind wortgleich mit einem anderen`,
  fr: (share) => `${share} de ses publications en répètent une autre`,
  es: (share) => `el ${share} de sus publicaciones repite otra`,
  pt: (share) => `${share} das publicações repetem outra`,
  ja: (share) => `投稿の${share}が別の投稿と同じ文面`,
});

export const textsReason = (share: number): Told =>
  told((language) => textsWords[language](percentage(share, language)));

const minutesWords = inEvery<(share: string) => string>({
  en: (share) => `${share} of its posts come at the same minutes of the hour`,
  de: (share) => `${share} der Beiträge kommen zu denselben Minuten der Stunde`,
  fr: (share) => `${share} de ses publications tombent aux mêmes minutes de l’heure`,
  es: (share) => `el ${share} de sus publicaciones llega en los mismos minutos de cada hora`,
  pt: (share) => `${share} das publicações vêm nos mesmos minutos da hora`,
  ja: (share) => `投稿の${share}が毎時同じ分に集中`,
});

export const minutesReason = (share: number): Told =>
  told((language) => minutesWords[language](percentage(share, language)));
