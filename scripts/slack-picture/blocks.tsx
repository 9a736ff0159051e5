import type { FC } from "hono/jsx";
import type { Block, DataVisualization, Input, Section, Table } from "../../src/chat/slack/blocks.ts";
import { ControlView, InputView } from "./elements.tsx";
import { type Reader, unknown } from "./reader.ts";
import { RichPart, Text } from "./text.tsx";

export const Blocks: FC<{ blocks: readonly Block[]; reader: Reader }> = ({ blocks, reader }) => (
  <>
    {blocks.map((block) => (
      <div class={`block ${block.type}`}>
        <BlockView block={block} reader={reader} />
      </div>
    ))}
  </>
);

const BlockView: FC<{ block: Block; reader: Reader }> = ({ block, reader }) => {
  switch (block.type) {
    case "header":
      return <Text text={block.text} reader={reader} />;
    case "section":
      return <SectionView section={block} reader={reader} />;
    case "rich_text":
      return (
        <>
          {block.elements.map((part) => (
            <RichPart part={part} reader={reader} />
          ))}
        </>
      );
    case "context":
      return (
        <>
          {block.elements.map((element) => {
            if (element.type === "image") throw unknown("element of a context", element);
            return (
              <span>
                <Text text={element} reader={reader} />
              </span>
            );
          })}
        </>
      );
    case "actions":
      return (
        <>
          {block.elements.map((element) => (
            <ControlView element={element} reader={reader} />
          ))}
        </>
      );
    case "image":
      return <img src={reader.imageOf(block)} alt={block.alt_text} />;
    case "table":
      return <TableView table={block} reader={reader} />;
    case "input":
      return <InputBlockView input={block} reader={reader} />;
    case "data_visualization":
      return <ChartView block={block} />;
    default:
      throw unknown("block", block satisfies never);
  }
};

const SectionView: FC<{ section: Section; reader: Reader }> = ({ section: { text, fields, accessory }, reader }) => {
  if (accessory) throw unknown("accessory of a section", accessory);
  return (
    <>
      {text && (
        <p>
          <Text text={text} reader={reader} />
        </p>
      )}
      {fields && (
        <div class="fields">
          {fields.map((field) => (
            <p>
              <Text text={field} reader={reader} />
            </p>
          ))}
        </div>
      )}
    </>
  );
};

const TableView: FC<{ table: Table; reader: Reader }> = ({ table: { rows, column_settings: settings }, reader }) => (
  <table>
    {rows.map((row) => (
      <tr>
        {row.map((cell, column) => (
          <td class={`${settings?.[column]?.align ?? "left"} ${settings?.[column]?.is_wrapped ? "wrapped" : ""}`}>
            <Cell cell={cell} reader={reader} />
          </td>
        ))}
      </tr>
    ))}
  </table>
);

const Cell: FC<{ cell: Table["rows"][number][number]; reader: Reader }> = ({ cell, reader }) => {
  switch (cell.type) {
    case "raw_text":
      return <>{cell.text}</>;
    case "rich_text":
      return (
        <>
          {cell.elements.map((part) => (
            <RichPart part={part} reader={reader} />
          ))}
        </>
      );
    default:
      throw unknown("cell of a table", cell);
  }
};

const InputBlockView: FC<{ input: Input; reader: Reader }> = ({
  input: { label, element, hint, optional },
  reader,
}) => (
  <>
    <div class="label">
      <Text text={label} reader={reader} />
      {optional && <span class="optional"> (optional)</span>}
    </div>
    <InputView element={element as Parameters<typeof InputView>[0]["element"]} reader={reader} />
    {hint && (
      <div class="hint">
        <Text text={hint} reader={reader} />
      </div>
    )}
  </>
);

/** Slack's own chart, its lines only. */
const ChartView: FC<{ block: DataVisualization }> = ({ block: { title, chart } }) => {
  const highest = Math.max(1, ...chart.series.flatMap(({ data }) => data.map(({ value }) => value)));
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox="0 0 440 140" role="img" aria-label={title}>
        {chart.series.map(({ data }) => (
          <polyline
            points={data
              .map(({ value }, i) => `${(i * 440) / Math.max(1, data.length - 1)},${136 - (value * 132) / highest}`)
              .join(" ")}
            fill="none"
            stroke="currentColor"
            stroke-width="2.5"
          />
        ))}
      </svg>
    </figure>
  );
};
