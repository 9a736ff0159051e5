import fc from "fast-check";
import { expect, test } from "vitest";
import type { Card, Picture } from "../../../src/cards/card.ts";
import { lineChart } from "../../../src/chat/slack/line-chart.ts";
import { messageOf } from "../../../src/chat/slack/render.ts";
import { problemsIn } from "../../slack/block-kit.ts";

const points = (count: number) => Array.from({ length: count }, (_, i) => ({ label: `${i}:00`, value: i }));
const cardOf = (line: NonNullable<Picture["line"]>): Card => ({
  title: "Live: #cats",
  tone: "neutral",
  summary: "cats",
  sparkline: "▁▂▃",
  moves: true,
  parts: [{ kind: "picture", picture: { light: "a", dark: "b", alt: "Posts of #cats", width: 1, height: 1, line } }],
});
const rendered = (line: NonNullable<Picture["line"]>) => messageOf(cardOf(line), () => ({ kind: "line" }));

test("is what Slack draws itself, and its words and sparkline stay beside it", () => {
  const { blocks } = rendered({ title: "Posts of #cats", points: points(3) });
  expect(blocks.map(({ type }) => type)).toEqual(["header", "data_visualization", "context"]);
  expect(blocks[1]).toEqual({
    type: "data_visualization",
    title: "Posts of #cats",
    chart: {
      type: "line",
      series: [{ name: "Posts", data: points(3) }],
      axis_config: { categories: ["0:00", "1:00", "2:00"] },
    },
  });
  expect(JSON.stringify(blocks[2])).toMatch(/Posts of #cats.*▁▂▃/u);
});

test("is left out where there is no line to draw", () => {
  expect(lineChart({ title: "Posts", points: points(1) })).toBeNull();
  expect(messageOf(cardOf({ title: "x", points: [] }), () => ({ kind: "line" })).blocks).toHaveLength(2);
  expect(messageOf(cardOf({ title: "x", points: points(9) }), () => null).blocks).toHaveLength(2);
});

test("is within Slack's limits, whatever it is made of", () => {
  const point = fc.record({ label: fc.string({ unit: "binary", maxLength: 60 }), value: fc.double() });
  const line = fc.record({
    title: fc.string({ unit: "binary", maxLength: 200 }),
    points: fc.array(point, { maxLength: 60 }),
  });
  fc.assert(
    fc.property(line, (given) => {
      expect(problemsIn("message", rendered(given))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
