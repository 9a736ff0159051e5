import { expect, it, vi } from "vitest";
import { placeAt, placeOf } from "../../src/text/place.ts";
import { readLabelledPlaces, verdictOn } from "../../training/place-verdict.ts";

/** City, region, country; "-" for what is not said. */
function read(location: string): string | null {
  const place = placeOf(location);
  return place && [place.city ?? "-", place.region ?? "-", place.country].join(" / ");
}

it("reads what it has read before no second time, be it somewhere or nowhere", () => {
  const read = vi.spyOn(String.prototype, "normalize");
  for (const location of ["Hamburg, Germany", "behind the seven hills"]) {
    placeOf(location);
    read.mockClear();
    placeOf(location);
    expect(read).not.toHaveBeenCalled();
  }
  read.mockRestore();
});

it("says city, region, country and coordinates", () => {
  expect(placeOf("New York, NY")).toEqual({
    name: "New York City",
    city: "New York City",
    region: "New York",
    country: "US",
    latitude: 40.71,
    longitude: -74.01,
  });
});

it("says a region or a country with where its people live, and no city", () => {
  const texas = placeOf("Texas");
  expect(texas).toMatchObject({ name: "Texas", region: "Texas", country: "US" });
  expect(texas).not.toHaveProperty("city");
  expect(Math.abs((texas?.latitude ?? 0) - 30.8)).toBeLessThan(1);
  expect(Math.abs((texas?.longitude ?? 0) + 97.5)).toBeLessThan(1);
  const japan = placeOf("日本");
  expect(japan).toMatchObject({ name: "Japan", country: "JP" });
  expect(japan).not.toHaveProperty("region");
});

it.each([
  ["NYC", "New York City / New York / US"],
  ["LA", "Los Angeles / California / US"],
  ["Washington DC", "Washington / District of Columbia / US"],
  ["MÜNCHEN", "Munich / Bavaria / DE"],
  ["muenchen", "Munich / Bavaria / DE"],
  ["São Paulo - BR", "São Paulo / São Paulo / BR"],
  ["東京都渋谷区", "Tokyo / Tokyo / JP"],
  ["서울특별시 강남구", "Seoul / Seoul / KR"],
  ["القاهرة، مصر", "Cairo / - / EG"],
  ["Москва", "Moscow / Moscow / RU"],
  ["TX", "- / Texas / US"],
  ["Schottland", "- / Scotland / GB"],
  ["Côte d'Ivoire", "- / - / CI"],
  ["🇧🇷", "- / - / BR"],
  ["🏴󠁧󠁢󠁳󠁣󠁴󠁿", "- / Scotland / GB"],
  ["📍 based in lisbon 🇵🇹", "Lisbon / Lisbon / PT"],
  ["#Berlin", "Berlin / Berlin / DE"],
  ["she/her · Toronto", "Toronto / Ontario / CA"],
])("knows what people call places: %s", (location, place) => {
  expect(read(location)).toBe(place);
});

it.each([
  ["Paris", "Paris / Île-de-France / FR"],
  ["Paris, TX", "Paris / Texas / US"],
  ["Paris Texas", "Paris / Texas / US"],
  ["Tbilisi, Georgia", "Tbilisi / - / GE"],
  ["Atlanta, Georgia", "Atlanta / Georgia / US"],
  ["London, ON", "London / Ontario / CA"],
  ["Valencia, Venezuela", "Valencia / Carabobo / VE"],
  ["Nice, France", "Nice / Provence-Alpes-Côte d'Azur / FR"],
  ["Porto, Portugal", "Porto / Porto / PT"],
  ["Quebec, Canada", "- / Quebec / CA"],
])("lets what stands beside a name decide: %s", (location, place) => {
  expect(read(location)).toBe(place);
});

it("asks for less where more is said, but not for nothing", () => {
  expect(read("Portland, USA")).toBe("Portland / Oregon / US");
  expect(read("Springfield, USA")).toBe("- / - / US");
});

it("takes the number of a quarter, a postcode or a year for no part of the name", () => {
  expect([read("Praha 7"), read("1030 Wien"), read("Paris 2024")].map((place) => place?.split(" / ")[0])).toEqual([
    ...["Prague", "Vienna", "Paris"],
  ]);
});

it("says what two places have in common, where that is a country or less", () => {
  expect(read("Paris / Lyon")).toBe("- / - / FR");
  expect(read("Köln / Bonn")).toBe("- / North Rhine-Westphalia / DE");
  expect(read("london // berlin")).toBeNull();
});

it.each(["Springfield", "Georgia", "Valencia", "San Jose", "Cambridge", "CA", "DE", "Washington"])(
  "leaves open what several places are called: %s",
  (location) => {
    expect(placeOf(location)).toBeNull();
  },
);

it.each(["Bergen, NY", "Tokyo 🇨🇦 Nairobi", "🇺🇸🇲🇽", "🇫🇷 living in 🇬🇧", "Paris 🇺🇸"])(
  "leaves open what contradicts itself: %s",
  (location) => {
    expect(placeOf(location)).toBeNull();
  },
);

it.each([
  ...["", "  ", "somewhere over the rainbow", "127.0.0.1", "home", "Nice", "Mobile", "reading", "Of", "Earth"],
  ...["Real Madrid", "IT", "SB", "https://paris.example/fr", "me@paris.fr", "@berlin", "12:30", "4, 5", "Tokyo Drift"],
  ...["constructor", "__proto__", "business: DM", "🏳️‍🌈", "どこか"],
])("finds no place in what is none: %j", (location) => {
  expect(placeOf(location)).toBeNull();
});

it("reads a geotag as the nearest city, at the place that was given", () => {
  expect(placeOf("52.52, 13.40")).toMatchObject({ city: "Berlin", country: "DE", latitude: 52.52, longitude: 13.4 });
  expect(placeOf("ÜT: 40.71,-74.00")).toMatchObject({ city: "New York City", latitude: 40.71, longitude: -74 });
  expect(placeOf("33.8688° S, 151.2093° E")).toMatchObject({ city: "Sydney", country: "AU", latitude: -33.8688 });
});

it("finds no city farther than 50 km from a place on the map, nor off the map", () => {
  expect(placeAt(-40, -120)).toBeNull();
  expect(placeAt(53.08, 8.8)?.city).toBe("Bremen");
  expect(placeAt(54.9, 6)).toBeNull();
  expect([placeAt(Number.NaN, 0), placeAt(0, Number.NaN), placeAt(95, 0)]).toEqual([null, null, null]);
});

it("is wrong in at most 2 of 100 answers, and finds at least 95 of 100 places, on 322 labelled ones", () => {
  const verdicts = readLabelledPlaces().map(verdictOn);
  const count = (verdict: string) => verdicts.filter((one) => one === verdict).length;
  const [right, less, wrong, missed] = [count("right"), count("less"), count("wrong"), count("missed")];
  expect(verdicts.length).toBeGreaterThan(300);
  expect(wrong / (right + less + wrong)).toBeLessThanOrEqual(0.02);
  expect(missed / (right + less + missed)).toBeLessThanOrEqual(0.05);
});
