import { type HelpLine, helpCard } from "../cards/help-card.ts";
import { wordListsCard } from "../cards/word-lists-card.ts";
import { workspaceForm } from "../cards/workspace-form.ts";
import { inEvery } from "../model/language.ts";
import { defineCommand } from "./command.ts";
import { link, unlink } from "./link.ts";
import { linkCode, word } from "./options.ts";

const topicNames = inEvery({
  en: { help: "help", settings: "settings", words: "words", link: "link", unlink: "unlink" },
  de: { help: "hilfe", settings: "einstellungen", words: "wörter", link: "verbinden", unlink: "trennen" },
  fr: { help: "aide", settings: "réglages", words: "mots", link: "relier", unlink: "délier" },
  es: { help: "ayuda", settings: "ajustes", words: "palabras", link: "enlazar", unlink: "desenlazar" },
  pt: { help: "ajuda", settings: "configurações", words: "palavras", link: "vincular", unlink: "desvincular" },
  ja: { help: "ヘルプ", settings: "設定", words: "単語", link: "連携", unlink: "連携解除" },
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
    examples: [
      "/hashtag help",
      "/hashtag track #worldcup",
      "/hashtag settings",
      "/hashtag words",
      "/hashtag link",
      "/hashtag link K7QFM-2MXDR",
      "/hashtag unlink",
    ],
    options: {
      topic: word(
        {
          names: { en: "topic", de: "thema", fr: "sujet", es: "tema", pt: "assunto", ja: "項目" },
          help: {
            en: "What to show, or whether to link this workspace with another",
            de: "Was gezeigt wird, oder ob sich der Workspace mit einem anderen verbindet",
            fr: "Ce qu’il faut afficher, ou s’il faut relier cet espace de travail à un autre",
            es: "Qué mostrar, o si enlazar este espacio de trabajo con otro",
            pt: "O que mostrar, ou se vincular este espaço de trabalho a outro",
            ja: "表示する内容、または他のワークスペースとの連携",
          },
        },
        ["help", "settings", "words", "link", "unlink"],
        topicNames,
      ),
      code: linkCode({
        names: { en: "code", de: "code", fr: "code", es: "código", pt: "código", ja: "コード" },
        help: {
          en: "The code that /hashtag link gave in the other workspace",
          de: "Der Code, den /hashtag link im anderen Workspace ausgegeben hat",
          fr: "Le code donné par /hashtag link dans l’autre espace de travail",
          es: "El código que dio /hashtag link en el otro espacio de trabajo",
          pt: "O código que /hashtag link deu no outro espaço de trabalho",
          ja: "相手側のワークスペースで /hashtag link が表示したコード",
        },
      }),
    },
    writes: ({ topic, code }) => (topic === "link" || topic === "unlink" || code !== null ? "workspace" : false),
    opensForm: ({ topic, code }) => topic === "settings" && code === null,
    async run({ options, where, who }, services) {
      const { topic, code } = options;
      if (topic === "unlink") return unlink(where, services);
      if (topic === "link" || code !== null) return link(code, { where, who }, services);
      if (topic === "words") {
        const lists = await services.tenant(where.channel.workspace).wordLists.list();
        return { visible: "only-you", card: (language) => wordListsCard(lists, language) };
      }
      if (topic !== "settings") return { visible: "only-you", card: (language) => helpCard(list(), language) };
      const settings = await services.tenant(where.channel.workspace).settings.get();
      return { visible: "only-you", form: (language) => workspaceForm(settings, where.channel.surface, language) };
    },
  });
