import type { types } from "@slack/bolt";
import type { Child, FC } from "hono/jsx";
import type { Mrkdwn, PlainText } from "../../src/chat/slack/blocks.ts";
import { dateText } from "./date.ts";
import { type Reader, unknown } from "./reader.ts";

type Part = types.RichTextBlock["elements"][number];

/** A text object. */
export const Text: FC<{ text: PlainText | Mrkdwn; reader: Reader }> = ({ text, reader }) => {
  switch (text.type) {
    case "plain_text":
      return <>{text.text}</>;
    case "mrkdwn":
      return <>{mrkdwn(text.text, reader)}</>;
    default:
      throw unknown("text object", text satisfies never);
  }
};

/** <…>, *bold* and `code`; the rest of mrkdwn we never write. */
const marks = /<([^<>]+)>|(?<![\p{L}\p{N}])\*([^*\n]+)\*(?![\p{L}\p{N}])|`([^`\n]+)`/gu;

function mrkdwn(text: string, reader: Reader): Child[] {
  const shown: Child[] = [];
  let end = 0;
  for (const { 0: whole, 1: angled, 2: bold, 3: code, index } of text.matchAll(marks)) {
    shown.push(unescaped(text.slice(end, index)));
    if (angled !== undefined) shown.push(angle(angled, reader));
    else if (bold !== undefined) shown.push(<b>{mrkdwn(bold, reader)}</b>);
    else if (code !== undefined) shown.push(<code>{unescaped(code)}</code>);
    end = index + whole.length;
  }
  shown.push(unescaped(text.slice(end)));
  return shown;
}

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** What stands in < and > (docs.slack.dev/messaging/formatting-message-text). */
function angle(inside: string, reader: Reader): Child {
  const [target = "", label] = inside.split("|");
  if (target.startsWith("@")) return <Mention of="person" id={target.slice(1)} reader={reader} />;
  if (target.startsWith("#")) return <Mention of="channel" id={target.slice(1)} reader={reader} />;
  const date = /^!date\^(\d+)\^([^^]+)$/u.exec(target);
  if (date) return <>{dateText(Number(date[1]), date[2] ?? "", reader.now)}</>;
  if (/^https?:\/\//u.test(target)) return <span class="link">{unescaped(label ?? target)}</span>;
  throw unknown("mark in mrkdwn", inside);
}

const Mention: FC<{ of: "person" | "channel"; id: string; reader: Reader }> = ({ of, id, reader }) => (
  <span class="mention">{of === "person" ? `@${reader.people[id] ?? id}` : `#${reader.channels[id] ?? id}`}</span>
);

/** One part of a block of rich text. */
export const RichPart: FC<{ part: Part; reader: Reader }> = ({ part, reader }) => {
  switch (part.type) {
    case "rich_text_section":
      return (
        <p>
          <Inlines elements={part.elements} reader={reader} />
        </p>
      );
    case "rich_text_quote":
      return (
        <blockquote>
          <Inlines elements={part.elements} reader={reader} />
        </blockquote>
      );
    case "rich_text_preformatted":
      return (
        <pre>
          <Inlines elements={part.elements} reader={reader} />
        </pre>
      );
    default:
      throw unknown("part of rich text", part.type);
  }
};

type Inline = types.RichTextSection["elements"][number];

const Inlines: FC<{ elements: readonly Inline[]; reader: Reader }> = ({ elements, reader }) => (
  <>
    {elements.map((element) => (
      <InlineView element={element} reader={reader} />
    ))}
  </>
);

const InlineView: FC<{ element: Inline; reader: Reader }> = ({ element, reader }) => {
  switch (element.type) {
    case "text":
      return <>{styled(element.text, element.style)}</>;
    case "link":
      return <span class="link">{element.text ?? element.url}</span>;
    case "user":
      return <Mention of="person" id={element.user_id} reader={reader} />;
    case "channel":
      return <Mention of="channel" id={element.channel_id} reader={reader} />;
    case "date":
      return <>{dateText(element.timestamp, element.format, reader.now)}</>;
    default:
      throw unknown("element of rich text", element.type);
  }
};

function styled(text: string, style: types.RichTextText["style"]): Child {
  const { bold, code, italic, ...others } = style ?? {};
  if (Object.keys(others).length > 0) throw unknown("style of rich text", others);
  if (code) return <code>{text}</code>;
  if (italic) return <i>{text}</i>;
  return bold ? <b>{text}</b> : text;
}
