import { join } from "node:path";
import { kindOfAuthor } from "../src/analysis/author-kind.ts";
import { readSketches } from "./authors.ts";

const kinds = ["influencer", "verified", "automated", "person"] as const;

for (const held of [false, true]) {
  const sketches = readSketches(join(import.meta.dirname, "words")).filter(({ isHeldBack }) => isHeldBack === held);
  console.log(`${sketches.length} sketches ${held ? "held back" : "seen"}; said: ${kinds.join(" ")}`);
  for (const kind of kinds) {
    const said = sketches.filter((one) => one.kind === kind).map((one) => kindOfAuthor(one.author, one.habits).kind);
    console.log(`${kind.padEnd(12)}${kinds.map((as) => said.filter((one) => one === as).length).join(" ")}`);
  }
}
