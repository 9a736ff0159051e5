/** A part of the process that runs until it is stopped. */
export interface Part {
  readonly name: string;
  stop(): Promise<void>;
}

/** Keeps what was started, and stops it in reverse order, each awaited; one that fails to stop does not keep the others. */
export interface App {
  add<P>(name: string, part: P, stop: () => Promise<void>): P;
  stop(onProblem: (name: string, error: unknown) => void): Promise<void>;
}

export function createApp(): App {
  const parts: Part[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = async (onProblem: (name: string, error: unknown) => void) => {
    for (let part = parts.pop(); part; part = parts.pop()) {
      try {
        await part.stop();
      } catch (error) {
        onProblem(part.name, error);
      }
    }
  };
  return {
    add(name, part, stop) {
      parts.push({ name, stop });
      return part;
    },
    stop(onProblem) {
      stopping ??= stopAll(onProblem);
      return stopping;
    },
  };
}
