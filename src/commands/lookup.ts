import type { Card } from "../cards/card.ts";
import { refusal } from "../cards/failure.ts";
import { inEvery, type Said, type Told, told } from "../model/language.ts";
import { typosBetween } from "../text/typos.ts";
import { type Command, isCalled } from "./command.ts";

/** Whichever is called so, in any language. */
export const commandCalled = (verb: string | undefined, commands: readonly Command[]): Command | undefined =>
  commands.find((command) => isCalled(command, verb));

/** What somebody is told who asks for help with it. */
export const explanation =
  ({ name, help, examples }: Command): Said<Card> =>
  (language) => {
    const said = words[language].explained(`/${name}`, help[language], examples.join("   "));
    return { ...refusal(said, language), title: `/${name}` };
  };

/** How many letters may be wrong, missing or swapped. */
const typosMax = 2;

const nearest = (verb: string, commands: readonly Command[]): Command | undefined =>
  commands
    .map((command) => {
      const typos = Object.values(command.names).map((name) => {
        const begins = verb.startsWith(name) || (verb.length > 2 && name.startsWith(verb));
        return begins ? 0 : typosBetween(verb.slice(0, 32), name);
      });
      return { command, typos: Math.min(...typos) };
    })
    .filter(({ typos }) => typos <= typosMax)
    .sort((a, b) => a.typos - b.typos)[0]?.command;

/** What somebody is told who typed none of them. */
export function unknownCommand(verb: string | undefined, commands: readonly Command[]): Told {
  if (!verb) return onlyCommands;
  const [typed, near] = [`/${verb.slice(0, 32)}`, nearest(verb, commands)];
  return told((language) => words[language].unknown(typed, near ? `/${near.name}` : null));
}

const onlyCommands: Told = {
  en: "I answer to commands. Try /track #worldcup, or /hashtag help for all of them.",
  de: "Geantwortet wird auf Befehle, zum Beispiel /track #worldcup; /hashtag help zeigt alle.",
  fr: "Je réponds à des commandes. Essayez /track #worldcup, ou /hashtag help pour les voir toutes.",
  es: "Respondo a comandos. Prueba /track #worldcup, o /hashtag help para verlos todos.",
  pt: "Respondo a comandos. Tente /track #worldcup, ou /hashtag help para ver todos.",
  ja: "コマンドにお答えします。/track #worldcup を試すか、/hashtag help で一覧をご覧ください。",
};

const words = inEvery({
  en: {
    explained: (command: string, help: string, examples: string) => `${command}: ${help}. For example: ${examples}`,
    unknown: (typed: string, near: string | null) =>
      `There is no command ${typed}.${near ? ` Did you mean ${near}?` : ""} /hashtag help lists them all.`,
  },
  de: {
    explained: (command, help, examples) => `${command}: ${help}. Zum Beispiel: ${examples}`,
    unknown: (typed, near) =>
      `Den Befehl ${typed} gibt es nicht.${near ? ` War ${near} gemeint?` : ""} /hashtag help zeigt alle.`,
  },
  fr: {
    explained: (command, help, examples) => `${command} : ${help}. Par exemple : ${examples}`,
    unknown: (typed, near) =>
      `La commande ${typed} n’existe pas.${near ? ` Vouliez-vous dire ${near} ?` : ""} /hashtag help les affiche toutes.`,
  },
  es: {
    explained: (command, help, examples) => `${command}: ${help}. Por ejemplo: ${examples}`,
    unknown: (typed, near) =>
      `No existe el comando ${typed}.${near ? ` ¿Querías decir ${near}?` : ""} /hashtag help los muestra todos.`,
  },
  pt: {
    explained: (command, help, examples) => `${command}: ${help}. Por exemplo: ${examples}`,
    unknown: (typed, near) =>
      `O comando ${typed} não existe.${near ? ` Você quis dizer ${near}?` : ""} /hashtag help mostra todos.`,
  },
  ja: {
    explained: (command, help, examples) => `${command}: ${help}。例: ${examples}`,
    unknown: (typed, near) =>
      `${typed} というコマンドはありません。${near ? `${near} のことですか？` : ""}/hashtag help で一覧を表示できます。`,
  },
});
