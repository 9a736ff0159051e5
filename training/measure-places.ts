import { parseArgs } from "node:util";
import { regions } from "../src/sources/simulator/regions.ts";
import { placeOf } from "../src/text/place.ts";
import { type LabelledPlace, readLabelledPlaces, type Verdict, verdictOn } from "./place-verdict.ts";

/** How often places are read rightly: on the even lines of words/locations.txt, and with --held on the odd ones, which nothing is tuned on. */
const { values } = parseArgs({
  options: { held: { type: "boolean", default: false }, lists: { type: "boolean", default: false } },
});
const lines = readLabelledPlaces();

function report(name: string, half: readonly LabelledPlace[]): void {
  const judged = half.map((line) => ({ line, verdict: verdictOn(line) }));
  const count = (...verdicts: Verdict[]) => judged.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const said = count("right", "less", "wrong");
  const places = half.filter(({ country }) => country).length;
  const found = judged.filter(
    ({ line, verdict }) => line.country && (verdict === "right" || verdict === "less"),
  ).length;
  console.log(
    `${name}: ${half.length} lines; ${said} answers: ${count("right")} right, ${count("less")} true but less than could be said, ` +
      `${count("wrong")} wrong: precision ${percent(1 - count("wrong") / said)}; ${found} of ${places} places found: ${percent(found / places)}; ` +
      `${count("rightly open")} of ${half.length - places} left open`,
  );
  for (const { line, verdict } of values.lists ? judged : [])
    if (verdict !== "right" && verdict !== "rightly open")
      console.log(`  ${verdict}: ${Object.values(line).join("|")} -> ${JSON.stringify(placeOf(line.text))}`);
}

report(
  "tuned on",
  lines.filter((_, index) => index % 2 === 0),
);
if (values.held) {
  const held = lines.filter((_, index) => index % 2 === 1);
  report("held back", held);
  report("written later", readLabelledPlaces("locations-later.txt"));
}

/** Written as the simulator's people write them. */
const names = regions
  .flatMap((region) => region.cities)
  .flatMap(({ location, localName }) =>
    [location.name, ...(localName ? [localName] : [])].map((name) => ({ name, location })),
  );
const missed = names.filter(({ name, location: { country, latitude = 0, longitude = 0 } }) => {
  const place = placeOf(name);
  const isNear = place && Math.abs(place.latitude - latitude) < 0.3 && Math.abs(place.longitude - longitude) < 0.3;
  return !isNear || !place.city || place.country !== country;
});
console.log(`names of the simulator's cities: ${names.length - missed.length} of ${names.length} found alone`);
for (const { name } of values.lists ? missed : []) console.log(`  ${name} -> ${JSON.stringify(placeOf(name))}`);

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
