import { expect, it } from "vitest";
import type { Author } from "../../src/model/author.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import { knownAuthors } from "../../src/store/known-authors.ts";
import { sampleAuthor } from "./sample-posts.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);
const on = (author: Author, network = "bluesky") => [network, author] as const;
const ann = sampleAuthor("ann", 10);

it("leaves out who was written with the same facts in this hour, once that is committed", () => {
  const authors = knownAuthors();
  expect(authors.unknown([on(ann)], noon)).toEqual([on(ann)]);
  expect(authors.unknown([on(ann)], noon)).toEqual([on(ann)]);
  authors.remember([on(ann)], noon);
  expect(authors.unknown([on(ann)], later(59 * minuteMs))).toEqual([]);
  expect(authors.unknown([on(ann)], later(hourMs))).toEqual([on(ann)]);
});

it.each([{ handle: "other" }, { name: "Other" }, { followers: 11 }, { verified: true }])(
  "tells when %o is new",
  (fact) => {
    const authors = knownAuthors();
    authors.remember([on(ann)], noon);
    const changed = on({ ...ann, ...fact });
    expect(authors.unknown([changed], noon)).toEqual([changed]);
  },
);

it("keeps the same name on two networks apart", () => {
  const authors = knownAuthors();
  authors.remember([on(ann)], noon);
  expect(authors.unknown([on(ann, "mastodon")], noon)).toHaveLength(1);
});

it("does not take what an older batch said for what is stored", () => {
  const authors = knownAuthors();
  const renamed = { ...ann, name: "Renamed" };
  authors.remember([on(renamed)], later(minuteMs));
  authors.remember([on(ann)], noon);
  expect(authors.unknown([on(ann)], later(2 * minuteMs))).toHaveLength(1);
});

it("forgets those of whom nothing was heard for long, and keeps the latest", () => {
  const authors = knownAuthors();
  const crowd = (name: string) => Array.from({ length: 25_000 }, (_, i) => on(sampleAuthor(`${name}${i}`)));
  const [first, second, third] = [crowd("a"), crowd("b"), crowd("c")];
  for (const some of [first, second, third]) authors.remember(some, noon);
  expect(authors.unknown(third, noon)).toHaveLength(0);
  expect(authors.unknown(first, noon)).toHaveLength(25_000);
});
