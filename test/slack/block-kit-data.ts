import {
  isObject,
  type Json,
  keysIn,
  lengthIn,
  listIn,
  oneOf,
  repeated,
  type Say,
  textsIn,
} from "./block-kit-check.ts";
import { richText } from "./block-kit-text.ts";

const tablePage = "reference/block-kit/blocks/table-block";
const chartPage = "reference/block-kit/blocks/data-visualization-block";

export function table(block: Json, path: string, say: Say): void {
  keysIn(block, path, { required: ["type", "rows"], optional: ["block_id", "column_settings"] }, tablePage, say);
  listIn(block["rows"], `${path}.rows`, { max: 100 }, tablePage, say).forEach((row, i) => {
    listIn(row, `${path}.rows.${i}`, { max: 20 }, tablePage, say).forEach((cell, j) => {
      tableCell(cell, `${path}.rows.${i}.${j}`, say);
    });
  });
  listIn(block["column_settings"], `${path}.column_settings`, { max: 20 }, tablePage, say).forEach((column, i) => {
    const at = `${path}.column_settings.${i}`;
    if (!isObject(column)) {
      say(at, "is no object", tablePage);
      return;
    }
    keysIn(column, at, { required: [], optional: ["align", "is_wrapped"] }, tablePage, say);
    oneOf(column["align"], `${at}.align`, ["left", "center", "right"], tablePage, say);
    oneOf(column["is_wrapped"], `${at}.is_wrapped`, [true, false], tablePage, say);
  });
}

function tableCell(cell: unknown, path: string, say: Say): void {
  if (!isObject(cell)) {
    say(path, "is no cell", tablePage);
    return;
  }
  switch (cell["type"]) {
    case "rich_text":
      richText(cell, path, say);
      return;
    case "raw_number":
      keysIn(cell, path, { required: ["type", "value", "text"] }, tablePage, say);
      if (typeof cell["value"] !== "number") say(`${path}.value`, "is no number", tablePage);
      lengthIn(cell["text"], `${path}.text`, { max: Number.POSITIVE_INFINITY }, tablePage, say);
      return;
    case "raw_text":
      keysIn(cell, path, { required: ["type", "text"] }, tablePage, say);
      lengthIn(cell["text"], `${path}.text`, { max: Number.POSITIVE_INFINITY }, tablePage, say);
      return;
    default:
      say(`${path}.type`, "is no kind of cell", tablePage);
      return;
  }
}

/** One table a message, and 10,000 characters in its cells (github.com/slackapi/slack-skills-plugin, data-display-design.md). */
export function tablesOf(blocks: readonly Json[], say: Say): void {
  const tables = blocks.filter((block) => block["type"] === "table");
  if (tables.length > 1) say("blocks", "have more than one table (only_one_table_allowed)", tablePage);
  const cells = tables.flatMap((one) => (Array.isArray(one["rows"]) ? one["rows"] : [])).flat();
  const characters = cells.flatMap((cell) => (isObject(cell) ? wordsOf(cell) : [])).join("").length;
  if (characters > 10_000) say("blocks", `have ${characters} characters in tables, more than 10,000`, tablePage);
}

const wordsOf = (cell: Json): string[] =>
  cell["type"] === "rich_text" ? textsIn(cell["elements"]) : textsIn(cell["text"]);

export function chart(block: Json, path: string, say: Say): void {
  keysIn(block, path, { required: ["type", "title", "chart"], optional: ["block_id"] }, chartPage, say);
  lengthIn(block["title"], `${path}.title`, { max: 50 }, chartPage, say);
  const drawn = block["chart"];
  if (!isObject(drawn)) {
    say(`${path}.chart`, "is no object", chartPage);
    return;
  }
  oneOf(drawn["type"], `${path}.chart.type`, ["line", "bar", "area", "pie"], chartPage, say);
  if (drawn["type"] === "pie") {
    pie(drawn, `${path}.chart`, say);
    return;
  }
  keysIn(drawn, `${path}.chart`, { required: ["type", "series", "axis_config"] }, chartPage, say);
  const axis = drawn["axis_config"];
  if (!isObject(axis)) {
    say(`${path}.chart.axis_config`, "is no object", chartPage);
    return;
  }
  keysIn(
    axis,
    `${path}.chart.axis_config`,
    { required: ["categories"], optional: ["x_label", "y_label"] },
    chartPage,
    say,
  );
  for (const key of ["x_label", "y_label"])
    lengthIn(axis[key], `${path}.chart.axis_config.${key}`, { max: 50 }, chartPage, say);
  const categories = listIn(axis["categories"], `${path}.chart.axis_config.categories`, { max: 20 }, chartPage, say);
  categories.forEach((name, i) => {
    lengthIn(name, `${path}.chart.axis_config.categories.${i}`, { max: 20 }, chartPage, say);
  });
  series(drawn["series"], `${path}.chart.series`, categories, say);
}

function series(value: unknown, path: string, categories: readonly unknown[], say: Say): void {
  const all = listIn(value, path, { max: 6 }, chartPage, say).filter(isObject);
  if (repeated(all.map((one) => one["name"])).length > 0) say(path, "has a name twice", chartPage);
  all.forEach((one, i) => {
    keysIn(one, `${path}.${i}`, { required: ["name", "data"] }, chartPage, say);
    lengthIn(one["name"], `${path}.${i}.name`, { max: 20 }, chartPage, say);
    const points = listIn(one["data"], `${path}.${i}.data`, { max: 20 }, chartPage, say).filter(isObject);
    const labels = points.map((point) => point["label"]);
    if (labels.length !== categories.length || !categories.every((name) => labels.includes(name)))
      say(`${path}.${i}.data`, "has not one point for every category", chartPage);
    if (!points.every((point) => Number.isFinite(point["value"])))
      say(`${path}.${i}.data`, "has a point without a number", chartPage);
  });
}

function pie(drawn: Json, path: string, say: Say): void {
  keysIn(drawn, path, { required: ["type", "segments"] }, chartPage, say);
  listIn(drawn["segments"], `${path}.segments`, { max: 6 }, chartPage, say).forEach((segment, i) => {
    const at = `${path}.segments.${i}`;
    if (!isObject(segment)) {
      say(at, "is no object", chartPage);
      return;
    }
    lengthIn(segment["label"], `${at}.label`, { max: 20 }, chartPage, say);
    if (!(Number(segment["value"]) > 0)) say(`${at}.value`, "is no positive number", chartPage);
  });
}
