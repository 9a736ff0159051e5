/** One message as a person reads it, whatever it looks like on that platform. */
export interface Shown {
  readonly id: string;
  /** All its words, title first. */
  readonly text: string;
  readonly pictures: number;
  /** Labels of its buttons. */
  readonly buttons: readonly string[];
}

/** Somebody in one channel of one chat platform, where the product is heard. */
export interface Chat {
  readonly name: string;
  /** Lets Groundswell in, as that platform does it; resolves when it can be spoken to. */
  install(): Promise<void>;
  /** A command line as people type it, e.g. "/chart #worldcup 24h". */
  type(line: string): Promise<void>;
  /** What everybody in the channel sees, oldest first; not what stands in threads. */
  shown(): Promise<readonly Shown[]>;
  /** The words of what came below a message: in its thread, or where there are none behind it, oldest first. */
  below(message: Shown): Promise<readonly string[]>;
  /** What only the person who types was told, oldest first. */
  whispered(): Promise<readonly string[]>;
  press(message: Shown, label: string): Promise<void>;
  /** A choice of a menu of one message. */
  choose(message: Shown, menu: string, choice: string): Promise<void>;
  /** Puts Groundswell out, as that platform does it; null where one cannot. */
  readonly leave: (() => Promise<void>) | null;
  /** The tenant it is there. */
  readonly workspace: string;
}

/** What came behind a message, where there are no threads. */
export async function textsBehind(chat: Pick<Chat, "shown">, { id }: Shown): Promise<readonly string[]> {
  const shown = await chat.shown();
  return shown.slice(shown.findIndex((one) => one.id === id) + 1).map(({ text }) => text);
}
