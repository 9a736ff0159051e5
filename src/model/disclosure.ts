import { inEvery, type Language } from "./language.ts";

/** What numbers are that did not come from a network as they happened. */
export type Disclosure = "simulated" | "replayed";
/** The same of several networks together. */
export type SharedDisclosure = Disclosure | `partly ${Disclosure}`;

/** "simulated", and "simulated data". */
const words = inEvery<Readonly<Record<SharedDisclosure, readonly [alone: string, data: string]>>>({
  en: {
    simulated: ["simulated", "simulated data"],
    "partly simulated": ["partly simulated", "partly simulated data"],
    replayed: ["replayed", "replayed data"],
    "partly replayed": ["partly replayed", "partly replayed data"],
  },
  de: {
    simulated: ["simuliert", "simulierte Daten"],
    "partly simulated": ["teils simuliert", "teils simulierte Daten"],
    replayed: ["aufgezeichnet", "aufgezeichnete Daten"],
    "partly replayed": ["teils aufgezeichnet", "teils aufgezeichnete Daten"],
  },
  fr: {
    simulated: ["simulé", "données simulées"],
    "partly simulated": ["en partie simulé", "données en partie simulées"],
    replayed: ["rejoué", "données rejouées"],
    "partly replayed": ["en partie rejoué", "données en partie rejouées"],
  },
  es: {
    simulated: ["simulado", "datos simulados"],
    "partly simulated": ["en parte simulado", "datos en parte simulados"],
    replayed: ["grabado", "datos grabados"],
    "partly replayed": ["en parte grabado", "datos en parte grabados"],
  },
  pt: {
    simulated: ["simulado", "dados simulados"],
    "partly simulated": ["em parte simulado", "dados em parte simulados"],
    replayed: ["gravado", "dados gravados"],
    "partly replayed": ["em parte gravado", "dados em parte gravados"],
  },
  ja: {
    simulated: ["シミュレーション", "シミュレーションデータ"],
    "partly simulated": ["一部シミュレーション", "一部シミュレーションデータ"],
    replayed: ["再生", "再生データ"],
    "partly replayed": ["一部再生", "一部再生データ"],
  },
});

/** "simulated", "partly simulated". */
export const disclosed = (disclosure: SharedDisclosure, language: Language): string => words[language][disclosure][0];

/** "simulated data", "partly simulated data". */
export const disclosedData = (disclosure: SharedDisclosure, language: Language): string =>
  words[language][disclosure][1];
