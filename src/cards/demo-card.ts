import type { Card, Picture } from "./card.ts";

/** A chart of invented numbers, for who has none of their own yet; null while it is being drawn. */
export const demoCard = (picture: Picture | null): Card => ({
  title: "What a chart looks like",
  tone: "neutral",
  summary: "What a chart looks like. These numbers are invented; yours come with /track.",
  parts: [
    {
      kind: "text",
      text: [
        picture ? "These numbers are invented; yours come with " : "Drawing …",
        ...(picture ? [{ code: "/track" }, "."] : []),
      ],
    },
    ...(picture ? [{ kind: "picture" as const, picture }] : []),
  ],
});
