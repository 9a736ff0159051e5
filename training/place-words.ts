import { placeKey } from "../src/text/place-key.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { fieldsOf } from "./word-fields.ts";

export interface PlaceWords {
  readonly names: readonly { readonly name: string; readonly place: number }[];
  readonly nicknames: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, readonly number[]>>;
  readonly everyday: readonly string[];
}

/** What words/places.txt and words/places-everyday.txt say, with the places' numbers in the table. */
export function readPlaceWords(gazetteer: Gazetteer): PlaceWords {
  const { cities, regions, countries } = gazetteer;
  const names: { name: string; place: number }[] = [];
  const nicknames: Record<string, number> = {};
  const codes: Record<string, number[]> = {};
  const code = (letters: string, place: number) => {
    const key = letters.toLowerCase();
    codes[key] = [...new Set([...(codes[key] ?? []), place])];
  };
  regions.forEach(({ code: letters }, index) => {
    if (/^US\.[A-Z]{2}$/u.test(letters)) code(letters.slice(3), cities.length + index);
  });
  countries.forEach(({ code: letters }, index) => {
    code(letters, cities.length + regions.length + index);
  });
  for (const [kind = "", country = "", ...rest] of fieldsOf("places.txt")) {
    const place = placeNamed(gazetteer, kind, country, rest[0] ?? "");
    if (place < 0) console.log(`no such place: ${kind} ${country} ${rest[0]}`);
    for (const name of place < 0 ? [] : (rest.at(-1) ?? "").split(",").map((one) => one.trim())) {
      if (kind === "code") code(name, place);
      else names.push({ name, place });
      if (kind === "nick") nicknames[placeKey(name)] = place;
    }
  }
  const everyday = fieldsOf("places-everyday.txt").flatMap(([line = ""]) => line.split(",").map(placeKey));
  return { names, nicknames, codes, everyday: [...new Set(everyday)].filter(Boolean).sort() };
}

/** Its number in the table; below 0 where there is none. */
function placeNamed({ cities, regions, countries }: Gazetteer, kind: string, country: string, name: string): number {
  const isThere = (code: string | undefined) => code?.startsWith(`${country}.`) === true;
  if (kind === "country") {
    return cities.length + regions.length + countries.findIndex(({ code }) => code === country);
  }
  const own = cities
    .map((city, place) => ({ city, place }))
    .filter(({ city }) => city.names[0] === name && isThere(regions[city.parent - cities.length]?.code))
    .sort((one, other) => other.city.population - one.city.population);
  const region = regions.findIndex((one) => one.name === name && isThere(one.code));
  return (kind === "nick" ? own[0]?.place : undefined) ?? (region < 0 ? region : cities.length + region);
}
