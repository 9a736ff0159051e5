import { note } from "../cards/changed.ts";
import { managerName } from "../cards/workspace-form.ts";
import { FieldError } from "../model/errors.ts";
import { inEvery, type Language, languageNames, languages, type Said, type Told, told } from "../model/language.ts";
import type { SurfaceName } from "../model/place.ts";
import { managers, type Settings } from "../model/settings.ts";
import { defineAction } from "./action.ts";

/** Any value. The form of cards/workspace-form.ts. */
export default defineAction({
  id: "workspace-save",
  writes: "workspace",
  async run({ values, where }, services) {
    const manage = managers.find((manager) => manager === values["manage"]);
    if (!manage)
      throw new FieldError(
        "manage",
        oneOf((reader) => managers.map((one) => managerName(one, where.channel.surface, reader))),
      );
    const language = languages.find((one) => one === values["language"]);
    if (!language && values["language"] !== undefined)
      throw new FieldError(
        "language",
        oneOf(() => languages.map((one) => languageNames[one])),
      );
    const { settings } = services.tenant(where.channel.workspace);
    const saved = await settings.change({ manage, ...(language && { language }) });
    return {
      visible: "only-you",
      card: (reader) => note(words[reader].title, words[reader].saved(namesIn(saved, where.channel.surface, reader))),
    };
  },
});

const namesIn = ({ manage, language }: Settings, surface: SurfaceName, reader: Language) => ({
  manager: managerName(manage, surface, reader),
  language: languageNames[language],
});

const oneOf = (choices: Said<readonly string[]>): Told => {
  const list = told((reader) => choices(reader).join("; "));
  return {
    en: `Choose one of ${list.en}.`,
    de: `Möglich sind: ${list.de}.`,
    fr: `Choix possibles : ${list.fr}.`,
    es: `Elige una de estas opciones: ${list.es}.`,
    pt: `Escolha uma destas opções: ${list.pt}.`,
    ja: `次から選んでください: ${list.ja}`,
  };
};

interface Names {
  readonly manager: string;
  readonly language: string;
}

const words = inEvery({
  en: {
    title: "Settings saved",
    saved: ({ manager, language }: Names) =>
      `May change what channels track: ${manager}. What everybody sees is in: ${language}.`,
  },
  de: {
    title: "Einstellungen gespeichert",
    saved: ({ manager, language }) =>
      `Ändern, was Kanäle verfolgen, dürfen: ${manager}. Sprache dessen, was alle sehen: ${language}.`,
  },
  fr: {
    title: "Réglages enregistrés",
    saved: ({ manager, language }) =>
      `Peuvent modifier ce que suivent les canaux : ${manager}. Langue de ce que tout le monde voit : ${language}.`,
  },
  es: {
    title: "Ajustes guardados",
    saved: ({ manager, language }) =>
      `Pueden cambiar lo que siguen los canales: ${manager}. Idioma de lo que ven todos: ${language}.`,
  },
  pt: {
    title: "Configurações salvas",
    saved: ({ manager, language }) =>
      `Podem alterar o que os canais acompanham: ${manager}. Idioma do que todos veem: ${language}.`,
  },
  ja: {
    title: "設定を保存しました",
    saved: ({ manager, language }) =>
      `チャンネルの追跡内容を変更できる人: ${manager}。全員に表示する言語: ${language}。`,
  },
});
