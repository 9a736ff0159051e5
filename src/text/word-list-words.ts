import { inEvery } from "../model/language.ts";

/** What is said of a list of words that cannot be kept. Figures are written as the language writes them. */
interface WordListWords {
  readonly noName: string;
  longName(max: string): string;
  readonly noWords: string;
  nothingIn(word: string): string;
  longWord(word: string, max: string): string;
  manyWords(count: string, max: string): string;
  manyLists(max: string): string;
}

export const wordListWords = inEvery<WordListWords>({
  en: {
    noName: "The list has no name yet. For example: campaign",
    longName: (max) => `That name is too long: at most ${max} characters. For example: campaign`,
    noWords: "The list has no words yet. Write them with commas between: sale, black friday, voucher",
    nothingIn: (word) => `“${word}” has no letter, digit or emoji, so no post could match it. Take it out.`,
    longWord: (word, max) => `“${word}” is too long: at most ${max} characters for a word or phrase.`,
    manyWords: (count, max) => `These are ${count} words; a list has at most ${max}. Make two lists of them.`,
    manyLists: (max) => `There are ${max} lists already, and no more can be kept. Remove one first.`,
  },
  de: {
    noName: "Die Liste hat noch keinen Namen. Zum Beispiel: Kampagne",
    longName: (max) => `Der Name ist zu lang: höchstens ${max} Zeichen. Zum Beispiel: Kampagne`,
    noWords: "Die Liste hat noch keine Wörter. Mit Kommas dazwischen: Rabatt, Black Friday, Gutschein",
    nothingIn: (word) =>
      `„${word}“ enthält weder Buchstaben noch Ziffer noch Emoji; kein Beitrag würde passen. Bitte streichen.`,
    longWord: (word, max) => `„${word}“ ist zu lang: höchstens ${max} Zeichen für ein Wort oder eine Wortgruppe.`,
    manyWords: (count, max) =>
      `Das sind ${count} Wörter; eine Liste hat höchstens ${max}. Zwei Listen daraus machen geht.`,
    manyLists: (max) => `Es gibt schon ${max} Listen, mehr gehen nicht. Zuerst muss eine weg.`,
  },
  fr: {
    noName: "La liste n’a pas encore de nom. Par exemple : campagne",
    longName: (max) => `Ce nom est trop long : ${max} caractères au plus. Par exemple : campagne`,
    noWords: "La liste n’a pas encore de mots. Séparez-les par des virgules : soldes, black friday, bon d’achat",
    nothingIn: (word) =>
      `« ${word} » n’a ni lettre, ni chiffre, ni émoji : aucune publication n’y répondrait. Retirez-le.`,
    longWord: (word, max) => `« ${word} » est trop long : ${max} caractères au plus par mot ou expression.`,
    manyWords: (count, max) => `Cela fait ${count} mots ; une liste en a ${max} au plus. Faites-en deux listes.`,
    manyLists: (max) => `Il y a déjà ${max} listes, le maximum. Supprimez-en une d’abord.`,
  },
  es: {
    noName: "La lista aún no tiene nombre. Por ejemplo: campaña",
    longName: (max) => `Ese nombre es demasiado largo: ${max} caracteres como máximo. Por ejemplo: campaña`,
    noWords: "La lista aún no tiene palabras. Escríbelas con comas: rebajas, black friday, cupón",
    nothingIn: (word) => `“${word}” no tiene letra, cifra ni emoji, así que ninguna publicación encajaría. Quítalo.`,
    longWord: (word, max) => `“${word}” es demasiado largo: ${max} caracteres como máximo por palabra o frase.`,
    manyWords: (count, max) => `Son ${count} palabras; una lista tiene ${max} como máximo. Haz dos listas con ellas.`,
    manyLists: (max) => `Ya hay ${max} listas, y no caben más. Quita una primero.`,
  },
  pt: {
    noName: "A lista ainda não tem nome. Por exemplo: campanha",
    longName: (max) => `Esse nome é longo demais: no máximo ${max} caracteres. Por exemplo: campanha`,
    noWords: "A lista ainda não tem palavras. Escreva com vírgulas: promoção, black friday, cupom",
    nothingIn: (word) => `“${word}” não tem letra, dígito nem emoji; nenhuma publicação corresponderia. Retire-o.`,
    longWord: (word, max) => `“${word}” é longo demais: no máximo ${max} caracteres por palavra ou frase.`,
    manyWords: (count, max) => `São ${count} palavras; uma lista tem no máximo ${max}. Faça duas listas com elas.`,
    manyLists: (max) => `Já há ${max} listas, e não cabem mais. Remova uma primeiro.`,
  },
  ja: {
    noName: "リストの名前がありません。例：キャンペーン",
    longName: (max) => `名前が長すぎます（${max} 文字まで）。例：キャンペーン`,
    noWords: "リストに言葉がありません。コンマで区切って書いてください：セール、クーポン、送料無料",
    nothingIn: (word) => `「${word}」には文字も数字も絵文字もないため、どの投稿にも一致しません。外してください。`,
    longWord: (word, max) => `「${word}」は長すぎます（1 語または 1 句につき ${max} 文字まで）。`,
    manyWords: (count, max) =>
      `言葉が ${count} 個あります。1 つのリストは ${max} 個までです。2 つのリストに分けてください。`,
    manyLists: (max) => `リストはすでに ${max} 個あり、これ以上は作れません。先に 1 つ削除してください。`,
  },
});
