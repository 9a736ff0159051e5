import type { Mention, Reading } from "./place-mentions.ts";
import type { PlaceTable } from "./place-table.ts";

/** In steps of an eighth of a doubling: five times as prominent; three times, where more than the name is said; twenty times. */
const alone = 19;
const inContext = 13;
const beyondDoubt = 35;
/** Three and a half times: "Porto" is the city, "Quebec" the province. */
const regionMargin = 14;

/** Territories that people write the other country behind. */
const widerCountries: Readonly<Record<string, string>> = {
  ...{ HK: "CN", MO: "CN", PR: "US", GU: "US", VI: "US", AS: "US", MP: "US" },
  ...{ GP: "FR", MQ: "FR", RE: "FR", GF: "FR", YT: "FR", NC: "FR", PF: "FR", GL: "DK", FO: "DK", AX: "FI" },
};

/** The one place that all mentions speak of: a city, or what is known of where it lies; null where they leave it open. */
export function choosePlace(table: PlaceTable, mentions: readonly Mention[]): number | null {
  if (mentions.length === 1) return chooseAlone(table, mentions[0] as Mention);
  const together = chooseTogether(table, mentions);
  if (together !== undefined) return together;
  const strong = mentions.filter(({ isWeak }) => !isWeak);
  if (strong.length === 0) return null;
  if (strong.length < mentions.length) return choosePlace(table, strong);
  return sharedBy(
    table,
    strong.map((mention) => chooseAlone(table, mention)),
  );
}

/** Whether one place can be meant by all of them. */
export const fitTogether = (table: PlaceTable, mentions: readonly Mention[]): boolean =>
  mentions.length < 2 || chooseTogether(table, mentions) !== undefined;

export function countryOf(table: PlaceTable, place: number): number {
  const parent = table.parents[place] as number;
  return parent === place ? place : countryOf(table, parent);
}

const isWithin = (table: PlaceTable, place: number, area: number): boolean => {
  for (let at = place; ; at = table.parents[at] as number) {
    if (at === area) return true;
    if (table.parents[at] === at) return isInWiderCountry(table, at, area);
  }
};

function isInWiderCountry(table: PlaceTable, country: number, area: number): boolean {
  const first = table.cities + table.regions;
  const wider = widerCountries[table.countryCodes[country - first] ?? ""];
  return wider !== undefined && table.countryCodes[area - first] === wider;
}

function chooseAlone(table: PlaceTable, mention: Mention): number | null {
  const { readings, settled, isWeak, isCode } = mention;
  if (settled !== null) return settled;
  if (isWeak || isCode) return null;
  const best = mostProminent(readings);
  const chain = readings.filter(
    ({ place }) => isWithin(table, place, best.place) || isWithin(table, best.place, place),
  );
  if (rivals(table, readings, best, alone).length > 0) return null;
  return deepest(table, chain, [mention]);
}

const mostProminent = (readings: readonly Reading[]): Reading =>
  readings.reduce((best, reading) => (reading.prominence > best.prominence ? reading : best));

/** Readings that the best one leaves a chance to: elsewhere, and not so much smaller. */
const rivals = (table: PlaceTable, readings: readonly Reading[], best: Reading, steps: number): readonly Reading[] =>
  readings.filter(
    ({ place, prominence }) =>
      prominence > best.prominence - steps &&
      !isWithin(table, place, best.place) &&
      !isWithin(table, best.place, place),
  );

/** undefined where no place fits all mentions. */
function chooseTogether(table: PlaceTable, mentions: readonly Mention[]): number | null | undefined {
  const fits = (place: number, mention: Mention) =>
    mention.readings.some((reading) => isWithin(table, place, reading.place));
  const fitting = mentions
    .flatMap(({ readings }) => readings)
    .filter(({ place }) => mentions.every((mention) => fits(place, mention)));
  if (fitting.length === 0) return undefined;
  const cities = fitting.filter(({ place }) => place < table.cities);
  const best = mostProminent(cities.length ? cities : fitting);
  if (mentions.some((mention) => isForeignFlag(mention, mentions, best))) return null;
  const open = rivals(table, fitting, best, inContext);
  if (open.length > 0)
    return sharedBy(
      table,
      [best, ...open].map(({ place }) => place),
    );
  const chain = fitting.filter(({ place }) => isWithin(table, place, best.place) || isWithin(table, best.place, place));
  return deepest(table, chain, mentions);
}

/** "Paris" beside a flag of the United States says where somebody is and where they come from, not that they are in Paris, Texas. */
const isForeignFlag = ({ isFlag }: Mention, mentions: readonly Mention[], best: Reading): boolean =>
  isFlag &&
  mentions.some((other) => !other.isFlag && mostProminent(other.readings).prominence > best.prominence + beyondDoubt);

/** Of a city and the region or country of the same name: the city, unless the other is much better known and not said beside it. */
function deepest(table: PlaceTable, chain: readonly Reading[], mentions: readonly Mention[]): number {
  const [smallest, ...areas] = [...chain].sort((one, other) => one.place - other.place) as [Reading, ...Reading[]];
  if (smallest.place >= table.cities) return smallest.place;
  const saysCity = (mention: Mention) => mention.readings.some(({ place }) => place === smallest.place);
  const larger = areas.find((area) => {
    const said = mentions.filter(({ readings }) => readings.some(({ place }) => place === area.place));
    const margin = isCountry(table, area.place) ? 0 : regionMargin;
    return said.every(saysCity) && area.prominence > smallest.prominence + margin;
  });
  return larger?.place ?? smallest.place;
}

const isCountry = (table: PlaceTable, place: number): boolean => place >= table.cities + table.regions;

/** The smallest region or country in which all of them lie. */
function sharedBy(table: PlaceTable, places: readonly (number | null)[]): number | null {
  if (places.includes(null)) return null;
  for (let area = places[0] as number; ; area = table.parents[area] as number) {
    if (places.every((place) => isWithin(table, place as number, area))) return area;
    if (table.parents[area] === area) return null;
  }
}
