import { inEvery } from "../model/language.ts";

/** The few words that a surface adds to a card, in the card's own language. */
export const wordsOf = inEvery({
  en: {
    more: (count: string) => `… and ${count} more`,
    moreColumns: (count: string) => `… and ${count} more columns`,
    sensitive: "Marked sensitive",
    open: "Open",
    unknownAuthor: "unknown author",
    check: "Please check what you entered",
  },
  de: {
    more: (count) => `… und ${count} weitere`,
    moreColumns: (count) => `… und ${count} weitere Spalten`,
    sensitive: "Als heikel markiert",
    open: "Öffnen",
    unknownAuthor: "unbekannt",
    check: "Bitte die Angaben prüfen",
  },
  fr: {
    more: (count) => `… et ${count} de plus`,
    moreColumns: (count) => `… et ${count} colonnes de plus`,
    sensitive: "Contenu signalé comme sensible",
    open: "Ouvrir",
    unknownAuthor: "auteur inconnu",
    check: "Vérifiez votre saisie",
  },
  es: {
    more: (count) => `… y ${count} más`,
    moreColumns: (count) => `… y ${count} columnas más`,
    sensitive: "Marcado como sensible",
    open: "Abrir",
    unknownAuthor: "autor desconocido",
    check: "Revisa lo que has escrito",
  },
  pt: {
    more: (count) => `… e mais ${count}`,
    moreColumns: (count) => `… e mais ${count} colunas`,
    sensitive: "Marcado como sensível",
    open: "Abrir",
    unknownAuthor: "autor desconhecido",
    check: "Confira o que você digitou",
  },
  ja: {
    more: (count) => `… 他 ${count} 件`,
    moreColumns: (count) => `… 他 ${count} 列`,
    sensitive: "閲覧注意として設定されています",
    open: "開く",
    unknownAuthor: "投稿者不明",
    check: "入力内容を確認してください",
  },
});

export type Words = (typeof wordsOf)["en"];
