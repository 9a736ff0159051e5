import type { Location } from "../../model/post.ts";
import { type Chance, weighted } from "./chance.ts";

export const languages = ["en", "es", "pt", "de", "fr", "it", "ja", "hi", "ar", "id"] as const;
export type Language = (typeof languages)[number];

/** Countries of `regions` in which a language is at home. */
export const countriesOf: Readonly<Record<Language, readonly string[]>> = {
  en: ["US", "CA", "GB", "IE", "IN", "SG"],
  es: ["ES", "MX", "CO", "PE", "CL", "AR"],
  pt: ["BR", "PT"],
  de: ["DE", "AT"],
  fr: ["FR"],
  it: ["IT"],
  ja: ["JP"],
  hi: ["IN"],
  ar: ["EG", "SA", "AE", "JO"],
  id: ["ID"],
};

/** A part of the world: when it is awake, what it speaks, where its people live. */
export interface Region {
  readonly name: string;
  /** Hours its clocks are ahead of UTC; summer time left out. */
  readonly utcOffsetHours: number;
  /** How often a tag is at home here. */
  readonly weight: number;
  readonly language: (roll: Chance) => Language;
  readonly cities: readonly City[];
}

export interface City {
  readonly location: Location;
  /** In the script of its own language, where that is not the Latin one. */
  readonly localName: string | null;
}

type CityRow = readonly [name: string, country: string, latitude: number, longitude: number, localName?: string];

const cities = (rows: readonly CityRow[]): readonly City[] =>
  rows.map(([name, country, latitude, longitude, localName]) => ({
    location: { name, country, latitude, longitude },
    localName: localName ?? null,
  }));

export const regions: readonly Region[] = [
  {
    name: "north-america",
    utcOffsetHours: -6,
    weight: 0.3,
    language: weighted<Language>({ en: 82, es: 11, fr: 4, pt: 1, hi: 1, ar: 1 }),
    cities: cities([
      ["New York", "US", 40.71, -74.01],
      ["Los Angeles", "US", 34.05, -118.24],
      ["Chicago", "US", 41.88, -87.63],
      ["Houston", "US", 29.76, -95.37],
      ["Atlanta", "US", 33.75, -84.39],
      ["Seattle", "US", 47.61, -122.33],
      ["Toronto", "CA", 43.65, -79.38],
      ["Montréal", "CA", 45.5, -73.57],
    ]),
  },
  {
    name: "europe",
    utcOffsetHours: 1,
    weight: 0.26,
    language: weighted<Language>({ en: 36, de: 20, fr: 18, es: 12, it: 10, pt: 3, ar: 1 }),
    cities: cities([
      ["London", "GB", 51.51, -0.13],
      ["Manchester", "GB", 53.48, -2.24],
      ["Dublin", "IE", 53.35, -6.26],
      ["Berlin", "DE", 52.52, 13.4],
      ["Hamburg", "DE", 53.55, 9.99],
      ["Wien", "AT", 48.21, 16.37],
      ["Paris", "FR", 48.86, 2.35],
      ["Lyon", "FR", 45.76, 4.84],
      ["Madrid", "ES", 40.42, -3.7],
      ["Barcelona", "ES", 41.39, 2.17],
      ["Milano", "IT", 45.46, 9.19],
      ["Lisboa", "PT", 38.72, -9.14],
      ["Amsterdam", "NL", 52.37, 4.9],
    ]),
  },
  {
    name: "latin-america",
    utcOffsetHours: -5,
    weight: 0.12,
    language: weighted<Language>({ es: 84, pt: 6, en: 9, fr: 1 }),
    cities: cities([
      ["Ciudad de México", "MX", 19.43, -99.13],
      ["Guadalajara", "MX", 20.67, -103.35],
      ["Bogotá", "CO", 4.71, -74.07],
      ["Lima", "PE", -12.05, -77.04],
      ["Santiago", "CL", -33.45, -70.67],
      ["Buenos Aires", "AR", -34.6, -58.38],
    ]),
  },
  {
    name: "brazil",
    utcOffsetHours: -3,
    weight: 0.09,
    language: weighted<Language>({ pt: 86, en: 8, es: 6 }),
    cities: cities([
      ["São Paulo", "BR", -23.55, -46.63],
      ["Rio de Janeiro", "BR", -22.91, -43.17],
      ["Salvador", "BR", -12.97, -38.5],
      ["Porto Alegre", "BR", -30.03, -51.23],
    ]),
  },
  {
    name: "south-asia",
    utcOffsetHours: 5.5,
    weight: 0.1,
    language: weighted<Language>({ en: 54, hi: 45, ar: 1 }),
    cities: cities([
      ["Delhi", "IN", 28.61, 77.21, "दिल्ली"],
      ["Mumbai", "IN", 19.08, 72.88, "मुंबई"],
      ["Bengaluru", "IN", 12.97, 77.59, "बेंगलुरु"],
      ["Kolkata", "IN", 22.57, 88.36, "कोलकाता"],
    ]),
  },
  {
    name: "east-asia",
    utcOffsetHours: 9,
    weight: 0.05,
    language: weighted<Language>({ ja: 88, en: 11, id: 1 }),
    cities: cities([
      ["Tokyo", "JP", 35.68, 139.69, "東京"],
      ["Osaka", "JP", 34.69, 135.5, "大阪"],
      ["Sapporo", "JP", 43.06, 141.35, "札幌"],
    ]),
  },
  {
    name: "middle-east",
    utcOffsetHours: 3,
    weight: 0.03,
    language: weighted<Language>({ ar: 72, en: 24, fr: 4 }),
    cities: cities([
      ["Cairo", "EG", 30.04, 31.24, "القاهرة"],
      ["Riyadh", "SA", 24.71, 46.68, "الرياض"],
      ["Dubai", "AE", 25.2, 55.27, "دبي"],
      ["Amman", "JO", 31.95, 35.93, "عمّان"],
    ]),
  },
  {
    name: "southeast-asia",
    utcOffsetHours: 7,
    weight: 0.05,
    language: weighted<Language>({ id: 64, en: 34, ja: 2 }),
    cities: cities([
      ["Jakarta", "ID", -6.21, 106.85],
      ["Surabaya", "ID", -7.26, 112.75],
      ["Singapore", "SG", 1.35, 103.82],
    ]),
  },
];
