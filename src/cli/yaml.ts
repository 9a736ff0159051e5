/** What JSON can say, as block YAML (yaml.org/spec/1.2.2); what could be read as anything but text is quoted. */
export const toYaml = (value: object): string => `${linesOf(value).join("\n")}\n`;

function linesOf(value: object): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown) => {
      const [first = "", ...rest] = isBlock(item) ? linesOf(item) : [scalar(item)];
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  return Object.entries(value).flatMap(([key, part]) =>
    isBlock(part)
      ? [`${scalar(key)}:`, ...linesOf(part).map((line) => `  ${line}`)]
      : [`${scalar(key)}: ${scalar(part)}`],
  );
}

const isBlock = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

const words = /^[A-Za-z_][\w-]*(?:[:.][\w-]+)*$/u;
const otherThanText = /^(?:true|false|yes|no|on|off|null|y|n)$/iu;

const scalar = (value: unknown): string =>
  typeof value === "string" && words.test(value) && !otherThanText.test(value) ? value : JSON.stringify(value);
