import { inEvery } from "../../model/language.ts";
import type { RelayMode } from "../../model/relay.ts";
import type { Inline } from "../card.ts";

interface RelayWords {
  /** Which posts come, of `most` in figures. */
  readonly what: Readonly<Record<RelayMode, (most: string) => string>>;
  readonly following: (name: string, what: string) => string;
  readonly below: string;
  readonly by: (who: Inline) => readonly Inline[];
  readonly goesOn: (untrack: Inline) => readonly Inline[];
  readonly stop: string;
  readonly ended: (name: string) => string;
  readonly stopped: string;
  readonly untracked: string;
  /** Title of a message with posts, of `posts` as counted. */
  readonly posts: Readonly<Record<RelayMode, (name: string, posts: string) => string>>;
  readonly also: (networks: string) => string;
  readonly more: (count: string, name: string) => string;
  readonly room: (most: string) => string;
  readonly look: string;
  readonly here: string;
  readonly nothing: string;
  readonly start: (command: Inline) => readonly Inline[];
  /** What was done, behind the name. */
  readonly change: string;
  readonly again: (name: string) => string;
}

export const relayWords = inEvery<RelayWords>({
  en: {
    what: {
      each: (most) => `each post, at most ${most} an hour`,
      top: (most) => `the best of each hour, at most ${most}`,
      viral: (most) => `posts that go viral, at most ${most} an hour`,
    },
    following: (name, what) => `Following ${name}: ${what}`,
    below: "New posts come below. What is said twice is shown once.",
    by: (who) => ["Set up by ", who, "."],
    goesOn: (untrack) => ["It goes on while alerts are muted, and ends with ", untrack],
    stop: "Stop",
    ended: (name) => `${name}: no more posts come`,
    stopped: "This was stopped.",
    untracked: "The hashtag is not tracked here any more.",
    posts: {
      each: (name, posts) => `${name}: ${posts}`,
      top: (name) => `${name}: the best of the last hour`,
      viral: (name) => `${name}: going viral`,
    },
    also: (networks) => `also on ${networks}`,
    more: (count, name) => `${name}: +${count} more in the last hour`,
    room: (most) => `Each hour has room for ${most} here. The best of the others:`,
    look: "Top posts",
    here: "Followed in this channel",
    nothing: "No posts are followed in this channel",
    start: (command) => ["Have the posts themselves come here with ", command],
    change: "posts no longer come",
    again: (name) => `${name}: posts come again`,
  },
  de: {
    what: {
      each: (most) => `jeder Beitrag, höchstens ${most} pro Stunde`,
      top: (most) => `die besten jeder Stunde, höchstens ${most}`,
      viral: (most) => `was viral geht, höchstens ${most} pro Stunde`,
    },
    following: (name, what) => `${name} wird mitgelesen: ${what}`,
    below: "Neue Beiträge kommen darunter. Was dasselbe sagt, erscheint einmal.",
    by: (who) => ["Eingerichtet von ", who, "."],
    goesOn: (untrack) => ["Läuft auch weiter, wenn Alarme stumm sind, und endet mit ", untrack],
    stop: "Beenden",
    ended: (name) => `${name}: Es kommen keine Beiträge mehr`,
    stopped: "Das wurde beendet.",
    untracked: "Der Hashtag wird hier nicht mehr verfolgt.",
    posts: {
      each: (name, posts) => `${name}: ${posts}`,
      top: (name) => `${name}: die besten der letzten Stunde`,
      viral: (name) => `${name}: geht viral`,
    },
    also: (networks) => `auch auf ${networks}`,
    more: (count, name) => `${name}: +${count} weitere in der letzten Stunde`,
    room: (most) => `Jede Stunde hat hier Platz für ${most}. Der beste der übrigen:`,
    look: "Top-Beiträge",
    here: "Wird in diesem Kanal mitgelesen",
    nothing: "In diesem Kanal werden keine Beiträge mitgelesen",
    start: (command) => ["Die Beiträge selbst kommen hierher mit ", command],
    change: "Beiträge kommen nicht mehr",
    again: (name) => `${name}: Beiträge kommen wieder`,
  },
  fr: {
    what: {
      each: (most) => `chaque publication, ${most} par heure au plus`,
      top: (most) => `les meilleures de chaque heure, ${most} au plus`,
      viral: (most) => `ce qui devient viral, ${most} par heure au plus`,
    },
    following: (name, what) => `${name} est relayé : ${what}`,
    below: "Les nouvelles publications arrivent ci-dessous. Ce qui dit la même chose n’apparaît qu’une fois.",
    by: (who) => ["Mis en place par ", who, "."],
    goesOn: (untrack) => ["Continue même si les alertes sont muettes, et s’arrête avec ", untrack],
    stop: "Arrêter",
    ended: (name) => `${name} : plus aucune publication n’arrive`,
    stopped: "Cela a été arrêté.",
    untracked: "Le hashtag n’est plus suivi ici.",
    posts: {
      each: (name, posts) => `${name} : ${posts}`,
      top: (name) => `${name} : les meilleures de la dernière heure`,
      viral: (name) => `${name} : en train de devenir viral`,
    },
    also: (networks) => `aussi sur ${networks}`,
    more: (count, name) => `${name} : +${count} de plus durant la dernière heure`,
    room: (most) => `Chaque heure a de la place pour ${most} ici. La meilleure des autres :`,
    look: "Meilleures publications",
    here: "Relayé dans ce canal",
    nothing: "Aucune publication n’est relayée dans ce canal",
    start: (command) => ["Pour que les publications elles-mêmes arrivent ici : ", command],
    change: "les publications n’arrivent plus",
    again: (name) => `${name} : les publications arrivent de nouveau`,
  },
  es: {
    what: {
      each: (most) => `cada publicación, como mucho ${most} por hora`,
      top: (most) => `las mejores de cada hora, como mucho ${most}`,
      viral: (most) => `lo que se hace viral, como mucho ${most} por hora`,
    },
    following: (name, what) => `${name} se retransmite: ${what}`,
    below: "Las publicaciones nuevas llegan abajo. Lo que dice lo mismo aparece una vez.",
    by: (who) => ["Configurado por ", who, "."],
    goesOn: (untrack) => ["Sigue aunque las alertas estén silenciadas, y termina con ", untrack],
    stop: "Detener",
    ended: (name) => `${name}: ya no llegan publicaciones`,
    stopped: "Esto se detuvo.",
    untracked: "El hashtag ya no se sigue aquí.",
    posts: {
      each: (name, posts) => `${name}: ${posts}`,
      top: (name) => `${name}: las mejores de la última hora`,
      viral: (name) => `${name}: se está haciendo viral`,
    },
    also: (networks) => `también en ${networks}`,
    more: (count, name) => `${name}: +${count} más en la última hora`,
    room: (most) => `Cada hora tiene sitio para ${most} aquí. La mejor de las demás:`,
    look: "Mejores publicaciones",
    here: "Se retransmite en este canal",
    nothing: "En este canal no se retransmiten publicaciones",
    start: (command) => ["Para que lleguen aquí las propias publicaciones: ", command],
    change: "ya no llegan publicaciones",
    again: (name) => `${name}: vuelven a llegar publicaciones`,
  },
  pt: {
    what: {
      each: (most) => `cada publicação, no máximo ${most} por hora`,
      top: (most) => `as melhores de cada hora, no máximo ${most}`,
      viral: (most) => `o que viraliza, no máximo ${most} por hora`,
    },
    following: (name, what) => `${name} é retransmitida: ${what}`,
    below: "As novas publicações chegam abaixo. O que diz o mesmo aparece uma vez.",
    by: (who) => ["Configurado por ", who, "."],
    goesOn: (untrack) => ["Continua com os alertas silenciados, e termina com ", untrack],
    stop: "Parar",
    ended: (name) => `${name}: não chegam mais publicações`,
    stopped: "Isto foi encerrado.",
    untracked: "A hashtag não é mais acompanhada aqui.",
    posts: {
      each: (name, posts) => `${name}: ${posts}`,
      top: (name) => `${name}: as melhores da última hora`,
      viral: (name) => `${name}: viralizando`,
    },
    also: (networks) => `também em ${networks}`,
    more: (count, name) => `${name}: +${count} a mais na última hora`,
    room: (most) => `Cada hora tem lugar para ${most} aqui. A melhor das outras:`,
    look: "Melhores publicações",
    here: "Retransmitido neste canal",
    nothing: "Nenhuma publicação é retransmitida neste canal",
    start: (command) => ["Para que as próprias publicações cheguem aqui: ", command],
    change: "as publicações não chegam mais",
    again: (name) => `${name}: as publicações voltam a chegar`,
  },
  ja: {
    what: {
      each: (most) => `すべての投稿（1時間に${most}件まで）`,
      top: (most) => `1時間ごとのベスト（${most}件まで）`,
      viral: (most) => `話題になった投稿（1時間に${most}件まで）`,
    },
    following: (name, what) => `${name} をフォロー中: ${what}`,
    below: "新しい投稿はこの下に届きます。同じ内容は1回だけ表示します。",
    by: (who) => [who, " さんが設定しました。"],
    goesOn: (untrack) => ["アラートをミュートしても続きます。終了するには ", untrack],
    stop: "終了",
    ended: (name) => `${name}: 投稿はもう届きません`,
    stopped: "終了しました。",
    untracked: "このハッシュタグは、ここではもう追跡していません。",
    posts: {
      each: (name, posts) => `${name}: ${posts}`,
      top: (name) => `${name}: 直近1時間のベスト`,
      viral: (name) => `${name}: 話題になっています`,
    },
    also: (networks) => `${networks} にも投稿`,
    more: (count, name) => `${name}: 直近1時間にほか +${count} 件`,
    room: (most) => `ここには1時間に${most}件まで届きます。ほかの投稿のベスト:`,
    look: "トップ投稿",
    here: "このチャンネルでフォロー中",
    nothing: "このチャンネルに届く投稿はありません",
    start: (command) => ["投稿そのものをここに届けるには ", command],
    change: "投稿はもう届きません",
    again: (name) => `${name}: 再び投稿が届きます`,
  },
});
