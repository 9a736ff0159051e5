/** What was asked for at a shell cannot be done as asked: its message says why, in English, for verbs are for operators. */
export class ShellError extends Error {
  override get name(): string {
    return "ShellError";
  }
}
