import type { AlertKind } from "../../model/alert-kind.ts";
import type { Ping } from "../../model/alert-rules.ts";
import { inEvery } from "../../model/language.ts";

interface RuleWords {
  readonly what: Readonly<Record<AlertKind, string>>;
  readonly above: (limit: string) => string;
  readonly noLimit: string;
  readonly of: (kind: string, state: string) => string;
  readonly ofAllOff: (kind: string) => string;
  readonly pings: Readonly<Record<Ping["kind"], string>>;
  readonly pingsNobody: string;
}

/** What a tracker alerts of. */
export const ruleWords = inEvery<RuleWords>({
  en: {
    what: {
      burst: "far more posts than usual",
      threshold: "more posts an hour than you name",
      sentiment: "far more negative posts than usual",
      viral: "a post that gets far more reactions than usual",
      influencer: "somebody widely followed, for the first time in weeks",
      hashtag: "a hashtag that is new beside it",
      silence: "no post where there always are some",
    },
    above: (limit) => `above ${limit} an hour`,
    noLimit: "off (set it like >500/h)",
    of: (kind, state) => `alerts of ${kind}: ${state}`,
    ofAllOff: (kind) => `alerts of ${kind}: on, but all alerts are off`,
    pings: {
      role: "a new alert pings a role",
      group: "a new alert pings a group",
      person: "a new alert pings one person",
    },
    pingsNobody: "alerts ping nobody",
  },
  de: {
    what: {
      burst: "viel mehr Beiträge als üblich",
      threshold: "mehr Beiträge pro Stunde als angegeben",
      sentiment: "viel mehr negative Beiträge als üblich",
      viral: "ein Beitrag mit viel mehr Reaktionen als üblich",
      influencer: "jemand mit großer Reichweite, zum ersten Mal seit Wochen",
      hashtag: "ein Hashtag, der daneben neu ist",
      silence: "kein Beitrag, wo es sonst immer welche gibt",
    },
    above: (limit) => `ab mehr als ${limit} pro Stunde`,
    noLimit: "aus (einstellen z. B. mit >500/h)",
    of: (kind, state) => `Alarme „${kind}“: ${state}`,
    ofAllOff: (kind) => `Alarme „${kind}“: an, aber alle Alarme sind aus`,
    pings: {
      role: "ein neuer Alarm benachrichtigt eine Rolle",
      group: "ein neuer Alarm benachrichtigt eine Gruppe",
      person: "ein neuer Alarm benachrichtigt eine Person",
    },
    pingsNobody: "Alarme benachrichtigen niemanden eigens",
  },
  fr: {
    what: {
      burst: "bien plus de publications que d’habitude",
      threshold: "plus de publications par heure que le seuil indiqué",
      sentiment: "bien plus de publications négatives que d’habitude",
      viral: "une publication avec bien plus de réactions que d’habitude",
      influencer: "une personne très suivie, pour la première fois depuis des semaines",
      hashtag: "un hashtag nouveau à côté",
      silence: "aucune publication là où il y en a toujours",
    },
    above: (limit) => `au-delà de ${limit} par heure`,
    noLimit: "désactivé (à régler ainsi : >500/h)",
    of: (kind, state) => `alertes « ${kind} » : ${state}`,
    ofAllOff: (kind) => `alertes « ${kind} » : activé, mais toutes les alertes sont désactivées`,
    pings: {
      role: "une nouvelle alerte mentionne un rôle",
      group: "une nouvelle alerte mentionne un groupe",
      person: "une nouvelle alerte mentionne une personne",
    },
    pingsNobody: "les alertes ne mentionnent personne",
  },
  es: {
    what: {
      burst: "muchas más publicaciones de lo habitual",
      threshold: "más publicaciones por hora de las indicadas",
      sentiment: "muchas más publicaciones negativas de lo habitual",
      viral: "una publicación con muchas más reacciones de lo habitual",
      influencer: "alguien con muchos seguidores, por primera vez en semanas",
      hashtag: "un hashtag nuevo junto a él",
      silence: "ninguna publicación donde siempre las hay",
    },
    above: (limit) => `por encima de ${limit} por hora`,
    noLimit: "desactivado (se ajusta así: >500/h)",
    of: (kind, state) => `alertas de «${kind}»: ${state}`,
    ofAllOff: (kind) => `alertas de «${kind}»: activado, pero todas las alertas están desactivadas`,
    pings: {
      role: "una alerta nueva menciona a un rol",
      group: "una alerta nueva menciona a un grupo",
      person: "una alerta nueva menciona a una persona",
    },
    pingsNobody: "las alertas no mencionan a nadie",
  },
  pt: {
    what: {
      burst: "muito mais publicações que o habitual",
      threshold: "mais publicações por hora que o indicado",
      sentiment: "muito mais publicações negativas que o habitual",
      viral: "uma publicação com muito mais reações que o habitual",
      influencer: "alguém com muitos seguidores, pela primeira vez em semanas",
      hashtag: "uma hashtag nova ao lado",
      silence: "nenhuma publicação onde sempre há",
    },
    above: (limit) => `acima de ${limit} por hora`,
    noLimit: "desativado (ajuste assim: >500/h)",
    of: (kind, state) => `alertas de “${kind}”: ${state}`,
    ofAllOff: (kind) => `alertas de “${kind}”: ativado, mas todos os alertas estão desativados`,
    pings: {
      role: "um alerta novo menciona um cargo",
      group: "um alerta novo menciona um grupo",
      person: "um alerta novo menciona uma pessoa",
    },
    pingsNobody: "os alertas não mencionam ninguém",
  },
  ja: {
    what: {
      burst: "通常よりはるかに多い投稿",
      threshold: "指定した1時間あたりの件数を超える投稿",
      sentiment: "通常よりはるかに多い否定的な投稿",
      viral: "通常よりはるかに多くの反応がある投稿",
      influencer: "影響力のある人の数週間ぶりの投稿",
      hashtag: "一緒に使われ始めたハッシュタグ",
      silence: "いつもある投稿の途絶",
    },
    above: (limit) => `1時間${limit}件超`,
    noLimit: "オフ（>500/h のように設定）",
    of: (kind, state) => `「${kind}」のアラート: ${state}`,
    ofAllOff: (kind) => `「${kind}」のアラート: オン（ただしアラート全体がオフです）`,
    pings: {
      role: "新しいアラートはロールにメンションします",
      group: "新しいアラートはグループにメンションします",
      person: "新しいアラートは1人にメンションします",
    },
    pingsNobody: "アラートは誰にもメンションしません",
  },
});
