import { inEvery } from "../../model/language.ts";
import { periodName } from "../../model/period.ts";
import type { Inline } from "../card.ts";
import type { NetworkLine } from "../network-line.ts";

/** In figures of the reader's language. */
interface NetworkUse {
  readonly today: string;
  readonly limit: string;
  readonly every: string;
}

export const homeWords = inEvery({
  en: {
    settings: "Workspace settings",
    summary: (count: string) => `You track ${count}.`,
    own: "What you track",
    nothing: (command: Inline): readonly Inline[] => ["Nothing yet. ", command, " in any channel starts it."],
    more: (count: string) => `and ${count} more`,
    others: (count: string, command: Inline): readonly Inline[] => [
      `${count} more set up by others: `,
      command,
      " in a channel lists them.",
    ],
    digests: "Your digests",
    relays: "Posts you follow",
    nextDigest: (at: Inline): readonly Inline[] => ["\nnext ", at],
    networks: "Networks",
    network: ({ label, paceMs, costUsd }: NetworkLine) =>
      `${label}: ${paceMs === null ? "as it happens" : `every ${periodName(paceMs, "en")} at most`}, ${costUsd > 0 ? `$${costUsd} a request` : "free"}`,
    used: ({ today, limit, every }: NetworkUse) => `${today} today; it allows ${limit} every ${every}`,
    spent: (usd: string) => `${usd} spent this month`,
    managers: "Who may change what is tracked",
    linked: "Linked with",
    reading: "What I can read",
    readable:
      "Commands you type to me, buttons you press, messages that mention me, and a message you ask me to analyse. I cannot read your channels, their history or their lists of members.",
    noNumbers: "no numbers yet",
    day: (posts: string, sparkline: string) => `${posts} in 24 h  ${sparkline}`,
    tracker: (name: Inline, channel: Inline): readonly Inline[] => [name, " in ", channel],
    alerts: (state: string) => `alerts ${state}`,
  },
  de: {
    settings: "Workspace-Einstellungen",
    summary: (count) => `Selbst eingerichtet: ${count}.`,
    own: "Selbst eingerichtet",
    nothing: (command) => ["Noch nichts. ", command, " in einem beliebigen Kanal fängt an."],
    more: (count) => `und ${count} weitere`,
    others: (count, command) => [`${count} weitere von anderen: `, command, " in einem Kanal listet sie auf."],
    digests: "Eigene Übersichten",
    relays: "Was mitgelesen wird",
    nextDigest: (at) => ["\nnächste ", at],
    networks: "Netzwerke",
    network: ({ label, paceMs, costUsd }) =>
      `${label}: ${paceMs === null ? "sobald es geschieht" : `höchstens alle ${periodName(paceMs, "de")}`}, ${costUsd > 0 ? `${costUsd} $ pro Abfrage` : "kostenlos"}`,
    used: ({ today, limit, every }) => `heute ${today}; erlaubt sind ${limit} alle ${every}`,
    spent: (usd) => `in diesem Monat ${usd} ausgegeben`,
    managers: "Wer ändern darf, was verfolgt wird",
    linked: "Verbunden mit",
    reading: "Was der Bot lesen kann",
    readable:
      "Befehle an ihn, gedrückte Schaltflächen, Nachrichten, die ihn erwähnen, und eine Nachricht, die er untersuchen soll. Kanäle, ihren Verlauf und ihre Mitgliederlisten kann er nicht lesen.",
    noNumbers: "noch keine Zahlen",
    day: (posts, sparkline) => `${posts} in 24 Std.  ${sparkline}`,
    tracker: (name, channel) => [name, " in ", channel],
    alerts: (state) => `Alarme: ${state}`,
  },
  fr: {
    settings: "Réglages de l’espace",
    summary: (count) => `Vous en suivez ${count}.`,
    own: "Ce que vous suivez",
    nothing: (command) => ["Rien pour l’instant. ", command, " dans n’importe quel canal suffit pour commencer."],
    more: (count) => `et ${count} de plus`,
    others: (count, command) => [`${count} autres configurés par d’autres : `, command, " dans un canal les affiche."],
    digests: "Vos résumés",
    relays: "Publications que vous relayez",
    nextDigest: (at) => ["\nprochain ", at],
    networks: "Réseaux",
    network: ({ label, paceMs, costUsd }) =>
      `${label} : ${paceMs === null ? "en continu" : `au plus toutes les ${periodName(paceMs, "fr")}`}, ${costUsd > 0 ? `${costUsd} $ par requête` : "gratuit"}`,
    used: ({ today, limit, every }) => `${today} aujourd’hui ; ${limit} permises toutes les ${every}`,
    spent: (usd) => `${usd} dépensés ce mois-ci`,
    managers: "Qui peut modifier ce qui est suivi",
    linked: "Relié à",
    reading: "Ce que je peux lire",
    readable:
      "Les commandes que vous m’envoyez, les boutons que vous pressez, les messages qui me mentionnent et un message que vous me demandez d’analyser. Je ne peux lire ni vos canaux, ni leur historique, ni leurs listes de membres.",
    noNumbers: "pas encore de chiffres",
    day: (posts, sparkline) => `${posts} sur 24 h  ${sparkline}`,
    tracker: (name, channel) => [name, " dans ", channel],
    alerts: (state) => `alertes : ${state}`,
  },
  es: {
    settings: "Ajustes del espacio",
    summary: (count) => `Sigues ${count}.`,
    own: "Lo que sigues",
    nothing: (command) => ["Nada todavía. ", command, " en cualquier canal lo pone en marcha."],
    more: (count) => `y ${count} más`,
    others: (count, command) => [`${count} más creados por otras personas: `, command, " en un canal los muestra."],
    digests: "Tus resúmenes",
    relays: "Publicaciones que retransmites",
    nextDigest: (at) => ["\nsiguiente ", at],
    networks: "Redes",
    network: ({ label, paceMs, costUsd }) =>
      `${label}: ${paceMs === null ? "en tiempo real" : `como mucho cada ${periodName(paceMs, "es")}`}, ${costUsd > 0 ? `${costUsd} $ por consulta` : "gratis"}`,
    used: ({ today, limit, every }) => `${today} hoy; permite ${limit} cada ${every}`,
    spent: (usd) => `${usd} gastados este mes`,
    managers: "Quién puede cambiar lo que se sigue",
    linked: "Enlazado con",
    reading: "Lo que puedo leer",
    readable:
      "Los comandos que me escribes, los botones que pulsas, los mensajes que me mencionan y un mensaje que me pides analizar. No puedo leer tus canales, su historial ni sus listas de miembros.",
    noNumbers: "aún sin números",
    day: (posts, sparkline) => `${posts} en 24 h  ${sparkline}`,
    tracker: (name, channel) => [name, " en ", channel],
    alerts: (state) => `alertas: ${state}`,
  },
  pt: {
    settings: "Configurações do espaço",
    summary: (count) => `Você acompanha ${count}.`,
    own: "O que você acompanha",
    nothing: (command) => ["Nada ainda. ", command, " em qualquer canal dá início."],
    more: (count) => `e mais ${count}`,
    others: (count, command) => [`mais ${count} de outras pessoas: `, command, " em um canal mostra a lista."],
    digests: "Seus resumos",
    relays: "Publicações que você retransmite",
    nextDigest: (at) => ["\npróximo ", at],
    networks: "Redes",
    network: ({ label, paceMs, costUsd }) =>
      `${label}: ${paceMs === null ? "em tempo real" : `no máximo a cada ${periodName(paceMs, "pt")}`}, ${costUsd > 0 ? `US$ ${costUsd} por consulta` : "grátis"}`,
    used: ({ today, limit, every }) => `${today} hoje; permite ${limit} a cada ${every}`,
    spent: (usd) => `${usd} gastos neste mês`,
    managers: "Quem pode alterar o que é acompanhado",
    linked: "Vinculado com",
    reading: "O que posso ler",
    readable:
      "Os comandos que você me envia, os botões que você pressiona, as mensagens que me mencionam e uma mensagem que você pede para analisar. Não consigo ler seus canais, o histórico nem as listas de membros.",
    noNumbers: "ainda sem números",
    day: (posts, sparkline) => `${posts} em 24 h  ${sparkline}`,
    tracker: (name, channel) => [name, " em ", channel],
    alerts: (state) => `alertas: ${state}`,
  },
  ja: {
    settings: "ワークスペースの設定",
    summary: (count) => `${count} 件を追跡しています。`,
    own: "追跡中のもの",
    nothing: (command) => ["まだありません。どのチャンネルでも ", command, " で始められます。"],
    more: (count) => `ほか ${count} 件`,
    others: (count, command) => [
      `ほかの人が設定したもの ${count} 件: チャンネルで `,
      command,
      " を使うと一覧できます。",
    ],
    digests: "まとめ",
    relays: "フォロー中の投稿",
    nextDigest: (at) => ["\n次回 ", at],
    networks: "ネットワーク",
    network: ({ label, paceMs, costUsd }) =>
      `${label}: ${paceMs === null ? "リアルタイム" : `最短 ${periodName(paceMs, "ja")}ごと`}、${costUsd > 0 ? `1回 ${costUsd} ドル` : "無料"}`,
    used: ({ today, limit, every }) => `今日 ${today}（上限は${every}ごとに ${limit} 回）`,
    spent: (usd) => `今月の支出 ${usd}`,
    managers: "追跡内容を変更できる人",
    linked: "連携先",
    reading: "読める内容",
    readable:
      "入力されたコマンド、押されたボタン、ボットへのメンション、分析を頼まれたメッセージだけです。チャンネルの内容、履歴、メンバー一覧は読めません。",
    noNumbers: "数字はまだありません",
    day: (posts, sparkline) => `24時間で ${posts} 件  ${sparkline}`,
    tracker: (name, channel) => [name, "（", channel, "）"],
    alerts: (state) => `アラート: ${state}`,
  },
});
