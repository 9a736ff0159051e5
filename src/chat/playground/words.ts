import { createContext } from "hono/jsx";
import { inEvery, type Language } from "../../model/language.ts";

/** What the card or form is written in that is being shown. */
export const LanguageContext = createContext<Language>("en");

/** What only the playground adds: see ../words.ts for what other surfaces say too. */
export const playgroundWords = inEvery({
  en: {
    alert: "Alert",
    done: "Done",
    sensitive: "Marked sensitive: show the text",
    characters: (count: string) => `… and ${count} more characters`,
    table: "Table",
    cancel: "Cancel",
  },
  de: {
    alert: "Alarm",
    done: "Erledigt",
    sensitive: "Als heikel markiert: Text anzeigen",
    characters: (count) => `… und ${count} weitere Zeichen`,
    table: "Tabelle",
    cancel: "Abbrechen",
  },
  fr: {
    alert: "Alerte",
    done: "Fait",
    sensitive: "Signalé comme sensible : afficher le texte",
    characters: (count) => `… et ${count} caractères de plus`,
    table: "Tableau",
    cancel: "Annuler",
  },
  es: {
    alert: "Alerta",
    done: "Hecho",
    sensitive: "Marcado como sensible: mostrar el texto",
    characters: (count) => `… y ${count} caracteres más`,
    table: "Tabla",
    cancel: "Cancelar",
  },
  pt: {
    alert: "Alerta",
    done: "Feito",
    sensitive: "Marcado como sensível: mostrar o texto",
    characters: (count) => `… e mais ${count} caracteres`,
    table: "Tabela",
    cancel: "Cancelar",
  },
  ja: {
    alert: "アラート",
    done: "完了",
    sensitive: "閲覧注意: 本文を表示",
    characters: (count) => `… 他 ${count} 文字`,
    table: "表",
    cancel: "キャンセル",
  },
});
