import type { EnvFile } from "./env-file.ts";
import { ShellError } from "./shell-error.ts";
import type { Io } from "./verb.ts";

/** The origin of an address under which the public reaches us. */
export function publicUrlOf(given: string): string {
  if (!URL.canParse(given) || new URL(given).protocol !== "https:" || new URL(given).pathname !== "/")
    throw new ShellError(`--public-url must look like https://groundswell.example.org, not “${given}”.`);
  return new URL(given).origin;
}

export function setPublicUrl(file: EnvFile, publicUrl: string, io: Io): void {
  const before = file.get("PUBLIC_URL");
  if (before === publicUrl) return;
  file.set("PUBLIC_URL", publicUrl);
  if (before) io.out(`PUBLIC_URL was ${before}, and is now ${publicUrl}.`);
}
