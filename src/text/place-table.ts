import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hashOfKey } from "./place-key.ts";

/** Cities, then regions (the first division of a country), then countries: a number each. Cities stand from south to north. */
export interface PlaceTable {
  readonly cities: number;
  readonly regions: number;
  /** "" where a country's cities belong to no region. */
  readonly names: readonly string[];
  /** Hundredths of a degree. */
  readonly latitudes: Int16Array;
  readonly longitudes: Int16Array;
  /** Of a city the number of its region, of a region that of its country, of a country its own. */
  readonly parents: Uint16Array;
  /** Eight times the binary logarithm of how many people live there, times how well it is known. */
  readonly prominences: Uint8Array;
  /** ISO 3166 alpha-2 of the countries, in their order. */
  readonly countryCodes: readonly string[];
  /** By key: what a short form settles on where nothing else is said. */
  readonly nicknames: ReadonlyMap<string, number>;
  /** By key of two or three letters: countries and regions. */
  readonly codes: ReadonlyMap<string, readonly number[]>;
  /** Keys that mean something else wherever nothing else is said. */
  readonly everyday: ReadonlySet<string>;
  /** Sorted hashes of names, upper 32 bits. */
  readonly hashes: Uint32Array;
  /** The lower 7 bits, and 1 for a name that is not the main one. */
  readonly rests: Uint8Array;
  readonly places: Uint16Array;
}

/** What the file keeps as JSON. */
type Named = Readonly<Pick<PlaceTable, "cities" | "regions" | "names" | "countryCodes">> & {
  readonly nicknames: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, readonly number[]>>;
  readonly everyday: readonly string[];
};

/** The table as it is written. */
export type PlaceFile = Omit<PlaceTable, keyof Named> & Named;

/** "GWP1", little-endian. */
const magic = 0x31505747;

/** What another name than the main one takes from a place's prominence: a factor of 2.8. */
const otherName = 12;

let loaded: PlaceTable | null = null;

/** Read from its file at the first call. */
export const placeTable = (): PlaceTable => {
  loaded ??= decodePlaces(readFileSync(fileURLToPath(new URL("./models/places.bin", import.meta.url))));
  return loaded;
};

/** Places of this name, and how prominent each is under it. */
export function placesNamed(table: PlaceTable, key: string): { place: number; prominence: number }[] {
  const hash = hashOfKey(key);
  const high = Math.floor(hash / 128);
  const found: { place: number; prominence: number }[] = [];
  for (let at = firstOf(table.hashes, high); table.hashes[at] === high; at++) {
    const rest = table.rests[at] as number;
    if (rest >> 1 !== hash % 128) continue;
    const place = table.places[at] as number;
    found.push({ place, prominence: (table.prominences[place] as number) - (rest & 1) * otherName });
  }
  return found;
}

function firstOf(hashes: Uint32Array, high: number): number {
  let from = 0;
  let to = hashes.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((hashes[middle] as number) < high) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function decodePlaces(bytes: Uint8Array): PlaceTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) throw new Error("places.bin is not a table of this version");
  const hashes = view.getUint32(8, true);
  const places = view.getUint32(12, true);
  let at = 16 + view.getUint32(4, true);
  const { everyday, nicknames, codes, ...named } = JSON.parse(Buffer.from(bytes.subarray(16, at)).toString()) as Named;
  const take = (length: number) => {
    at += length;
    return new Uint8Array(bytes.subarray(at - length, at));
  };
  return {
    ...named,
    everyday: new Set(everyday),
    nicknames: new Map(Object.entries(nicknames)),
    codes: new Map(Object.entries(codes)),
    latitudes: new Int16Array(take(places * 2).buffer),
    longitudes: new Int16Array(take(places * 2).buffer),
    parents: new Uint16Array(take(places * 2).buffer),
    prominences: take(places),
    hashes: new Uint32Array(take(hashes * 4).buffer),
    rests: take(hashes),
    places: new Uint16Array(take(hashes * 2).buffer),
  };
}

export function encodePlaces(table: PlaceFile): Buffer {
  const { latitudes, longitudes, parents, prominences, hashes, rests, places, ...named } = table;
  const text = Buffer.from(JSON.stringify(named satisfies Named));
  const head = Buffer.alloc(16);
  [magic, text.length, hashes.length, latitudes.length].forEach((value, index) => {
    head.writeUInt32LE(value, index * 4);
  });
  const columns = [latitudes, longitudes, parents, prominences, hashes, rests, places];
  return Buffer.concat([head, text, ...columns.map((column) => Buffer.from(column.buffer))]);
}
