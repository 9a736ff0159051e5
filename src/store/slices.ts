/** Rows found in one go; where there are more, it is said how many went so far. */
const foundMax = 50_000;
/** Rows dropped in one transaction, so that no lock is held long; what was dropped stays so when the next is interrupted. */
const sliceRows = 5_000;

/** How a long piece of work is cut, and what it tells meanwhile. */
export interface Slices {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((dropped: number) => void) | undefined;
}

/**
 * Finds what is to be dropped and drops it, until nothing is left. Two that do so at once share the work: what the other one
 * dropped counts there.
 */
export async function inSlices<Row>(
  find: (limit: number) => Promise<readonly Row[]>,
  drop: (rows: readonly Row[]) => Promise<number>,
  { signal, progress }: Slices = {},
): Promise<number> {
  let dropped = 0;
  for (;;) {
    signal?.throwIfAborted();
    const found = await find(foundMax);
    let now = 0;
    for (let from = 0; from < found.length; from += sliceRows) {
      signal?.throwIfAborted();
      now += await drop(found.slice(from, from + sliceRows));
    }
    dropped += now;
    // Another one at the same work takes what is found here: nothing of it was left for this one.
    if (found.length < foundMax || now === 0) return dropped;
    progress?.(dropped);
  }
}
