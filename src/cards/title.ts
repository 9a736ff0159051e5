/** What Slack shows of a header (docs.slack.dev/reference/block-kit/blocks/header-block); the tightest of all surfaces. */
const charactersMax = 150;

/** A card's title, cut where a surface would refuse it; the summary says it whole. */
export function titleOf(text: string): string {
  if (text.length <= charactersMax) return text;
  const characters = [...new Intl.Segmenter("en").segment(text)];
  const last = characters.findLast(({ index }) => index < charactersMax);
  return `${text.slice(0, last?.index ?? charactersMax - 1)}…`;
}
