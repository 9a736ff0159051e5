import { inEvery, type Language } from "../model/language.ts";
import { type Card, commandAction, type Inline } from "./card.ts";
import { controlWords } from "./words/controls.ts";

/** What whoever installed Groundswell is told, once. */
export const greeting = (language: Language): Card => {
  const words = greetingWords[language];
  const { track, settings } = controlWords[language];
  return {
    title: words.title,
    tone: "good",
    summary: words.summary,
    parts: [
      { kind: "text", text: words.text({ code: "/invite @groundswell" }, { code: "/track #worldcup" }) },
      {
        kind: "actions",
        controls: [
          { kind: "button", action: commandAction, value: "/track", label: track, style: "primary" },
          { kind: "button", action: "demo", value: "1", label: words.demo },
          { kind: "button", action: "workspace", value: "1", label: settings },
        ],
      },
      { kind: "note", text: [words.privacy] },
    ],
  };
};

/** What a whole server is told, in a channel, once: there nobody need invite anybody. */
export const serverGreeting = (language: Language): Card => {
  const words = greetingWords[language];
  const { parts, ...card } = greeting(language);
  return {
    ...card,
    summary: words.serverSummary,
    parts: [
      { kind: "text", text: words.serverText({ code: "/track #worldcup" }) },
      ...parts.filter(({ kind }) => kind === "actions"),
      { kind: "note", text: [words.serverPrivacy] },
    ],
  };
};

const greetingWords = inEvery({
  en: {
    title: "Groundswell is here",
    summary: "Groundswell is here. Invite me to a channel and type /track #hashtag to follow it across networks.",
    text: (invite: Inline, track: Inline): readonly Inline[] => [
      "Invite me where the news should go (",
      invite,
      "), and type ",
      track,
      " there, with a hashtag you care about. From then on I follow it across networks, and answer right there: live boards, charts, and alerts when something takes off.",
    ],
    serverSummary: "Groundswell is here. Type /track with a hashtag in any channel to follow it across networks.",
    serverText: (track: Inline): readonly Inline[] => [
      "Type ",
      track,
      " in the channel where the news should go, with a hashtag you care about. From then on I follow it across networks, and answer right there: live boards, charts, and alerts when something takes off.",
    ],
    demo: "See a demo chart",
    privacy: "I cannot read your channels: only commands, presses, and messages that mention me.",
    serverPrivacy: "I cannot read your channels: only commands, presses, and a message you ask me to analyse.",
  },
  de: {
    title: "Groundswell ist da",
    summary:
      "Groundswell ist da. In einen Kanal einladen und /track #hashtag eingeben, um ihn über alle Netzwerke zu verfolgen.",
    text: (invite, track) => [
      "Dorthin einladen, wo die Neuigkeiten erscheinen sollen (",
      invite,
      "), und dort ",
      track,
      " mit dem gewünschten Hashtag eingeben. Von da an wird er über alle Netzwerke verfolgt, und dort erscheinen Live-Boards, Diagramme und Alarme, wenn etwas Fahrt aufnimmt.",
    ],
    serverSummary:
      "Groundswell ist da. In einem beliebigen Kanal /track mit einem Hashtag eingeben, um ihn über alle Netzwerke zu verfolgen.",
    serverText: (track) => [
      "In dem Kanal, in dem die Neuigkeiten erscheinen sollen, ",
      track,
      " mit dem gewünschten Hashtag eingeben. Von da an wird er über alle Netzwerke verfolgt, und dort erscheinen Live-Boards, Diagramme und Alarme, wenn etwas Fahrt aufnimmt.",
    ],
    demo: "Beispieldiagramm ansehen",
    privacy: "Kanäle werden nicht mitgelesen: nur Befehle, Klicks und Nachrichten, die den Bot erwähnen.",
    serverPrivacy:
      "Kanäle werden nicht mitgelesen: nur Befehle, Klicks und eine Nachricht, die untersucht werden soll.",
  },
  fr: {
    title: "Groundswell est là",
    summary:
      "Groundswell est là. Invitez-moi dans un canal et tapez /track #hashtag pour le suivre sur tous les réseaux.",
    text: (invite, track) => [
      "Invitez-moi là où les nouvelles doivent arriver (",
      invite,
      "), et tapez-y ",
      track,
      " avec un hashtag qui vous intéresse. Je le suis ensuite sur tous les réseaux et réponds sur place : tableaux en direct, graphiques et alertes quand un sujet s’envole.",
    ],
    serverSummary:
      "Groundswell est là. Tapez /track avec un hashtag dans n’importe quel salon pour le suivre sur tous les réseaux.",
    serverText: (track) => [
      "Tapez ",
      track,
      " dans le salon où les nouvelles doivent arriver, avec un hashtag qui vous intéresse. Je le suis ensuite sur tous les réseaux et réponds sur place : tableaux en direct, graphiques et alertes quand un sujet s’envole.",
    ],
    demo: "Voir un exemple",
    privacy: "Je ne peux pas lire vos canaux : seulement les commandes, les clics et les messages qui me mentionnent.",
    serverPrivacy:
      "Je ne peux pas lire vos salons : seulement les commandes, les clics et un message que vous me faites analyser.",
  },
  es: {
    title: "Groundswell ya está aquí",
    summary:
      "Groundswell ya está aquí. Invítame a un canal y escribe /track #hashtag para seguirlo en todas las redes.",
    text: (invite, track) => [
      "Invítame donde deban llegar las novedades (",
      invite,
      ") y escribe allí ",
      track,
      " con un hashtag que te interese. Desde entonces lo sigo en todas las redes y respondo allí mismo: paneles en vivo, gráficos y alertas cuando algo despega.",
    ],
    serverSummary:
      "Groundswell ya está aquí. Escribe /track con un hashtag en cualquier canal para seguirlo en todas las redes.",
    serverText: (track) => [
      "Escribe ",
      track,
      " en el canal donde deban llegar las novedades, con un hashtag que te interese. Desde entonces lo sigo en todas las redes y respondo allí mismo: paneles en vivo, gráficos y alertas cuando algo despega.",
    ],
    demo: "Ver un ejemplo",
    privacy: "No puedo leer tus canales: solo comandos, pulsaciones y mensajes que me mencionan.",
    serverPrivacy: "No puedo leer tus canales: solo comandos, pulsaciones y un mensaje que me pidas analizar.",
  },
  pt: {
    title: "O Groundswell chegou",
    summary:
      "O Groundswell chegou. Convide-me para um canal e digite /track #hashtag para acompanhá-la em todas as redes.",
    text: (invite, track) => [
      "Convide-me para onde as novidades devem chegar (",
      invite,
      ") e digite lá ",
      track,
      " com uma hashtag do seu interesse. A partir daí eu a acompanho em todas as redes e respondo ali mesmo: painéis ao vivo, gráficos e alertas quando algo decola.",
    ],
    serverSummary:
      "O Groundswell chegou. Digite /track com uma hashtag em qualquer canal para acompanhá-la em todas as redes.",
    serverText: (track) => [
      "Digite ",
      track,
      " no canal para onde as novidades devem ir, com uma hashtag do seu interesse. A partir daí eu a acompanho em todas as redes e respondo ali mesmo: painéis ao vivo, gráficos e alertas quando algo decola.",
    ],
    demo: "Ver um exemplo",
    privacy: "Não consigo ler seus canais: só comandos, cliques e mensagens que me mencionam.",
    serverPrivacy: "Não consigo ler seus canais: só comandos, cliques e uma mensagem que você peça para analisar.",
  },
  ja: {
    title: "Groundswell を追加しました",
    summary:
      "Groundswell を追加しました。チャンネルに招待して /track #ハッシュタグ と入力すると、各ネットワークで追跡します。",
    text: (invite, track) => [
      "通知を届けたいチャンネルに招待し（",
      invite,
      "）、そこで気になるハッシュタグを ",
      track,
      " のように入力してください。以後は各ネットワークで追跡し、ライブボード、グラフ、急上昇時のアラートをその場でお届けします。",
    ],
    serverSummary:
      "Groundswell を追加しました。どのチャンネルでも /track にハッシュタグを付けて入力すると、各ネットワークで追跡します。",
    serverText: (track) => [
      "通知を届けたいチャンネルで、気になるハッシュタグを ",
      track,
      " のように入力してください。以後は各ネットワークで追跡し、ライブボード、グラフ、急上昇時のアラートをその場でお届けします。",
    ],
    demo: "グラフの例を見る",
    privacy: "チャンネルの内容は読めません。読むのはコマンド、ボタン操作、ボットへのメンションだけです。",
    serverPrivacy: "チャンネルの内容は読めません。読むのはコマンド、ボタン操作、分析を頼まれた投稿だけです。",
  },
});
