import { inEvery } from "../model/language.ts";

/** What is said of something typed that cannot be followed; `instead` is the hashtag that could be, null where none could. */
export interface SubjectWords {
  noWords(name: string): string;
  noAccount(name: string): string;
  readonly nothing: string;
  readonly alone: string;
  digits(name: string): string;
  cashtag(name: string, instead: string): string;
  readonly reference: string;
  readonly link: string;
  space(name: string, instead: string | null): string;
  noHashtag(name: string, instead: string | null): string;
  tooLong(characters: string, max: number): string;
}

export const subjectWords = inEvery<SubjectWords>({
  en: {
    noWords: (name) => `“${name}” has no words in it. For example: “climate change”`,
    noAccount: (name) => `“${name}” is not an account. Write it like @nasa or @name@mastodon.social.`,
    nothing: "There is no hashtag yet: say which one, for example #worldcup.",
    alone: "“#” alone is no hashtag: write a word behind it, for example #worldcup.",
    digits: (name) => `“${name}” has only digits, and no network makes a hashtag of digits alone. Add a letter to it.`,
    cashtag: (name, instead) => `“${name}” is a cashtag, and those are not followed. Its hashtag can be: ${instead}`,
    reference: "That is a channel or a person of this chat. Write the hashtag as plain text, for example: worldcup",
    link: "That is a link. Write the hashtag itself, for example #worldcup.",
    space: (name, instead) =>
      `“${name}” has a space in it. Put quotes round it to follow it as a phrase${instead ? `, or try ${instead}` : ""}.`,
    noHashtag: (name, instead) =>
      `“${name}” is not a hashtag. A hashtag is made of letters, digits and “_”, with at least one letter${instead ? `: try ${instead}` : ", for example #worldcup"}.`,
    tooLong: (characters, max) =>
      `That is ${characters} characters long; at most ${max} can be followed. Try a shorter one, for example #worldcup.`,
  },
  de: {
    noWords: (name) => `„${name}“ enthält keine Wörter. Zum Beispiel: „Klimawandel heute“`,
    noAccount: (name) => `„${name}“ ist kein Konto. Geschrieben wird es wie @nasa oder @name@mastodon.social.`,
    nothing: "Es fehlt noch ein Hashtag, zum Beispiel #worldcup.",
    alone: "„#“ allein ist kein Hashtag: Dahinter gehört ein Wort, zum Beispiel #worldcup.",
    digits: (name) =>
      `„${name}“ besteht nur aus Ziffern, und daraus macht kein Netzwerk einen Hashtag. Ein Buchstabe muss dazu.`,
    cashtag: (name, instead) =>
      `„${name}“ ist ein Cashtag, und die werden nicht verfolgt. Als Hashtag geht es: ${instead}`,
    reference:
      "Das ist ein Kanal oder eine Person dieses Chats. Den Hashtag bitte als Text schreiben, zum Beispiel: worldcup",
    link: "Das ist ein Link. Den Hashtag selbst schreiben, zum Beispiel #worldcup.",
    space: (name, instead) =>
      `„${name}“ enthält ein Leerzeichen. In Anführungszeichen wird es als Wortgruppe verfolgt${instead ? `; oder ${instead}` : ""}.`,
    noHashtag: (name, instead) =>
      `„${name}“ ist kein Hashtag. Er besteht aus Buchstaben, Ziffern und „_“, mit mindestens einem Buchstaben${instead ? `: etwa ${instead}` : ", zum Beispiel #worldcup"}.`,
    tooLong: (characters, max) =>
      `Das sind ${characters} Zeichen; höchstens ${max} lassen sich verfolgen. Kürzer geht es, zum Beispiel #worldcup.`,
  },
  fr: {
    noWords: (name) => `« ${name} » ne contient aucun mot. Par exemple : « changement climatique »`,
    noAccount: (name) => `« ${name} » n’est pas un compte. Écrivez-le comme @nasa ou @name@mastodon.social.`,
    nothing: "Il manque un hashtag : indiquez lequel, par exemple #worldcup.",
    alone: "« # » seul n’est pas un hashtag : ajoutez un mot derrière, par exemple #worldcup.",
    digits: (name) => `« ${name} » n’a que des chiffres, et aucun réseau n’en fait un hashtag. Ajoutez-y une lettre.`,
    cashtag: (name, instead) =>
      `« ${name} » est un cashtag, et ceux-ci ne sont pas suivis. Son hashtag peut l’être : ${instead}`,
    reference:
      "C’est un canal ou une personne de cette messagerie. Écrivez le hashtag en texte simple, par exemple : worldcup",
    link: "C’est un lien. Écrivez le hashtag lui-même, par exemple #worldcup.",
    space: (name, instead) =>
      `« ${name} » contient une espace. Mettez-le entre guillemets pour suivre l’expression${instead ? `, ou essayez ${instead}` : ""}.`,
    noHashtag: (name, instead) =>
      `« ${name} » n’est pas un hashtag. Un hashtag se compose de lettres, de chiffres et de « _ », avec au moins une lettre${instead ? ` : essayez ${instead}` : ", par exemple #worldcup"}.`,
    tooLong: (characters, max) =>
      `Cela fait ${characters} caractères ; on peut en suivre ${max} au plus. Essayez plus court, par exemple #worldcup.`,
  },
  es: {
    noWords: (name) => `«${name}» no tiene palabras. Por ejemplo: «cambio climático»`,
    noAccount: (name) => `«${name}» no es una cuenta. Escríbela como @nasa o @name@mastodon.social.`,
    nothing: "Falta el hashtag: di cuál, por ejemplo #worldcup.",
    alone: "«#» solo no es un hashtag: escribe una palabra detrás, por ejemplo #worldcup.",
    digits: (name) => `«${name}» solo tiene cifras, y ninguna red hace un hashtag solo con cifras. Añade una letra.`,
    cashtag: (name, instead) => `«${name}» es un cashtag, y esos no se siguen. Su hashtag sí se puede: ${instead}`,
    reference: "Eso es un canal o una persona de este chat. Escribe el hashtag como texto, por ejemplo: worldcup",
    link: "Eso es un enlace. Escribe el hashtag en sí, por ejemplo #worldcup.",
    space: (name, instead) =>
      `«${name}» tiene un espacio. Ponlo entre comillas para seguirlo como frase${instead ? `, o prueba ${instead}` : ""}.`,
    noHashtag: (name, instead) =>
      `«${name}» no es un hashtag. Un hashtag se compone de letras, cifras y «_», con al menos una letra${instead ? `: prueba ${instead}` : ", por ejemplo #worldcup"}.`,
    tooLong: (characters, max) =>
      `Son ${characters} caracteres; se pueden seguir ${max} como mucho. Prueba uno más corto, por ejemplo #worldcup.`,
  },
  pt: {
    noWords: (name) => `“${name}” não tem palavras. Por exemplo: “mudança climática”`,
    noAccount: (name) => `“${name}” não é uma conta. Escreva como @nasa ou @name@mastodon.social.`,
    nothing: "Falta a hashtag: diga qual, por exemplo #worldcup.",
    alone: "“#” sozinho não é hashtag: escreva uma palavra depois, por exemplo #worldcup.",
    digits: (name) =>
      `“${name}” só tem algarismos, e nenhuma rede faz uma hashtag só de algarismos. Acrescente uma letra.`,
    cashtag: (name, instead) => `“${name}” é uma cashtag, e essas não são acompanhadas. A hashtag pode ser: ${instead}`,
    reference: "Isso é um canal ou uma pessoa deste chat. Escreva a hashtag como texto, por exemplo: worldcup",
    link: "Isso é um link. Escreva a própria hashtag, por exemplo #worldcup.",
    space: (name, instead) =>
      `“${name}” tem um espaço. Coloque entre aspas para acompanhar como frase${instead ? `, ou tente ${instead}` : ""}.`,
    noHashtag: (name, instead) =>
      `“${name}” não é uma hashtag. Uma hashtag é feita de letras, algarismos e “_”, com pelo menos uma letra${instead ? `: tente ${instead}` : ", por exemplo #worldcup"}.`,
    tooLong: (characters, max) =>
      `São ${characters} caracteres; dá para acompanhar no máximo ${max}. Tente algo mais curto, por exemplo #worldcup.`,
  },
  ja: {
    noWords: (name) => `「${name}」には言葉が含まれていません。例: 「気候 変動」`,
    noAccount: (name) =>
      `「${name}」はアカウントではありません。@nasa や @name@mastodon.social のように書いてください。`,
    nothing: "ハッシュタグがありません。#worldcup のように指定してください。",
    alone: "「#」だけではハッシュタグになりません。#worldcup のように言葉を続けてください。",
    digits: (name) =>
      `「${name}」は数字だけです。数字だけのハッシュタグはどのネットワークにもありません。文字を加えてください。`,
    cashtag: (name, instead) =>
      `「${name}」はキャッシュタグで、追跡できません。ハッシュタグなら追跡できます: ${instead}`,
    reference:
      "これはこのチャットのチャンネルまたは人です。ハッシュタグは worldcup のように普通の文字で書いてください。",
    link: "これはリンクです。#worldcup のようにハッシュタグ自体を書いてください。",
    space: (name, instead) =>
      `「${name}」には空白があります。引用符で囲むとフレーズとして追跡できます${instead ? `。または ${instead} をお試しください` : ""}。`,
    noHashtag: (name, instead) =>
      `「${name}」はハッシュタグではありません。ハッシュタグは文字、数字、「_」からなり、文字が1つ以上必要です${instead ? `。${instead} をお試しください` : "（例: #worldcup）"}。`,
    tooLong: (characters, max) =>
      `${characters} 文字あります。追跡できるのは ${max} 文字までです。#worldcup のように短くしてください。`,
  },
});
