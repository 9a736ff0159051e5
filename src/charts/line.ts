/** Work in a line, first come first served, and hands that wait for it. */
export interface Line<Work extends object> {
  add(work: Work): void;
  /** Takes the next work, or waits for it: "idle" where a warm hand got none for so long, "closed" when all is done. */
  next(isWarm: boolean): Promise<Work | "idle" | "closed">;
  /** What is in the line is still handed out. */
  close(): void;
  isClosed(): boolean;
}

interface Hand {
  readonly isWarm: boolean;
  wake(): void;
}

/** Of the hands that wait a warm one is called first, and of several the one that worked last, so that the others may rest. */
export function openLine<Work extends object>(idleMs: number): Line<Work> {
  const line: Work[] = [];
  const hands: Hand[] = [];
  let isClosed = false;

  /** Whether it was called, rather than left without work for `idleMs`. */
  const called = (isWarm: boolean): Promise<boolean> =>
    new Promise((resolve) => {
      const rest = () => {
        hands.splice(hands.indexOf(hand), 1);
        resolve(false);
      };
      const timer = isWarm ? setTimeout(rest, idleMs) : undefined;
      const wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const hand = { isWarm, wake };
      if (isWarm) hands.push(hand);
      else hands.unshift(hand);
    });

  return {
    add(work) {
      line.push(work);
      hands.pop()?.wake();
    },
    async next(isWarm) {
      for (;;) {
        const work = line.shift();
        if (work) return work;
        if (isClosed) return "closed";
        if (!(await called(isWarm))) return "idle";
      }
    },
    close() {
      isClosed = true;
      for (const { wake } of hands.splice(0)) wake();
    },
    isClosed: () => isClosed,
  };
}
