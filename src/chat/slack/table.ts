import type { Language } from "../../model/language.ts";
import { type Grid, gridOf, monospaceLines } from "../monospace.ts";
import type { Block, RichText, Table } from "./blocks.ts";
import { line } from "./escape.ts";
import { moreOf } from "./fold.ts";
import { tableCharactersMax, tableColumnsMax, tableRowsMax, textCharactersMax } from "./limits.ts";

const cellCharactersMax = 200;
/** A row that is wider breaks on a phone. */
const monospaceCharactersMax = 24;
/** Of the cells as JSON, so that a table leaves room for the rest of its message. */
const tableJsonCharactersMax = 6_000;

/**
 * As Slack's own table, of which a message has room for one and a modal for none; otherwise in monospace. The rows
 * for which there is no room are counted.
 */
export function tableOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  look: "native" | "monospace",
  language: Language,
): Block[] {
  const cellMax = look === "native" ? cellCharactersMax : monospaceCharactersMax;
  const grid = gridOf(columns, rows, {
    rowsMax: tableRowsMax - 1,
    columnsMax: tableColumnsMax,
    cellOf: (text) => cellOf(text, cellMax),
  });
  if (!grid || grid.rows.flat().every((cell) => cell.trim() === "")) return [];
  const { block, shown } = look === "native" ? nativeOf(grid) : monospaceOf(grid);
  const more = rows.length - (shown - 1);
  const moreColumns = columns.length - tableColumnsMax;
  return [
    block,
    ...(more > 0 ? [moreOf(more, language)] : []),
    ...(moreColumns > 0 ? [moreOf(moreColumns, language, "moreColumns")] : []),
  ];
}

function nativeOf({ rows, figures }: Grid): { block: Table; shown: number } {
  const [heads = [], ...body] = rows;
  const cells: Table["rows"] = [heads.map(headOf)];
  let json = JSON.stringify(cells).length;
  let characters = heads.join("").length;
  for (const row of body) {
    const next = row.map((text) => ({ type: "raw_text" as const, text }));
    json += JSON.stringify(next).length;
    characters += row.join("").length;
    if (json > tableJsonCharactersMax || characters > tableCharactersMax) break;
    cells.push(next);
  }
  const column_settings = figures.map((isFigures) =>
    isFigures ? { align: "right" as const } : { is_wrapped: true as const },
  );
  return { block: { type: "table", rows: cells, column_settings }, shown: cells.length };
}

const headOf = (text: string): RichText => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text, style: { bold: true } }] }],
});

/** A cell must have a character (docs.slack.dev/reference/block-kit/blocks/table-block). */
const cellOf = (text: string, max: number): string => (text.trim() === "" ? " " : line(text, max));

function monospaceOf(grid: Grid): { block: RichText; shown: number } {
  const lines = monospaceLines(grid, textCharactersMax);
  const block: RichText = {
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: lines.join("\n") }] }],
  };
  return { block, shown: lines.length };
}
