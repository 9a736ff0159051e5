import type { EnvFile } from "./env-file.ts";
import { type Prompt, promptOf } from "./prompt.ts";
import type { Io } from "./verb.ts";

/** Something to paste back, where the platform shows it, and what it looks like. */
export interface Pasted {
  readonly name: string;
  readonly where: string;
  readonly shape: RegExp;
  readonly looksLike: string;
}

/**
 * Says what goes into the file and, where somebody is at the terminal, asks for it; each is written as soon as it is pasted. Gives the
 * names that are still missing.
 */
export async function askFor(
  wanted: readonly Pasted[],
  { file, path, io }: { readonly file: EnvFile; readonly path: string; readonly io: Io },
): Promise<readonly string[]> {
  for (const { name, where, looksLike } of wanted) io.out(`   ${name} (${looksLike}): ${where}`);
  io.out("");
  const prompt = promptOf(io);
  try {
    if (prompt) for (const one of wanted) await ask(one, file, io, prompt);
  } finally {
    await prompt?.close();
  }
  const missing = wanted.map(({ name }) => name).filter((name) => !file.get(name));
  if (missing.length > 0) io.out(`Still missing in ${path}: ${missing.join(", ")}`);
  return missing;
}

async function ask({ name, shape, looksLike }: Pasted, file: EnvFile, io: Io, prompt: Prompt): Promise<void> {
  const before = file.get(name);
  for (;;) {
    const answer = await prompt.ask(
      `${name}${before ? " (set already; press Enter to keep it)" : " (Enter to leave it for later)"}: `,
    );
    if (answer === null || answer === "") return;
    if (!shape.test(answer)) {
      io.err(`That does not look like ${name} (${looksLike}). Nothing was written.`);
      continue;
    }
    file.set(name, answer);
    await file.save();
    io.out(before && before !== answer ? `${name} was replaced.` : `${name} is set.`);
    return;
  }
}
