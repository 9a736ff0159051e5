import { graphemesOf } from "../foreign-text.ts";
import { columnWidths, type Grid, gridOf, monospaceLines, placesOf } from "../monospace.ts";
import type { Words } from "../words.ts";
import { type Block, textDisplay } from "./components.ts";
import { codeText, markdownLine } from "./escape.ts";
import { smallPrint } from "./fold.ts";

const rowsMax = 60;
const cellCharactersMax = 32;
/** What a phone shows of a code block before it breaks the line. */
const lineCharactersMax = 40;
/** So that a table leaves room for the rest of its message. */
const tableCharactersMax = 1_600;
/** Narrower columns say nothing. */
const columnCharactersMin = 4;

/**
 * In monospace, as Discord has no tables; what is too wide for that, a line for each row. Rows and columns for which there is no room are
 * counted.
 */
export function tableOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  words: Words,
  figureOf: (count: number) => string,
): Block[] {
  const whole = gridOf(columns, rows, { rowsMax, columnsMax, cellOf });
  if (!whole) return [];
  const { blocks, shown } = isTooWide(whole) ? linesOf(whole) : monospaceOf(whole);
  const more = rows.length - shown;
  const moreColumns = Math.max(columns.length, ...rows.map((row) => row.length)) - whole.figures.length;
  return [
    ...blocks,
    ...(more > 0 ? [smallPrint(words.more(figureOf(more)))] : []),
    ...(moreColumns > 0 ? [smallPrint(words.moreColumns(figureOf(moreColumns)))] : []),
  ];
}

interface Rendered {
  readonly blocks: Block[];
  /** How many rows. */
  readonly shown: number;
}

function monospaceOf(whole: Grid): Rendered {
  const { grid, columnGap } = fitted(whole);
  const lines = monospaceLines(grid, tableCharactersMax, columnGap);
  return { blocks: [textDisplay(`\`\`\`\n${lines.join("\n")}\n\`\`\``)], shown: lines.length - 1 };
}

const columnsMax = Math.floor((lineCharactersMax + 1) / (columnCharactersMin + 1));

const cellOf = (text: string): string => codeText(text, cellCharactersMax) || " ";

/** A line of bars says as much in fewer of them; words do not. */
const barsMin = 8;
const isBars = (cell: string): boolean => /^[▁-█·]+$/u.test(cell);

function isTooWide({ rows, figures }: Grid): boolean {
  const least = rows.slice(1).map((row) => row.map((cell) => (isBars(cell) ? "▁".repeat(barsMin) : cell)));
  const widths = columnWidths({ rows: least, figures });
  return widths.reduce((all, width) => all + width, widths.length - 1) > lineCharactersMax;
}

/** The first cell of a row names it; the heads stand once, above. */
function linesOf({ rows: [heads = [], ...rows] }: Grid): Rendered {
  const said = heads.filter(isFilled).map((head) => markdownLine(head, cellCharactersMax));
  const lines: string[] = [];
  let characters = 0;
  for (const [name = "", ...cells] of rows) {
    const line = `**${markdownLine(name, cellCharactersMax)}** ${cells.filter(isFilled).map(shownCell).join(" · ")}`;
    characters += line.length + 1;
    if (characters > tableCharactersMax) break;
    lines.push(line.trim());
  }
  const blocks = [
    ...(said.length > 0 ? [smallPrint(said.join(" · "))] : []),
    ...(lines.length > 0 ? [textDisplay(lines.join("\n"))] : []),
  ];
  return { blocks, shown: lines.length };
}

const isFilled = (cell: string): boolean => cell.trim() !== "";
const shownCell = (cell: string): string =>
  isBars(cell) ? `\`${codeText(cell, cellCharactersMax)}\`` : markdownLine(cell, cellCharactersMax);

/** Columns close up, the heads give way and then the widest column, until a row fits; what is left over goes to the heads. */
function fitted(grid: Grid): { grid: Grid; columnGap: string } {
  const wished = columnWidths(grid);
  const sum = (widths: readonly number[]) => widths.reduce((all, width) => all + width, 0);
  if (sum(wished) + 2 * (wished.length - 1) <= lineCharactersMax) return { grid, columnGap: "  " };
  const room = lineCharactersMax - (wished.length - 1);
  const widths = columnWidths({ ...grid, rows: grid.rows.slice(1) }).map((width) => Math.max(width, 1));
  while (sum(widths) > room) add(widths, widths.indexOf(Math.max(...widths)), -1);
  for (let left = room - sum(widths); left > 0; left -= 1) {
    const shortages = widths.map((width, i) => (wished[i] ?? 0) - width);
    add(widths, shortages.indexOf(Math.max(...shortages)), 1);
  }
  const rows = grid.rows.map((row) => row.map((cell, i) => shortened(cell, widths[i] ?? 0)));
  return { grid: { ...grid, rows }, columnGap: " " };
}

const add = (widths: number[], column: number, more: number): void => {
  widths[column] = (widths[column] ?? 0) + more;
};

function shortened(cell: string, width: number): string {
  if (placesOf(cell) <= width) return cell;
  const graphemes = graphemesOf(cell);
  if (isBars(cell)) return squeezed(graphemes, width);
  let shown = "";
  for (const grapheme of graphemes) {
    if (placesOf(shown + grapheme) > width - 1) break;
    shown += grapheme;
  }
  return `${shown}…`;
}

/** A sparkline keeps its whole time: of bars that share a place the highest is shown. */
const squeezed = (bars: readonly string[], width: number): string =>
  Array.from({ length: width }, (_, i) => {
    const [from, to] = [i, i + 1].map((at) => Math.floor((at * bars.length) / width));
    return bars.slice(from, to).toSorted().at(-1);
  }).join("");
