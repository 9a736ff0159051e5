import { changed } from "../cards/changed.ts";
import { relayCard, relayName, relaysCard } from "../cards/relay-card.ts";
import { relayWords } from "../cards/words/relay.ts";
import { bucketOf, hourMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import { postsPerHour, type Relay, relayModes } from "../model/relay.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { type Call, defineCommand } from "./command.ts";
import type { Option, OptionWords } from "./option.ts";
import { optionalTracked, tagNames, word } from "./options.ts";
import { tracked } from "./tracked.ts";

const { min, max, usual } = postsPerHour;

/** `max:10/h`, or the number alone; null when left out. */
const perHour = (words: OptionWords): Option<number | null> => ({
  ...words,
  form: "key",
  required: false,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    const count = Number(/^(\d{1,4})(?:\/h(?:our)?)?$/iu.exec(typed.normalize("NFKC"))?.[1] ?? Number.NaN);
    if (count >= min && count <= max) return count;
    return refuse({
      en: `“max” takes ${min} to ${max} posts an hour, e.g. max:20/h.`,
      de: `„max“ erwartet ${min} bis ${max} Beiträge pro Stunde, z. B. max:20/h.`,
      fr: `« max » attend de ${min} à ${max} publications par heure, par ex. max:20/h.`,
      es: `«max» admite de ${min} a ${max} publicaciones por hora, p. ej. max:20/h.`,
      pt: `“max” aceita de ${min} a ${max} publicações por hora, por ex. max:20/h.`,
      ja: `「max」には1時間あたり ${min}〜${max} 件を指定します（例: max:20/h）。`,
    });
  },
});

const options = {
  tag: optionalTracked({
    names: tagNames,
    help: {
      en: "The hashtag whose posts come; without one, what comes here already",
      de: "Der Hashtag, dessen Beiträge kommen; ohne ihn: was hier schon kommt",
      fr: "Le hashtag dont les publications arrivent ; sans lui, ce qui arrive déjà ici",
      es: "El hashtag cuyas publicaciones llegan; sin él, lo que ya llega aquí",
      pt: "A hashtag cujas publicações chegam; sem ela, o que já chega aqui",
      ja: "投稿を届けるハッシュタグ（省略時は設定済みの一覧）",
    },
  }),
  posts: word(
    {
      names: { en: "posts", de: "beiträge", fr: "publications", es: "publicaciones", pt: "publicações", ja: "投稿" },
      help: {
        en: "Each new post, the best of each hour, those that go viral, or none any more",
        de: "Jeder neue Beitrag, die besten jeder Stunde, was viral geht, oder keine mehr",
        fr: "Chaque publication, les meilleures de chaque heure, les virales, ou plus aucune",
        es: "Cada publicación nueva, las mejores de cada hora, las virales, o ninguna más",
        pt: "Cada publicação nova, as melhores de cada hora, as virais, ou nenhuma mais",
        ja: "すべて、1時間ごとのベスト、話題の投稿、または終了",
      },
    },
    [...relayModes, "off"] as const,
    {
      en: { each: "each", top: "top", viral: "viral", off: "off" },
      de: { each: "alle", top: "beste", viral: "viral", off: "aus" },
      fr: { each: "chaque", top: "meilleures", viral: "virales", off: "arrêt" },
      es: { each: "todas", top: "mejores", viral: "virales", off: "parar" },
      pt: { each: "todas", top: "melhores", viral: "virais", off: "parar" },
      ja: { each: "すべて", top: "ベスト", viral: "話題", off: "終了" },
    },
  ),
  max: perHour({
    names: { en: "max", de: "höchstens", fr: "maximum", es: "máximo", pt: "máximo", ja: "上限" },
    help: {
      en: `How many posts an hour at most: ${min} to ${max}, usually ${usual}`,
      de: `Wie viele Beiträge pro Stunde höchstens: ${min} bis ${max}, sonst ${usual}`,
      fr: `Combien de publications par heure au plus : de ${min} à ${max}, sinon ${usual}`,
      es: `Cuántas publicaciones por hora como mucho: de ${min} a ${max}, normalmente ${usual}`,
      pt: `Quantas publicações por hora no máximo: de ${min} a ${max}, normalmente ${usual}`,
      ja: `1時間に届ける投稿の上限（${min}〜${max}件、通常${usual}件）`,
    },
    example: "max:20/h",
  }),
};

export default defineCommand({
  name: "follow",
  names: { en: "follow", de: "mitlesen", fr: "relayer", es: "retransmitir", pt: "retransmitir", ja: "フォロー" },
  help: {
    en: "Have the posts themselves come into a thread, as they are written",
    de: "Bringt die Beiträge selbst in einen Thread, sobald sie geschrieben werden",
    fr: "Fait arriver les publications elles-mêmes dans un fil, au fur et à mesure",
    es: "Trae las propias publicaciones a un hilo, según se escriben",
    pt: "Traz as próprias publicações para um tópico, à medida que são escritas",
    ja: "投稿そのものを、書かれるたびにスレッドへ届けます",
  },
  examples: ["/follow #worldcup", "/follow #worldcup top", "/follow #worldcup viral max:20/h", "/follow #worldcup off"],
  options,
  writes: ({ tag }) => tag !== null,
  async run(call, services) {
    const { tag, posts } = call.options;
    if (tag === null) return list(call, services);
    const tracker = await tracked(tag, call.where, services);
    const relays = await services.tenant(call.where.channel.workspace).relays.list();
    const there = relays.find((relay) => relay.tracker === tracker.id);
    return posts === "off" ? stop(tracker, there, call, services) : start(tracker, there, call, services);
  },
});

type FollowCall = Call<typeof options>;

async function list({ options: { posts, max: most }, where }: FollowCall, services: Services): Promise<Reply> {
  if (posts !== null || most !== null) return whichTag();
  const { relays, trackers } = services.tenant(where.channel.workspace);
  const here: { readonly relay: Relay; readonly tracker: Tracker }[] = [];
  for (const relay of await relays.list(where.channel)) {
    const tracker = await trackers.get(relay.tracker);
    if (tracker) here.push({ relay, tracker });
  }
  return { visible: "only-you", card: (language) => relaysCard(here, language) };
}

/** One for each hashtag and channel: a new one ends the earlier. */
async function start(
  tracker: Tracker,
  there: Relay | undefined,
  { options: { posts, max: most }, where, who }: FollowCall,
  services: Services,
): Promise<Reply> {
  const { channel } = where;
  const { relays, changes } = services.tenant(channel.workspace);
  if (there) await end(there, services);
  const since = services.clock.now();
  const relay = await relays.create({
    tracker: tracker.id,
    channel,
    mode: posts === null || posts === "off" ? "each" : posts,
    maxPerHour: most ?? usual,
    createdBy: who,
    since,
    toldTo: bucketOf(since, hourMs),
  });
  await changes.record({ kind: "relay", who, about: relay.id, before: {} });
  const disclosure = services.sources.disclosure(tracker.networks);
  const request = { name: "relay", input: { workspace: channel.workspace, relay: relay.id } } as const;
  return {
    visible: "channel",
    // In a thread there is no thread.
    where: { channel },
    once: { name: relayName(relay), mend: request },
    card: (language) => relayCard({ relay, tracker, disclosure }, language),
    posted: async (message) => {
      await relays.change(relay.id, { message, nextAt: services.clock.now() });
    },
  };
}

async function stop(
  tracker: Tracker,
  there: Relay | undefined,
  { where, who }: FollowCall,
  services: Services,
): Promise<Reply> {
  if (!there) return nothingComes();
  await end(there, services);
  const about = { kind: "relay-stop", who, about: there.id, before: {} } as const;
  const change = await services.tenant(where.channel.workspace).changes.record(about);
  return {
    visible: "channel",
    card: (language) => changed(tracker, who, relayWords[language].change, change.id, language),
  };
}

async function end({ id, channel: { workspace } }: Relay, services: Services): Promise<void> {
  await services.tenant(workspace).relays.change(id, { stoppedAt: services.clock.now() });
  await services.jobs.add({ name: "relay", input: { workspace, relay: id } });
}

const whichTag = (): never =>
  refuse({
    en: "Of which hashtag? Write it like /follow #worldcup top",
    de: "Von welchem Hashtag? Geschrieben wird es wie /follow #worldcup top",
    fr: "De quel hashtag ? Écrivez par exemple /follow #worldcup top",
    es: "¿De qué hashtag? Escríbelo como /follow #worldcup top",
    pt: "De qual hashtag? Escreva como /follow #worldcup top",
    ja: "どのハッシュタグですか？/follow #worldcup top のように書いてください。",
  });

const nothingComes = (): never =>
  refuse({
    en: "No posts of that hashtag come into this channel.",
    de: "In diesen Kanal kommen keine Beiträge dieses Hashtags.",
    fr: "Aucune publication de ce hashtag n’arrive dans ce canal.",
    es: "A este canal no llega ninguna publicación de ese hashtag.",
    pt: "Nenhuma publicação dessa hashtag chega a este canal.",
    ja: "このチャンネルにそのハッシュタグの投稿は届いていません。",
  });
