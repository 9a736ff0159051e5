import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { anyText } from "./any-text.ts";

const read = vi.hoisted(() => [] as string[]);

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const readFileSync = (path: string) => {
    read.push(path.split("/").at(-1) ?? "");
    return fs.readFileSync(path);
  };
  return { ...fs, readFileSync };
});

const { placeOf } = await import("../../src/text/place.ts");

it("reads its table when a place is first asked for, and once", () => {
  placeOf("");
  placeOf("https://example.com");
  expect(read).toEqual([]);
  placeOf("Berlin");
  placeOf("Wien");
  expect(read).toEqual(["places.bin"]);
});

const pieces = fc.constantFrom(
  ..."Paris|NY|new york|東京|🇫🇷|🇫|🏴󠁧󠁢|, | / | - |.|of |the |St. |52.5|-13,4|°N|\u0000|\u202e|\u200b|\ud83c|\udde9|DE|مصر|#|(|)|São |L'|'".split(
    "|",
  ),
);
const location = fc.oneof(
  anyText,
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 250 }),
);

it("answers anything with null or a whole place", () => {
  fc.assert(
    fc.property(location, (text) => {
      const place = placeOf(text);
      if (place === null) return;
      expect(place.country).toMatch(/^[A-Z]{2}$/u);
      expect(place.name).not.toBe("");
      expect(Math.abs(place.latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(place.longitude)).toBeLessThanOrEqual(180);
      expect(Object.values(place)).not.toContain(undefined);
    }),
    { numRuns: 3000 },
  );
});

it("finds the same whatever the case and the space around", () => {
  const names = fc.constantFrom(
    "Paris",
    "new york, ny",
    "São Paulo - BR",
    "Köln",
    "Łódź",
    "İstanbul",
    "Αθήνα",
    "Москва",
  );
  fc.assert(
    fc.property(names, fc.constantFrom("", " ", "\n", "\u3000"), (name, space) => {
      expect(placeOf(`${space}${name.toLowerCase()}${space}`)).toEqual(placeOf(name));
      expect(placeOf(name.toUpperCase())).toEqual(placeOf(name));
    }),
  );
});

it("takes a story of a million characters for no place", () => {
  for (const unit of ["Paris ", " ", "🇫🇷", "\ud800", "a.", "1,"])
    expect(placeOf(unit.repeat(1_000_000 / unit.length))).toBeNull();
});

it("says the same again, whatever it read in between", () => {
  const first = ["Berlin", "nowhere special", "52.52, 13.40"].map(placeOf);
  for (let i = 0; i < 5_000; i++) placeOf(`Street ${i}, Springfield`);
  expect(["Berlin", "nowhere special", "52.52, 13.40"].map(placeOf)).toEqual(first);
  expect(first[0]).toMatchObject({ city: "Berlin" });
});
