import type { Card } from "../cards/card.ts";

/** Before a title, so that a tone is never told by a colour alone. */
export const toneMarks: Readonly<Record<Card["tone"], string>> = {
  alert: "🚨 ",
  good: "✅ ",
  neutral: "",
  quiet: "ℹ️ ",
};
