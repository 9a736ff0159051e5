import { inEvery } from "../../model/language.ts";

/** Of what people say of alerts, and what follows from it. */
export const feedbackWords = inEvery({
  en: {
    useful: "Useful",
    noisy: "Too noisy",
    irrelevant: "Not relevant",
    heard: "Thanks for saying so",
    thanks: "It counts as useful; digests say how many alerts are.",
    noted: "It is noted. Whoever manages this channel can make alerts stricter, or leave out what is not relevant.",
    moved: "Somebody said so before: one alert makes the rule stricter once.",
    strictest:
      "It is at strict already. What helps as well: a threshold such as /alerts #tag >500/h, Mute, or “Not relevant” where one author, hashtag or network makes the noise.",
    nothingOut:
      "It is noted. No single author, hashtag or network is behind it, so there is nothing to leave out; Mute and “Too noisy” remain.",
    wasNoisy: "An alert was too noisy, so the rule asks for more now.",
    leaveOut: "From now on, alerts that are mostly of one of these can be recorded without a message:",
    without: (name: string) => `without ${name}`,
    recordedOnly: (name: string) =>
      `Where more than half of what is more than usual is ${name}, an alert is recorded and not posted.`,
    kept: (kept: string, judged: string) => `You kept ${kept} of the ${judged} alerts that somebody judged.`,
  },
  de: {
    useful: "Nützlich",
    noisy: "Zu laut",
    irrelevant: "Nicht relevant",
    heard: "Danke für den Hinweis",
    thanks: "Er zählt als nützlich; Übersichten sagen, wie viele Alarme es sind.",
    noted:
      "Das ist vermerkt. Wer diesen Kanal verwaltet, kann Alarme strenger stellen oder weglassen, was nicht relevant ist.",
    moved: "Das wurde schon gesagt: Ein Alarm macht die Regel nur einmal strenger.",
    strictest:
      "Strenger als „streng“ geht es nicht. Was noch hilft: ein Schwellenwert wie /alerts #tag >500/h, Stummschalten, oder „Nicht relevant“, wo ein Konto, Hashtag oder Netzwerk den Lärm macht.",
    nothingOut:
      "Das ist vermerkt. Kein einzelnes Konto, kein Hashtag und kein Netzwerk steckt dahinter, also gibt es nichts wegzulassen; Stummschalten und „Zu laut“ bleiben.",
    wasNoisy: "Ein Alarm war zu laut, deshalb verlangt die Regel jetzt mehr.",
    leaveOut: "Alarme, die überwiegend auf eines davon zurückgehen, können künftig ohne Nachricht vermerkt werden:",
    without: (name) => `ohne ${name}`,
    recordedOnly: (name) =>
      `Wo mehr als die Hälfte des Ungewöhnlichen auf ${name} entfällt, wird ein Alarm vermerkt und nicht gepostet.`,
    kept: (kept, judged) => `Von ${judged} bewerteten Alarmen waren ${kept} nützlich.`,
  },
  fr: {
    useful: "Utile",
    noisy: "Trop de bruit",
    irrelevant: "Hors sujet",
    heard: "Merci de l’avoir dit",
    thanks: "Elle compte comme utile ; les résumés disent combien d’alertes le sont.",
    noted:
      "C’est noté. Les personnes qui gèrent ce canal peuvent rendre les alertes plus strictes ou écarter ce qui est hors sujet.",
    moved: "C’était déjà dit : une alerte ne rend la règle plus stricte qu’une fois.",
    strictest:
      "Le niveau est déjà strict. Ce qui aide aussi : un seuil comme /alerts #tag >500/h, la sourdine, ou « Hors sujet » si un compte, un hashtag ou un réseau fait le bruit.",
    nothingOut:
      "C’est noté. Aucun compte, hashtag ou réseau n’en est à lui seul à l’origine : il n’y a rien à écarter ; restent la sourdine et « Trop de bruit ».",
    wasNoisy: "Une alerte faisait trop de bruit, la règle demande donc davantage.",
    leaveOut: "Désormais, les alertes dues surtout à l’un de ceux-ci peuvent être notées sans message :",
    without: (name) => `sans ${name}`,
    recordedOnly: (name) =>
      `Si plus de la moitié de ce qui dépasse l’habitude vient de ${name}, l’alerte est notée et non publiée.`,
    kept: (kept, judged) => `Vous avez gardé ${kept} des ${judged} alertes jugées.`,
  },
  es: {
    useful: "Útil",
    noisy: "Demasiado ruido",
    irrelevant: "No viene al caso",
    heard: "Gracias por decirlo",
    thanks: "Cuenta como útil; los resúmenes dicen cuántas alertas lo son.",
    noted:
      "Queda anotado. Quien gestiona este canal puede hacer las alertas más estrictas o dejar fuera lo que no viene al caso.",
    moved: "Ya se había dicho: una alerta hace la regla más estricta una sola vez.",
    strictest:
      "Ya está en estricto. También ayuda: un umbral como /alerts #tag >500/h, silenciar, o «No viene al caso» si una cuenta, un hashtag o una red hace el ruido.",
    nothingOut:
      "Queda anotado. No hay una sola cuenta, hashtag o red detrás, así que no hay nada que dejar fuera; quedan silenciar y «Demasiado ruido».",
    wasNoisy: "Una alerta hacía demasiado ruido, así que la regla ahora pide más.",
    leaveOut: "A partir de ahora, las alertas que son sobre todo de uno de estos pueden anotarse sin mensaje:",
    without: (name) => `sin ${name}`,
    recordedOnly: (name) =>
      `Si más de la mitad de lo que supera lo habitual es de ${name}, la alerta se anota y no se publica.`,
    kept: (kept, judged) => `Se quedaron con ${kept} de las ${judged} alertas valoradas.`,
  },
  pt: {
    useful: "Útil",
    noisy: "Barulho demais",
    irrelevant: "Não interessa",
    heard: "Obrigado por avisar",
    thanks: "Conta como útil; os resumos dizem quantos alertas são.",
    noted:
      "Está anotado. Quem gerencia este canal pode deixar os alertas mais rigorosos ou excluir o que não interessa.",
    moved: "Já tinham dito isso: um alerta deixa a regra mais rigorosa uma só vez.",
    strictest:
      "Já está no rigoroso. Também ajuda: um limite como /alerts #tag >500/h, silenciar, ou “Não interessa” quando uma conta, hashtag ou rede faz o barulho.",
    nothingOut:
      "Está anotado. Não há uma única conta, hashtag ou rede por trás, então não há o que excluir; restam silenciar e “Barulho demais”.",
    wasNoisy: "Um alerta fez barulho demais, por isso a regra agora pede mais.",
    leaveOut: "De agora em diante, alertas que são sobretudo de um destes podem ser anotados sem mensagem:",
    without: (name) => `sem ${name}`,
    recordedOnly: (name) =>
      `Se mais da metade do que passa do normal vier de ${name}, o alerta é anotado e não publicado.`,
    kept: (kept, judged) => `Vocês ficaram com ${kept} dos ${judged} alertas avaliados.`,
  },
  ja: {
    useful: "役に立った",
    noisy: "多すぎる",
    irrelevant: "関係ない",
    heard: "お知らせありがとうございます",
    thanks: "役に立ったアラートとして数えます。割合はまとめに表示されます。",
    noted: "記録しました。このチャンネルを管理する人は、アラートを厳しくしたり、関係ないものを除外したりできます。",
    moved: "すでに同じ指摘がありました。1つのアラートで基準が厳しくなるのは1回だけです。",
    strictest:
      "すでに「厳格」です。ほかに、/alerts #tag >500/h のようなしきい値、ミュート、または特定のアカウント・ハッシュタグ・ネットワークが原因なら「関係ない」が使えます。",
    nothingOut:
      "記録しました。特定のアカウント・ハッシュタグ・ネットワークが原因ではないため、除外できるものはありません。ミュートと「多すぎる」は使えます。",
    wasNoisy: "アラートが多すぎたため、基準を厳しくしました。",
    leaveOut: "今後、次のどれかが大半を占めるアラートを、投稿せず記録だけにできます。",
    without: (name) => `${name} を除外`,
    recordedOnly: (name) => `通常を超えた分の半分以上が ${name} によるアラートは、投稿せず記録だけにします。`,
    kept: (kept, judged) => `評価された${judged}件のアラートのうち、${kept}件が役に立ちました。`,
  },
});
