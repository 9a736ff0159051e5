import type { Subject } from "../../src/model/subject.ts";
import { readSubject } from "../../src/text/subject.ts";
import { type Cast, usualCast } from "./samples.ts";

const typed = [
  `#${"a".repeat(99)}`,
  `#${"ﷺ".repeat(5)}`,
  `#${"𒀀".repeat(99)}`,
  `#z${"\u0301".repeat(98)}`,
  "#كأس_العالم_لكرة_القدم",
  "#ワールドカップ決勝戦今夜開催決定おめでとう日本代表",
  `@${"x".repeat(60)}@${"y".repeat(30)}.social`,
  "“<!channel> & @everyone *bold* <https://evil.example|click>”",
  `“${"climate change ".repeat(6)}now”`,
];

/** What may stand in a card at worst: subjects as they can be typed, and names as people give themselves. */
export const hostileCasts: readonly (readonly [string, Cast])[] = typed.map((text, i) => {
  const subject: Subject = readSubject(text);
  const name = ["<@U0> <!here>", "[x](https://evil.example)", "\u202Eevil", "n".repeat(80)][i % 4] ?? "";
  return [text, { ...usualCast, subject, person: { id: "U9", name } }] as const;
});
