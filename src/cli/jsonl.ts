/** Longest line that is read, in characters (1 MiB of ASCII). A longer one is a bad line; it is never held in memory. */
export const lineCharsMax = 1 << 20;

/**
 * Reads JSON Lines (https://jsonlines.org) as they come: memory holds one line, and nothing is read ahead of the reader.
 * `onBad` is told of every line that is no JSON or too long, by its number from 1; reading goes on behind it. Blank lines
 * count, but are passed over. Bytes are UTF-8; a byte order mark is dropped.
 */
export async function* readJsonl(
  stdin: AsyncIterable<string | Uint8Array>,
  onBad: (lineNumber: number, problem: string) => void,
): AsyncGenerator<{ line: number; value: unknown }> {
  let line = 0;
  for await (const text of linesOf(textOf(stdin))) {
    line += 1;
    if (text === null) {
      onBad(line, `longer than ${lineCharsMax} characters`);
      continue;
    }
    if (text.trim() === "") continue;
    const parsed = parse(text);
    if (parsed) yield { line, value: parsed.value };
    else onBad(line, "not valid JSON");
  }
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

async function* textOf(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let first = true;
  for await (const chunk of chunks) {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (text === "") continue;
    yield first && text.startsWith("\uFEFF") ? text.slice(1) : text;
    first = false;
  }
  yield decoder.decode();
}

/** Lines without their "\n"; null stands for one that is too long. A "\n" at the very end starts no further line. */
async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string | null> {
  let rest = "";
  let tooLong = false;
  for await (const text of texts) {
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      tooLong ||= rest.length + end - from > lineCharsMax;
      yield tooLong ? null : rest + text.slice(from, end);
      rest = "";
      tooLong = false;
      from = end + 1;
    }
    tooLong ||= rest.length + text.length - from > lineCharsMax;
    rest = tooLong ? "" : rest + text.slice(from);
  }
  if (tooLong) yield null;
  else if (rest !== "") yield rest;
}
