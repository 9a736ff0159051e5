import { readFile, writeFile } from "node:fs/promises";
import { slackManifest } from "../chat/slack/manifest.ts";
import { commands } from "../commands/index.ts";
import { settings } from "../config.ts";
import { manifestCommands } from "./declared.ts";
import { defineVerb } from "./verb.ts";
import { toYaml } from "./yaml.ts";

/** What is written from the registries; a test says when a file no longer equals what it would be. */
export const generated: Readonly<Record<string, () => string>> = {
  "manifest.yml": manifest,
  "docs/commands.md": commandsPage,
  "docs/configuration.md": configurationPage,
  ".env.example": envExample,
};

export default defineVerb({
  name: "generate",
  usage: "[--check]",
  help: "Write manifest.yml, .env.example and the generated pages of docs/ anew",
  async run(args, io) {
    let stale = 0;
    for (const [file, make] of Object.entries(generated)) {
      const fresh = make();
      if ((await readFile(file, "utf8").catch(() => "")) === fresh) continue;
      stale++;
      if (!args.includes("--check")) await writeFile(file, fresh);
      io.out(`${args.includes("--check") ? "stale" : "wrote"} ${file}`);
    }
    return args.includes("--check") && stale > 0 ? 1 : 0;
  },
});

/** Of the app that connects to Slack by itself; `setup slack` makes the others. */
function manifest(): string {
  const yaml = toYaml(slackManifest({ commands: manifestCommands(), publicUrl: null }));
  return `# Written by \`npm run generate\` from the command registry; do not edit.\n${yaml}`;
}

function commandsPage(): string {
  const parts = commands.map((command) => {
    const options = Object.entries(command.options).map(([name, option]) => {
      const choices = option.choices ? ` One of ${option.choices.join(", ")}.` : "";
      return `| ${option.form === "key" ? `\`${name}:\`` : name} | ${option.help.en}${option.example ? `, e.g. ${option.example}` : ""}.${choices} | ${option.required ? "yes" : "no"} |`;
    });
    const table =
      options.length > 0 ? `\n\n| option | what it is | needed |\n|---|---|---|\n${options.join("\n")}` : "";
    const examples = command.examples.map((example) => `    ${example}`).join("\n");
    return `## /${command.name}\n\n${command.help.en}.${table}\n\n${examples}`;
  });
  return `<!-- Written by \`npm run generate\`; do not edit. -->
# Commands

\`/verb #tags words period key:value\`, in any order. Phones turn \`--\` into \`—\` and \`"\` into \`“ ”\`, so there are no flags, and quotes and
spaces are forgiven in every shape. Every command also works under the umbrella: \`/hashtag track #worldcup\`. A period is written \`30m\`, \`24h\`, \`7d\` or
\`4w\`.

${parts.join("\n\n")}
`;
}

interface Setting {
  readonly name: string;
  readonly what: string;
  readonly fallback: string | null;
}

const settingsList = (): readonly Setting[] =>
  Object.entries(settings.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    return {
      name,
      what: schema.description ?? "",
      fallback: fallback.data === undefined ? null : String(fallback.data),
    };
  });

function configurationPage(): string {
  const rows = settingsList().map(
    ({ name, what, fallback }) => `| \`${name}\` | ${what} | ${fallback === null ? "–" : `\`${fallback}\``} |`,
  );
  return `<!-- Written by \`npm run generate\`; do not edit. -->
# Configuration

Nothing needs to be set. Settings are environment variables; a \`.env\` file in the working directory is read too. Every problem is reported at once, and the
process exits with 1.

| variable | what it is | default |
|---|---|---|
${rows.join("\n")}
`;
}

function envExample(): string {
  const lines = settingsList().map(({ name, what, fallback }) => `# ${what}\n#${name}=${fallback ?? ""}`);
  return `# Copy to .env and change what you need; nothing needs to be set.\n# Written by \`npm run generate\`; do not edit.\n\n${lines.join("\n\n")}\n`;
}
