import type { Correction, Incorrigible } from "../model/correction.ts";
import { correctionsMax } from "../model/correction.ts";
import { inEvery, type Language, type Told } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import type { Sentiment } from "../model/post.ts";
import type { Card } from "./card.ts";
import { titleOf } from "./title.ts";
import { controlWords } from "./words/controls.ts";
import { feelingNames } from "./words/feelings.ts";

/** One public line saying who reads what otherwise from now on, with Undo. */
export function correctedCard(
  { author, sentiment, was }: Pick<Correction, "author" | "sentiment" | "was">,
  { who, undo }: { readonly who: Person; readonly undo: number },
  language: Language,
): Card {
  const words = correctedWords[language];
  const name = (feeling: Sentiment) => feelingNames[language][feeling];
  const title = words.title(`@${author}`, name(sentiment), was && was !== sentiment ? name(was) : null);
  return {
    title: titleOf(title),
    tone: "good",
    summary: words.summary(title, who.name),
    parts: [
      { kind: "text", text: words.text({ person: who }) },
      {
        kind: "actions",
        controls: [{ kind: "button", action: "undo", value: `${undo}`, label: controlWords[language].undo }],
      },
    ],
  };
}

const correctedWords = inEvery({
  en: {
    title: (author: string, is: string, was: string | null) =>
      was ? `${author}’s post is ${is}, not ${was}` : `${author}’s post is ${is}`,
    summary: (title: string, who: string) => `${title}, says ${who}.`,
    text: (who: { person: Person }) => [
      "Corrected by ",
      who,
      ". Whenever the same author says the same, it counts so here; boards follow at their next look.",
    ],
  },
  de: {
    title: (author, is, was) =>
      was ? `Der Beitrag von ${author} ist ${is}, nicht ${was}` : `Der Beitrag von ${author} ist ${is}`,
    summary: (title, who) => `${title}, sagt ${who}.`,
    text: (who) => [
      "Berichtigt von ",
      who,
      ". Sagt dieselbe Person dasselbe wieder, zählt es hier genauso; Boards folgen beim nächsten Blick.",
    ],
  },
  fr: {
    title: (author, is, was) =>
      was ? `La publication de ${author} : ${is}, et non ${was}` : `La publication de ${author} : ${is}`,
    summary: (title, who) => `${title}, selon ${who}.`,
    text: (who) => [
      "Corrigé par ",
      who,
      ". Chaque fois que la même personne dit la même chose, cela compte ainsi ici ; les tableaux suivent à leur prochaine mise à jour.",
    ],
  },
  es: {
    title: (author, is, was) =>
      was ? `La publicación de ${author}: ${is}, no ${was}` : `La publicación de ${author}: ${is}`,
    summary: (title, who) => `${title}, según ${who}.`,
    text: (who) => [
      "Corregido por ",
      who,
      ". Cuando la misma persona diga lo mismo, contará así aquí; los paneles lo recogen en su próxima actualización.",
    ],
  },
  pt: {
    title: (author, is, was) =>
      was ? `A publicação de ${author}: ${is}, não ${was}` : `A publicação de ${author}: ${is}`,
    summary: (title, who) => `${title}, segundo ${who}.`,
    text: (who) => [
      "Corrigido por ",
      who,
      ". Quando a mesma pessoa disser o mesmo, contará assim aqui; os painéis acompanham na próxima atualização.",
    ],
  },
  ja: {
    title: (author, is, was) => (was ? `${author} の投稿は${was}ではなく${is}` : `${author} の投稿は${is}`),
    summary: (title, who) => `${title}（${who} さん）`,
    text: (who) => [
      who,
      " さんが訂正しました。同じ人が同じことを投稿した場合、ここでは今後も同じように数えます。ボードは次の更新で反映されます。",
    ],
  },
});

/** Why a post stays as it is read. */
export const incorrigible: Readonly<Record<Incorrigible, Told>> = {
  unknown: {
    en: "That post is not among those of this hashtag any more.",
    de: "Dieser Beitrag gehört nicht mehr zu denen dieses Hashtags.",
    fr: "Cette publication ne fait plus partie de celles de ce hashtag.",
    es: "Esa publicación ya no está entre las de este hashtag.",
    pt: "Essa publicação não está mais entre as desta hashtag.",
    ja: "その投稿は、もうこのハッシュタグの投稿に含まれていません。",
  },
  nameless: {
    en: "Its network does not say who wrote that post, so a correction has nobody to hold to.",
    de: "Das Netzwerk sagt nicht, wer den Beitrag schrieb; eine Berichtigung hätte niemanden, für den sie gilt.",
    fr: "Le réseau ne dit pas qui a écrit cette publication : une correction ne s’appliquerait à personne.",
    es: "La red no dice quién escribió esa publicación, así que una corrección no se aplicaría a nadie.",
    pt: "A rede não diz quem escreveu essa publicação; uma correção não valeria para ninguém.",
    ja: "ネットワークが投稿者を公開していないため、訂正を適用する相手がいません。",
  },
  wordless: {
    en: "There are no words in that post that a correction could hold to.",
    de: "In dem Beitrag stehen keine Worte, an die sich eine Berichtigung halten könnte.",
    fr: "Cette publication ne contient aucun mot auquel une correction pourrait se rattacher.",
    es: "Esa publicación no tiene palabras a las que pueda aplicarse una corrección.",
    pt: "Essa publicação não tem palavras às quais uma correção possa se aplicar.",
    ja: "その投稿には、訂正の手がかりになる言葉がありません。",
  },
  full: {
    en: `There are ${correctionsMax} corrections in this workspace, which is as many as there may be.`,
    de: `In diesem Workspace gibt es ${correctionsMax} Berichtigungen; mehr gehen nicht.`,
    fr: `Cet espace compte ${correctionsMax} corrections, soit le maximum.`,
    es: `Este espacio tiene ${correctionsMax} correcciones, que es el máximo.`,
    pt: `Este espaço tem ${correctionsMax} correções, que é o máximo.`,
    ja: `このワークスペースの訂正は上限の ${correctionsMax} 件に達しています。`,
  },
};
