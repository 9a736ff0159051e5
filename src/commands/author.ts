import { kindOfAuthor } from "../analysis/author-kind.ts";
import { habitsOf } from "../analysis/habits.ts";
import { authorCard } from "../cards/author-card.ts";
import { dayMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import { type Language, told } from "../model/language.ts";
import { subjectName } from "../model/subject.ts";
import { defineCommand } from "./command.ts";
import type { Option } from "./option.ts";

/** A day less than posts are kept. */
const periodMs = 29 * dayMs;
const handleMax = 100;

const handle: Option<string> = {
  names: { en: "handle", de: "name", fr: "compte", es: "cuenta", pt: "conta", ja: "アカウント" },
  help: {
    en: "Who, as their network calls them",
    de: "Wer, wie das Netzwerk das Konto nennt",
    fr: "Qui, sous son nom sur le réseau",
    es: "Quién, con su nombre en la red",
    pt: "Quem, com o nome que usa na rede",
    ja: "ネットワーク上のアカウント名",
  },
  example: "@ana.bsky.social",
  form: "word",
  required: true,
  pattern: /^[@＠]?[^\s#＃]+$/u,
  parse: ([typed, ...more]) => {
    const name = typed?.replace(/^[@＠]/u, "").trim() ?? "";
    if (name === "" || name.length > handleMax || more.length > 0)
      return refuse({
        en: "Name one account, as its network calls it. For example: /author @ana.bsky.social",
        de: "Ein Konto, wie das Netzwerk es nennt. Zum Beispiel: /author @ana.bsky.social",
        fr: "Indiquez un compte, sous son nom sur le réseau. Par exemple : /author @ana.bsky.social",
        es: "Indica una cuenta, con su nombre en la red. Por ejemplo: /author @ana.bsky.social",
        pt: "Indique uma conta, com o nome que usa na rede. Por exemplo: /author @ana.bsky.social",
        ja: "アカウントを1つ指定してください。例: /author @ana.bsky.social",
      });
    return name;
  },
};

const on: Option<string | null> = {
  names: { en: "on", de: "auf", fr: "sur", es: "en", pt: "em", ja: "ネットワーク" },
  help: {
    en: "On which network, where several have somebody of that name",
    de: "Auf welchem Netzwerk, wenn es den Namen auf mehreren gibt",
    fr: "Sur quel réseau, si ce nom existe sur plusieurs",
    es: "En qué red, si ese nombre existe en varias",
    pt: "Em que rede, se o nome existe em várias",
    ja: "同じ名前が複数のネットワークにある場合のネットワーク名",
  },
  example: "on:mastodon",
  form: "key",
  required: false,
  parse: ([typed]) => typed?.trim().toLowerCase() || null,
};

export default defineCommand({
  name: "author",
  names: { en: "author", de: "profil", fr: "profil", es: "perfil", pt: "perfil", ja: "投稿者" },
  help: {
    en: "Show who an author is, as far as the tracked posts tell",
    de: "Zeigt, wer jemand ist, soweit die verfolgten Beiträge es verraten",
    fr: "Affiche qui est un auteur, d’après les publications suivies",
    es: "Muestra quién es un autor, según las publicaciones seguidas",
    pt: "Mostra quem é um autor, pelo que dizem as publicações acompanhadas",
    ja: "追跡中の投稿から分かる範囲で、投稿者を紹介します",
  },
  examples: ["/author @ana.bsky.social", "/author @ana on:mastodon"],
  options: { handle, on },
  writes: () => false,
  async run({ options, where }, services) {
    const { trackers, reader } = services.tenant(where.channel.workspace);
    const here = await trackers.list(where.channel);
    const to = services.clock.now();
    const scope = {
      trackers: here.map(({ id }) => id),
      from: new Date(to.getTime() - periodMs),
      to,
      ...(options.on ? { networks: [options.on] } : {}),
    };
    const found = await reader.author(scope, options.handle);
    if (!found) return refuse(told((language) => nobody[language](`@${options.handle}`)));
    const kind = kindOfAuthor(found.author, habitsOf(found));
    const subjects = here.map(({ subject }) => subjectName(subject));
    const disclosure = services.sources.disclosure([found.network]);
    const facts = { ...found, kind, periodMs, subjects, disclosure };
    return {
      visible: "only-you",
      card: (language) => {
        const [label = found.network] = services.sources.labels([found.network], language);
        return authorCard({ ...facts, labels: new Map([[found.network, label]]) }, language);
      },
    };
  },
});

const nobody: Readonly<Record<Language, (handle: string) => string>> = {
  en: (handle) =>
    `${handle} is not among those who posted lately about what this channel tracks. /top #tag people lists some.`,
  de: (handle) =>
    `${handle} hat zuletzt nichts zu dem geschrieben, was dieser Kanal verfolgt. /top #tag people nennt einige.`,
  fr: (handle) =>
    `${handle} n’a rien publié récemment sur ce que suit ce canal. /top #tag people en cite quelques-uns.`,
  es: (handle) =>
    `${handle} no ha publicado últimamente sobre lo que sigue este canal. /top #tag people nombra a algunos.`,
  pt: (handle) =>
    `${handle} não publicou recentemente sobre o que este canal acompanha. /top #tag people lista alguns.`,
  ja: (handle) =>
    `${handle} は、このチャンネルで追跡しているものについて最近投稿していません。/top #tag people で一覧を見られます。`,
};
