import { understand } from "../src/text/understand.ts";
import type { Figure } from "./bench.ts";
import type { TextPeer } from "./text-peers.ts";
import { type Labelled, labelledPosts } from "./text-posts.ts";

type Read = TextPeer["read"];

const labels = ["negative", "neutral", "positive"] as const;

/** How often we are right beside each library, on the validation posts; nothing where they are not there. */
export function worth(peers: readonly TextPeer[]): Figure[] {
  const posts = labelledPosts();
  if (!posts) return [];
  const { english, others } = posts;
  // Hindi is written in Latin letters there, mixed with English: no library says what language that is.
  const told = [...english, ...others].filter(({ lang }) => lang !== "hi");
  const feeling: Read = (text) => understand(text).sentiment.label;
  return [
    ...beside(
      "feeling",
      `macro recall of feelings, ${english.length} English posts`,
      (read) => scoresOf(english, read).recall,
    ),
    ...beside("feeling", `macro F1 of feelings, mean of seven other languages, ${others.length} posts`, (read) =>
      meanF1(others, read),
    ),
    ...beside("language", `language right, mean of seven, ${told.length} posts`, (read) => meanRight(told, read)),
  ];

  function beside(part: TextPeer["part"], metric: string, score: (read: Read) => number): Figure[] {
    const value = score(part === "feeling" ? feeling : (text) => understand(text).language);
    return peers
      .filter((one) => one.part === part)
      .map(({ name, read }) => {
        const theirs = score(read);
        return {
          bench: "text",
          metric,
          value,
          unit: "%",
          against: `${name}: ${theirs.toFixed(1)} %`,
          ratio: value / theirs,
        };
      });
  }
}

/** In percent. A text of which nothing is said counts as wrong. */
function scoresOf(posts: readonly Labelled[], read: Read): { readonly recall: number; readonly f1: number } {
  const said = posts.map(({ text }) => read(text));
  const scores = labels.map((label) => {
    const actual = posts.filter((post) => post.label === label).length;
    const answered = said.filter((one) => one === label).length;
    const hits = posts.filter((post, index) => post.label === label && said[index] === label).length;
    return { recall: hits / actual, f1: (2 * hits) / (actual + answered) };
  });
  return { recall: 100 * mean(scores.map(({ recall }) => recall)), f1: 100 * mean(scores.map(({ f1 }) => f1)) };
}

const meanF1 = (posts: readonly Labelled[], read: Read): number =>
  mean(byLanguage(posts).map((own) => scoresOf(own, read).f1));

const meanRight = (posts: readonly Labelled[], read: Read): number =>
  mean(byLanguage(posts).map((own) => (100 * own.filter(({ lang, text }) => read(text) === lang).length) / own.length));

const byLanguage = (posts: readonly Labelled[]): Labelled[][] =>
  [...new Set(posts.map(({ lang }) => lang))].map((language) => posts.filter(({ lang }) => lang === language));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
