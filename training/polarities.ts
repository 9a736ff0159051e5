import { readFileSync } from "node:fs";

/**
 * The words of a subjectivity lexicon of Pattern (XML, one `<word form= polarity= …>` a line) and how good or bad they are, from −1 to 1: the
 * mean over their meanings.
 */
export function readPolarities(file: string): Map<string, number> {
  const found = new Map<string, number[]>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const form = /\bform="([^"]+)"/u.exec(line)?.[1]?.toLowerCase();
    const polarity = /\bpolarity="([^"]+)"/u.exec(line)?.[1];
    if (form && polarity) found.set(form, [...(found.get(form) ?? []), Number(polarity)]);
  }
  return new Map(
    [...found].map(([form, polarities]) => [form, polarities.reduce((sum, one) => sum + one, 0) / polarities.length]),
  );
}
