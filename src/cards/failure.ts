import type { Card } from "./card.ts";

/** What we cannot do as asked: what happened, why, and what to type next. For the asker only. */
export const refusal = (hint: string): Card => ({
  title: "That did not work",
  tone: "quiet",
  summary: hint,
  parts: [{ kind: "text", text: [hint] }],
});

/** Our own fault; the log carries the same reference. */
export const broken = (reference: string): Card => ({
  title: "Something broke on our side",
  tone: "quiet",
  summary: `Something broke on our side (reference ${reference}).`,
  parts: [
    {
      kind: "text",
      text: [
        "Nothing of yours is lost. If it happens again, tell whoever runs Groundswell this reference: ",
        { code: reference },
        ".",
      ],
    },
  ],
});

export const slowDown = (waitMs: number): Card =>
  refusal(
    `That was a lot at once, so I stopped reading for a moment. Nothing that was done before is lost; send your next command in ${Math.max(1, Math.ceil(waitMs / 1000))} s.`,
  );
