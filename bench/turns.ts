import { median } from "./bench.ts";

/** Milliseconds of processor time that work took, all threads counted. */
export function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** What is done with the item at `index`; what comes back is not looked at. */
export type Way = (index: number) => unknown;

export interface Turns {
  readonly items: number;
  /** Items in one turn; it divides `items`. */
  readonly each: number;
  readonly rounds: number;
}

/** Milliseconds of processor time that a way takes from one item up to another. */
export const turnMs = (way: Way, from: number, to: number): number =>
  cpuMs(() => {
    for (let index = from; index < to; index++) way(index);
  });

/** Milliseconds that the way of that name takes from one item up to another. */
export type TakeTurn<Name extends string> = (name: Name, from: number, to: number) => number | Promise<number>;

/**
 * Milliseconds that each way takes for all items. The ways take turns of few items, in changing order, so that whatever else the machine does
 * slows them alike; each turn counts with its median over the rounds. Two rounds go before that count for nothing.
 */
export async function inTurns<Name extends string>(
  names: readonly Name[],
  take: TakeTurn<Name>,
  { items, each, rounds }: Turns,
): Promise<Record<Name, number>> {
  const turns = Array.from({ length: items / each }, (_, turn) => turn * each);
  const spent = new Map(names.map((name) => [name, turns.map((): number[] => [])]));
  for (let round = -2; round < rounds; round++) {
    for (const [turn, from] of turns.entries()) {
      for (let place = 0; place < names.length; place++) {
        const name = names[(place + turn + round + 2) % names.length] as Name;
        const ms = await take(name, from, from + each);
        if (round >= 0) spent.get(name)?.[turn]?.push(ms);
      }
    }
  }
  const sum = (times: readonly number[][]) => times.reduce((total, turn) => total + median(turn), 0);
  return Object.fromEntries(names.map((name) => [name, sum(spent.get(name) ?? [])])) as Record<Name, number>;
}
