import { readFileSync } from "node:fs";
import { join } from "node:path";
import { placeOf } from "../src/text/place.ts";
import { placeKey } from "../src/text/place-key.ts";
import { placesNamed, placeTable } from "../src/text/place-table.ts";

/** What was written, and what a person says that it means: "" for what is not said. */
export interface LabelledPlace {
  readonly country: string;
  readonly region: string;
  readonly city: string;
  readonly text: string;
}

export type Verdict = "right" | "less" | "wrong" | "missed" | "rightly open";

/** words/locations.txt, or the later ones. */
export function readLabelledPlaces(list = "locations.txt"): LabelledPlace[] {
  const file = readFileSync(join(import.meta.dirname, "words", list), "utf8");
  return file.trimEnd().split("\n").slice(3).map(labelled);
}

function labelled(line: string): LabelledPlace {
  const [country = "", region = "", city = "", ...text] = line.split("|");
  return { country, region, city, text: text.join("|") };
}

/** Whether one of the names that the label may stand for is this one; GeoNames' names differ from year to year. */
const isSame = (label: string, name = "") =>
  placeKey(label) === placeKey(name) ||
  placesNamed(placeTable(), placeKey(label)).some(({ place }) => placeTable().names[place] === name);

export function verdictOn({ country, region, city, text }: LabelledPlace): Verdict {
  const place = placeOf(text);
  if (!place) return country ? "missed" : "rightly open";
  if (country !== place.country || (region && place.region && !isSame(region, place.region))) return "wrong";
  if (place.city) return city && isSame(city, place.city) ? "right" : "wrong";
  if (place.region && !region && !city) return "wrong";
  return city || (region && !place.region) ? "less" : "right";
}
