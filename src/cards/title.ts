/** What Slack shows of a header (docs.slack.dev/reference/block-kit/blocks/header-block); the tightest of all surfaces. */
const charactersMax = 150;

/** A card's title, cut where a surface would refuse it; the summary says it whole. */
export const titleOf = (text: string): string => cut(text, charactersMax);

/** A text of at most so many characters, and "…" where it goes on. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...new Intl.Segmenter("en").segment(text)];
  const last = characters.findLast(({ index }) => index < max);
  return `${text.slice(0, last?.index ?? max - 1)}…`;
}
