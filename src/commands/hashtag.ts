import { type HelpLine, helpCard } from "../cards/help-card.ts";
import { workspaceForm } from "../cards/workspace-form.ts";
import { inEvery } from "../model/language.ts";
import { defineCommand } from "./command.ts";
import { word } from "./options.ts";

const topicNames = inEvery({
  en: { help: "help", settings: "settings" },
  de: { help: "hilfe", settings: "einstellungen" },
  fr: { help: "aide", settings: "réglages" },
  es: { help: "ayuda", settings: "ajustes" },
  pt: { help: "ajuda", settings: "configurações" },
  ja: { help: "ヘルプ", settings: "設定" },
});

/** Whether a typed word asks for help, in any language. */
export const isHelp = (typed: string): boolean =>
  Object.values(topicNames).some(({ help }) => help === typed.normalize("NFKC").toLowerCase());

/** The umbrella: `/hashtag track #cats` is `/track #cats` (the door sees to it), and help lives here. */
export const createHashtag = (list: () => readonly HelpLine[]) =>
  defineCommand({
    name: "hashtag",
    names: { en: "hashtag", de: "hashtag", fr: "hashtag", es: "hashtag", pt: "hashtag", ja: "ハッシュタグ" },
    help: {
      en: "Show what Groundswell understands; any command also works under it",
      de: "Zeigt, was Groundswell versteht; jeder Befehl geht auch hier",
      fr: "Affiche ce que Groundswell comprend ; toute commande marche aussi ici",
      es: "Muestra lo que entiende Groundswell; aquí también sirve cualquier comando",
      pt: "Mostra o que o Groundswell entende; qualquer comando também funciona aqui",
      ja: "Groundswell で使えるコマンドを表示します。どのコマンドもこの後に続けて使えます",
    },
    examples: ["/hashtag help", "/hashtag track #worldcup", "/hashtag settings"],
    options: {
      topic: word(
        {
          names: { en: "topic", de: "thema", fr: "sujet", es: "tema", pt: "assunto", ja: "項目" },
          help: {
            en: "What to show",
            de: "Was gezeigt wird",
            fr: "Ce qu’il faut afficher",
            es: "Qué mostrar",
            pt: "O que mostrar",
            ja: "表示する内容",
          },
        },
        ["help", "settings"],
        topicNames,
      ),
    },
    writes: () => false,
    opensForm: ({ topic }) => topic === "settings",
    async run({ options, where }, services) {
      if (options.topic !== "settings") return { visible: "only-you", card: (language) => helpCard(list(), language) };
      const settings = await services.tenant(where.channel.workspace).settings.get();
      return { visible: "only-you", form: (language) => workspaceForm(settings, where.channel.surface, language) };
    },
  });
