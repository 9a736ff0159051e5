import { inEvery, type Language, languageNames, languages } from "../model/language.ts";
import type { SurfaceName } from "../model/place.ts";
import { managers, type Settings } from "../model/settings.ts";
import type { Form } from "./card.ts";
import { controlWords } from "./words/controls.ts";

export const workspaceForm = (
  { manage, language: chosen }: Settings,
  surface: SurfaceName,
  language: Language,
): Form => {
  const words = workspaceWords[language];
  return {
    title: words.title,
    action: "workspace-save",
    value: "1",
    submit: controlWords[language].save,
    fields: [
      {
        kind: "choice",
        name: "manage",
        label: words.manage,
        value: manage,
        choices: managers.map((value) => ({ label: managerName(value, surface, language), value })),
      },
      {
        kind: "choice",
        name: "language",
        label: words.language,
        value: chosen,
        choices: languages.map((value) => ({ label: languageNames[value], value })),
      },
    ],
  };
};

const workspaceWords = inEvery({
  en: {
    title: "Workspace settings",
    manage: "Who may change what channels track",
    language: "Language of what everybody sees",
  },
  de: {
    title: "Workspace-Einstellungen",
    manage: "Wer ändern darf, was Kanäle verfolgen",
    language: "Sprache dessen, was alle sehen",
  },
  fr: {
    title: "Réglages de l’espace",
    manage: "Qui peut modifier ce que suivent les canaux",
    language: "Langue de ce que tout le monde voit",
  },
  es: {
    title: "Ajustes del espacio",
    manage: "Quién puede cambiar lo que siguen los canales",
    language: "Idioma de lo que ven todos",
  },
  pt: {
    title: "Configurações do espaço",
    manage: "Quem pode alterar o que os canais acompanham",
    language: "Idioma do que todos veem",
  },
  ja: {
    title: "ワークスペースの設定",
    manage: "チャンネルの追跡内容を変更できる人",
    language: "全員に表示する言語",
  },
});

const managerNames = inEvery<Readonly<Record<Settings["manage"], string>>>({
  en: {
    anyone: "Everybody, guests and people of other companies too",
    members: "Members of this workspace, not guests",
    admins: "Admins only",
  },
  de: {
    anyone: "Alle, auch Gäste und Personen anderer Unternehmen",
    members: "Mitglieder dieses Workspace, keine Gäste",
    admins: "Nur die Administration",
  },
  fr: {
    anyone: "Tout le monde, y compris les invités et les personnes d’autres entreprises",
    members: "Les membres de cet espace, pas les invités",
    admins: "Les administrateurs seulement",
  },
  es: {
    anyone: "Todos, también invitados y personas de otras empresas",
    members: "Los miembros de este espacio, no los invitados",
    admins: "Solo administradores",
  },
  pt: {
    anyone: "Todos, inclusive convidados e pessoas de outras empresas",
    members: "Os membros deste espaço, não os convidados",
    admins: "Só administradores",
  },
  ja: {
    anyone: "全員（ゲストや他社の人も含む）",
    members: "このワークスペースのメンバー（ゲストを除く）",
    admins: "管理者のみ",
  },
});

/** A Discord server knows no guests: it has people who may manage a channel, and people who may manage it all. */
const serverManagerNames = inEvery<Readonly<Record<Settings["manage"], string>>>({
  en: {
    anyone: "Everybody",
    members: "Whoever may manage the channel",
    admins: "Whoever may manage the server",
  },
  de: {
    anyone: "Alle",
    members: "Wer den Kanal verwalten darf",
    admins: "Wer den Server verwalten darf",
  },
  fr: {
    anyone: "Tout le monde",
    members: "Qui peut gérer le salon",
    admins: "Qui peut gérer le serveur",
  },
  es: {
    anyone: "Todos",
    members: "Quien pueda gestionar el canal",
    admins: "Quien pueda gestionar el servidor",
  },
  pt: {
    anyone: "Todos",
    members: "Quem pode gerenciar o canal",
    admins: "Quem pode gerenciar o servidor",
  },
  ja: {
    anyone: "全員",
    members: "チャンネルを管理できる人",
    admins: "サーバーを管理できる人",
  },
});

/** Who may change what is tracked, as people of that platform say it. */
export const managerName = (manage: Settings["manage"], surface: SurfaceName, language: Language): string =>
  (surface === "discord" ? serverManagerNames : managerNames)[language][manage];
