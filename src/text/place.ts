import type { Location } from "../model/post.ts";
import { choosePlace, countryOf, fitTogether } from "./place-choice.ts";
import { mentionsOf } from "./place-mentions.ts";
import { coordinatesOf, isLinkLike, partsOf } from "./place-parts.ts";
import { type PlaceTable, placeTable } from "./place-table.ts";

/** A city, or no more than the region or the country, with its coordinates: those of an area are where its people live on average. */
export interface Place extends Location {
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** What is longer is a story, not a place. */
const charactersMax = 200;
const partsMax = 12;

/** What was read last, twice as many at most: people post more than once, and many are from the same towns. */
const rememberedPlaces = 1_000;
let young = new Map<string, Place | null>();
let old = new Map<string, Place | null>();

/** What a location as people write it says, or its coordinates; null where it is nowhere, or not one place. */
export function placeOf(location: string): Place | null {
  const text = location.trim();
  if (text.length === 0 || text.length > charactersMax) return null;
  let known = young.get(text);
  if (known === undefined) known = old.get(text);
  if (known !== undefined) return known;
  const place = readPlace(text);
  young.set(text, place);
  if (young.size >= rememberedPlaces) [old, young] = [young, new Map()];
  return place;
}

function readPlace(text: string): Place | null {
  const coordinates = coordinatesOf(text);
  if (coordinates) return placeAt(...coordinates);
  if (isLinkLike(text)) return null;
  const parts = partsOf(text.normalize("NFKC").replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, keptOnly));
  if (parts.length === 0 || parts.length > partsMax) return null;
  const table = placeTable();
  const said = parts.map((part) => mentionsOf(table, part, parts.length === 1) ?? []);
  if (!said.every((mentions) => fitTogether(table, mentions))) return null;
  const mentions = said.flat();
  const place = mentions.length ? choosePlace(table, mentions) : null;
  return place === null ? null : described(table, place);
}

/** Kilometres; beyond them a place on the map is at no city. */
const nearMaxKm = 50;

const kilometresOfDegree = 111.2;

/** The nearest city of at least 5,000 people, at the coordinates that were given; null where none is near. */
export function placeAt(latitude: number, longitude: number): Place | null {
  const table = placeTable();
  const { latitudes, longitudes } = table;
  const band = nearMaxKm / kilometresOfDegree;
  let nearest: number | null = null;
  let nearestKm = nearMaxKm;
  for (let city = firstNorthOf(table, (latitude - band) * 100); city < table.cities; city++) {
    const north = (latitudes[city] as number) / 100;
    if (north > latitude + band) break;
    const distance = distanceKm(latitude, longitude, north, (longitudes[city] as number) / 100);
    if (distance <= nearestKm) [nearest, nearestKm] = [city, distance];
  }
  return nearest === null ? null : { ...described(table, nearest), latitude, longitude };
}

function firstNorthOf({ cities, latitudes }: PlaceTable, hundredths: number): number {
  let from = 0;
  let to = cities;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((latitudes[middle] as number) < hundredths) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** On a plane, which is true enough within 50 km; no city lies as near as that on the other side of the date line. */
function distanceKm(latitude: number, longitude: number, north: number, east: number): number {
  const shrunk = (east - longitude) * Math.cos((((latitude + north) / 2) * Math.PI) / 180);
  return kilometresOfDegree * Math.hypot(latitude - north, shrunk);
}

function described(table: PlaceTable, place: number): Place {
  const { names, parents, cities, regions, countryCodes } = table;
  const name = names[place] as string;
  const region = place < cities ? (parents[place] as number) : place < cities + regions ? place : null;
  const country = countryCodes[countryOf(table, place) - cities - regions] as string;
  const [latitude, longitude] = [table.latitudes[place] as number, table.longitudes[place] as number];
  return {
    name,
    ...(place < cities ? { city: name } : {}),
    ...(region !== null && names[region] ? { region: names[region] } : {}),
    country,
    latitude: latitude / 100,
    longitude: longitude / 100,
  };
}

/** Line breaks stay, and what flags and emoji are made of. */
function keptOnly(character: string): string {
  if (/[\n\r\t]/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  return code === 0x200d || (code >= 0xe0020 && code <= 0xe007f) ? character : "";
}
