import type { Look } from "./chart.ts";

/** The fill of time that was not observed: a spec colours a rect with it, drawing adds the pattern it names. */
export const blindFill = "url(#blind)";

/** Diagonal lines, in the theme's muted ink, so that a gap reads as "nobody looked" and never as zero. */
export const blindPattern = ({ muted, grid }: Look): string =>
  `<defs><pattern id="blind" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
  `<rect width="9" height="9" fill="${grid}" fill-opacity="0.45"/>` +
  `<rect width="1.5" height="9" fill="${muted}" fill-opacity="0.55"/></pattern></defs>`;
