import type { Child, FC } from "hono/jsx";
import { type Reader, timeText } from "./reader.ts";

/** The markdown that our renderer writes; what it escaped stays text. */
export const Markdown: FC<{ text: string; reader: Reader }> = ({ text, reader }) => {
  const block = /^```\n([\s\S]*)\n```$/u.exec(text)?.[1];
  if (block !== undefined) return <pre>{block}</pre>;
  return <>{text.split(/\n(?!> )/u).map((line) => lineOf(line, reader))}</>;
};

function lineOf(line: string, reader: Reader): Child {
  const [head = "", ...quoted] = line.split(/(?:^|\n)> /u);
  const quote = quoted.length > 0 && (
    <blockquote>
      {quoted.map((one) => (
        <p>{spansOf(one, reader)}</p>
      ))}
    </blockquote>
  );
  const [, mark = "", rest = ""] = /^(#{2,3}|-#)? ?([\s\S]*)$/u.exec(head) ?? [];
  const spans = spansOf(rest, reader);
  const shown = { "##": <h2>{spans}</h2>, "###": <h3>{spans}</h3>, "-#": <p class="small">{spans}</p> }[mark];
  return (
    <>
      {head !== "" && (shown ?? <p>{spansOf(head, reader)}</p>)}
      {quote}
    </>
  );
}

type Span = readonly [RegExp, (groups: readonly string[], reader: Reader) => Child];

const spans: readonly Span[] = [
  [/^\\([^0-9A-Za-z\s])/u, ([mark]) => mark],
  [/^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/u, ([inner = ""], reader) => <b>{spansOf(inner, reader)}</b>],
  [/^`([^`]+)`/u, ([code]) => <code>{code}</code>],
  [/^\|\|([\s\S]+?)\|\|/u, ([inner = ""], reader) => <span class="spoiler">{spansOf(inner, reader)}</span>],
  [/^\[([^[\]]+)\]\(<[^>]+>\)/u, ([label = ""], reader) => <span class="link">{spansOf(label, reader)}</span>],
  [/^<t:(\d+):(\w)>/u, ([at, letter = ""], { now }) => <span class="time">{timeText(Number(at), letter, now)}</span>],
  [/^<@(\d+)>/u, ([id = ""], { people }) => <span class="mention">@{people[id] ?? id}</span>],
  [/^<#(\d+)>/u, ([id = ""], { channels }) => <span class="mention"># {channels[id] ?? id}</span>],
];

function spansOf(text: string, reader: Reader): readonly Child[] {
  const shown: Child[] = [];
  let plain = "";
  let rest = text;
  while (rest !== "") {
    const found = spans.flatMap(([pattern, draw]) => {
      const match = pattern.exec(rest);
      return match ? [{ length: match[0].length, child: draw(match.slice(1), reader) }] : [];
    })[0];
    if (found && typeof found.child !== "string") {
      shown.push(plain, found.child);
      plain = "";
    } else plain += found ? found.child : rest[0];
    rest = rest.slice(found?.length ?? 1);
  }
  return [...shown, plain];
}
