/** Languages whose names of countries are known: the chat's own, and those that are at home in many countries or that many people write. */
const languages =
  "en de fr es pt ja it nl sv da nb fi is pl cs sk hu ro el tr ru uk be bg sr mk hr sl bs sq et lv lt ar he fa ur hi bn ta te mr gu kn ml pa ne si ko zh zh-Hant th vi id ms fil ca eu gl ka hy az kk uz mn sw am so zu af cy ga km lo my".split(
    " ",
  );

const regionNames = (language: string) => new Intl.DisplayNames(language, { type: "region", fallback: "none" });

const known = languages.map(regionNames);
const english = regionNames("en");

export const countryName = (code: string): string => english.of(code) ?? code;

/** Too short to be told from a word of another language. */
const isShortWord = (name: string): boolean => /^\p{Script=Latin}{1,3}$/u.test(name);

/** What a country is called in all of these, and in its own main language. */
export function countryNames(code: string): readonly string[] {
  const own = regionNames(new Intl.Locale(`und-${code}`).maximize().language);
  const names = [...known, own].map((language) => language.of(code)).filter((name) => name !== undefined);
  return [...new Set(names)].filter((name) => !isShortWord(name));
}
