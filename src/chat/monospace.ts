import { graphemesOf } from "./foreign-text.ts";

/** Heads and rows of equal length, each cell cut and never empty. */
export interface Grid {
  /** The heads first. */
  readonly rows: readonly (readonly string[])[];
  /** Columns of nothing but figures. */
  readonly figures: readonly boolean[];
}

export interface GridBounds {
  /** Without the heads. */
  readonly rowsMax: number;
  readonly columnsMax: number;
  /** A cell as it may be shown, never empty. */
  readonly cellOf: (text: string) => string;
}

/** Null where there is no column. */
export function gridOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { rowsMax, columnsMax, cellOf }: GridBounds,
): Grid | null {
  const shown = rows.slice(0, rowsMax);
  const width = Math.min(columnsMax, Math.max(columns.length, ...shown.map((row) => row.length)));
  if (width === 0) return null;
  const padded = [columns, ...shown].map((row) => Array.from({ length: width }, (_, i) => cellOf(row[i] ?? "")));
  const figures = Array.from({ length: width }, (_, column) =>
    shown.every((row) => /^[\s▲▼+−–-]*[\d.,\s]*\s?[%×kKM]?$/u.test(row[column] ?? "")),
  );
  return { rows: padded, figures };
}

/** Characters that take two places in monospace (unicode.org/reports/tr11). */
const wide =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303e\u30fc\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** How many places a text takes in monospace. */
export const placesOf = (text: string): number =>
  graphemesOf(text).reduce((places, grapheme) => places + (wide.test(grapheme) ? 2 : 1), 0);

/** In places; 0 where there is no row. */
export const columnWidths = ({ rows, figures }: Grid): readonly number[] =>
  figures.map((_, column) => Math.max(0, ...rows.map((row) => placesOf(row[column] ?? ""))));

/** As lines of monospace, figures at the right; as many as have at most `charactersMax` together, and the heads always. */
export function monospaceLines(grid: Grid, charactersMax: number, columnGap = "  "): readonly string[] {
  const widths = columnWidths(grid);
  const lines: string[] = [];
  let characters = 0;
  for (const row of grid.rows) {
    const text = row
      .map((cell, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - placesOf(cell));
        return grid.figures[column] ? gap + cell : cell + gap;
      })
      .join(columnGap)
      .trimEnd();
    characters += text.length + 1;
    if (characters > charactersMax && lines.length > 0) break;
    lines.push(text);
  }
  return lines;
}
