import { feelingNames } from "../cards/words/feelings.ts";
import { refuse } from "../model/errors.ts";
import { type InEvery, type Language, languages, told } from "../model/language.ts";
import { type Sentiment, sentiments } from "../model/post.ts";
import { type Topic, topicNames, topics } from "../model/topic.ts";
import type { StoredWordList, WordLists } from "../model/word-list.ts";
import { fold } from "../text/fold.ts";
import type { Option } from "./option.ts";

/** `only:negative,sports`: sentiments, topics and the workspace's own lists, each by its name in any language, or its beginning. */
export const only: Option<readonly string[]> = {
  names: { en: "only", de: "nur", fr: "seulement", es: "solo", pt: "só", ja: "絞り込み" },
  help: {
    en: "Only posts with this sentiment, topic or word list of this workspace",
    de: "Nur Beiträge mit dieser Stimmung, diesem Thema oder dieser Wortliste",
    fr: "Seulement cette tonalité, ce thème ou cette liste de mots",
    es: "Solo publicaciones con este sentimiento, tema o lista de palabras",
    pt: "Só publicações com este sentimento, tema ou lista de palavras",
    ja: "この感情、トピック、または単語リストに当てはまる投稿だけ",
  },
  example: "only:negative,sports",
  form: "key",
  required: false,
  parse: (typed) =>
    typed
      .flatMap((part) => part.split(/[,，、]/u))
      .map((part) => part.trim().slice(0, typedMax))
      .filter(Boolean),
  async suggest({ channel }, services) {
    const lists = await services.tenant(channel.workspace).wordLists.list();
    return [...sentiments, ...lists.map(({ name }) => name), ...topics];
  },
};

const typedMax = 60;
/** From as many letters on a beginning is enough. */
const beginningMin = 3;

/** What somebody wants alone: of each kind any of these; where a kind is empty, all. */
export interface Meant {
  readonly sentiments: readonly Sentiment[];
  readonly topics: readonly Topic[];
  readonly lists: readonly StoredWordList[];
}

/** Throws UserError where something is none of them. */
export async function meant(typed: readonly string[], wordLists: WordLists): Promise<Meant> {
  if (typed.length === 0) return { sentiments: [], topics: [], lists: [] };
  const all = await wordLists.list();
  const found = typed.map((name) => oneMeant(name, all));
  return {
    sentiments: found.flatMap((one) => ("sentiment" in one ? one.sentiment : [])),
    topics: found.flatMap((one) => ("topic" in one ? one.topic : [])),
    lists: found.flatMap((one) => ("list" in one ? one.list : [])),
  };
}

type OneMeant = { readonly sentiment: Sentiment } | { readonly topic: Topic } | { readonly list: StoredWordList };

function oneMeant(typed: string, lists: readonly StoredWordList[]): OneMeant {
  const wanted = slug(typed);
  const list = lists.find(({ name }) => slug(name) === wanted);
  if (list) return { list };
  const sentiment = called(wanted, sentiments, feelingNames);
  if (sentiment) return { sentiment };
  const topic = called(wanted, topics, topicNames);
  if (topic) return { topic };
  const known = (language: Language) =>
    [
      ...lists.map(({ name }) => name),
      ...sentiments.map((one) => feelingNames[language][one]),
      ...topics.map((one) => topicNames[language][one]),
    ].join(", ");
  return refuse(told((language) => unknown[language](typed, known(language))));
}

/** The one that is called so in any language, or else begins so. */
function called<K extends string>(
  wanted: string,
  keys: readonly K[],
  names: InEvery<Readonly<Record<K, string>>>,
): K | undefined {
  const namesOf = (key: K) => [key, ...languages.map((language) => slug(names[language][key]))];
  return (
    keys.find((key) => namesOf(key).includes(wanted)) ??
    keys.find((key) => wanted.length >= beginningMin && namesOf(key).some((name) => name.startsWith(wanted)))
  );
}

const slug = (name: string): string =>
  fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/gu, "");

const unknown: Readonly<Record<Language, (typed: string, known: string) => string>> = {
  en: (typed, known) => `I do not know “${typed}”. There are: ${known}. Lists of your own: /hashtag words`,
  de: (typed, known) => `„${typed}“ ist unbekannt. Es gibt: ${known}. Eigene Listen: /hashtag words`,
  fr: (typed, known) => `« ${typed} » est inconnu. Il y a : ${known}. Vos propres listes : /hashtag words`,
  es: (typed, known) => `No conozco «${typed}». Hay: ${known}. Listas propias: /hashtag words`,
  pt: (typed, known) => `Não conheço “${typed}”. Há: ${known}. Listas próprias: /hashtag words`,
  ja: (typed, known) => `「${typed}」は分かりません。選べるもの: ${known}。独自のリスト: /hashtag words`,
};
