import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./file.ts";

/** One line of a Dockerfile, with the lines that continue it. */
export interface Instruction {
  /** In capitals. */
  readonly name: string;
  readonly rest: string;
}

export interface Stage {
  /** With its digest. */
  readonly from: string;
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

export const dockerfileText = (): string => readFileSync(join(repository, "Dockerfile"), "utf8");

/** Its stages in order; the last one is the image. Reads what our Dockerfile uses, not all that there is. */
export function stagesOf(text = dockerfileText()): readonly Stage[] {
  const stages: { from: string; name: string | null; instructions: Instruction[] }[] = [];
  const lines = text.split("\n").filter((line) => !/^\s*(#|$)/u.test(line));
  for (const line of lines.join("\n").replace(/\\\n/gu, " ").split("\n")) {
    const [, name = "", rest = ""] = /^(\S+)\s+(.*)$/u.exec(line) ?? [];
    if (name === "FROM") {
      const [, from = "", stage = null] = /^(\S+)(?:\s+AS\s+(\S+))?$/iu.exec(rest) ?? [];
      stages.push({ from, name: stage, instructions: [] });
    } else stages.at(-1)?.instructions.push({ name: name.toUpperCase(), rest });
  }
  return stages;
}

export const finalStage = (): Stage => {
  const stage = stagesOf().at(-1);
  if (!stage) throw new Error("The Dockerfile has no stage");
  return stage;
};

/** A COPY: from another stage, or null for the build context. */
export interface Copy {
  readonly stage: string | null;
  readonly paths: readonly string[];
  readonly to: string;
}

export const copiesOf = ({ instructions }: Stage): readonly Copy[] =>
  instructions
    .filter(({ name }) => name === "COPY")
    .map(({ rest }) => {
      const words = rest.split(/\s+/u);
      const options = words.filter((word) => word.startsWith("--"));
      const paths = words.filter((word) => !word.startsWith("--"));
      const to = paths.pop() ?? "";
      return { stage: /^--from=(.+)$/u.exec(options[0] ?? "")?.[1] ?? null, paths, to };
    });

export const variablesOf = ({ instructions }: Stage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    instructions
      .filter(({ name }) => name === "ENV")
      .flatMap(({ rest }) => rest.split(/\s+/u).map((pair) => pair.split(/=(.*)/u).slice(0, 2))),
  );

/** A CMD, or the command of a HEALTHCHECK, in its JSON form. */
export const wordsOf = (rest: string): readonly string[] => JSON.parse(rest.slice(rest.indexOf("["))) as string[];
