import { inEvery } from "../../model/language.ts";

/** What stands on controls that several cards have. */
export const controlWords = inEvery({
  en: {
    chart: "Chart",
    chart7d: "Chart 7d",
    settings: "Settings",
    undo: "Undo",
    track: "Track a hashtag",
    save: "Save",
  },
  de: {
    chart: "Diagramm",
    chart7d: "Diagramm (7 Tage)",
    settings: "Einstellungen",
    undo: "Rückgängig",
    track: "Hashtag verfolgen",
    save: "Speichern",
  },
  fr: {
    chart: "Graphique",
    chart7d: "Graphique (7 jours)",
    settings: "Réglages",
    undo: "Annuler",
    track: "Suivre un hashtag",
    save: "Enregistrer",
  },
  es: {
    chart: "Gráfico",
    chart7d: "Gráfico (7 días)",
    settings: "Ajustes",
    undo: "Deshacer",
    track: "Seguir un hashtag",
    save: "Guardar",
  },
  pt: {
    chart: "Gráfico",
    chart7d: "Gráfico (7 dias)",
    settings: "Configurações",
    undo: "Desfazer",
    track: "Acompanhar hashtag",
    save: "Salvar",
  },
  ja: {
    chart: "グラフ",
    chart7d: "グラフ（7日）",
    settings: "設定",
    undo: "元に戻す",
    track: "ハッシュタグを追跡",
    save: "保存",
  },
});
