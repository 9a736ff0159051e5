import { inEvery } from "../../model/language.ts";

/** What only Slack has to be told: see ../words.ts for what other surfaces say too. */
export const slackWords = inEvery({
  en: { alert: (summary: string) => `Alert: ${summary}`, cancel: "Cancel" },
  de: { alert: (summary) => `Alarm: ${summary}`, cancel: "Abbrechen" },
  fr: { alert: (summary) => `Alerte : ${summary}`, cancel: "Annuler" },
  es: { alert: (summary) => `Alerta: ${summary}`, cancel: "Cancelar" },
  pt: { alert: (summary) => `Alerta: ${summary}`, cancel: "Cancelar" },
  ja: { alert: (summary) => `アラート: ${summary}`, cancel: "キャンセル" },
});
