/**
 * Strings with a value each, for many of them and look-ups that mostly find nothing. A Map of 100,000 waits for memory half a dozen
 * times a look-up; here hashes lie side by side, so what is not there is known after one wait, and what is there after three.
 */
export interface KeyTable<V> {
  get(key: string): V | undefined;
  /** undefined takes the key out. */
  set(key: string, value: V | undefined): void;
  readonly size: number;
}

const smallest = 16;

export function createKeyTable<V>(hashOf: (key: string) => number = newHash()): KeyTable<V> {
  /** A hash and the place of its entry, in turn; the place 0 is free. Never more than half full. */
  let slots = new Int32Array(2 * smallest);
  /** A key and its value, in turn, from place 2 on. What was taken out stays as undefined until the next growth. */
  let entries: (string | V | undefined)[] = [undefined, undefined];
  let size = 0;

  const slotOf = (key: string, hash: number): number => {
    const last = slots.length - 1;
    for (let slot = (hash * 2) & last; ; slot = (slot + 2) & last) {
      const place = slots[slot + 1] as number;
      if (place === 0 || (slots[slot] === hash && entries[place] === key)) return slot;
    }
  };

  const insert = (key: string, value: V): void => {
    const hash = hashOf(key);
    const slot = slotOf(key, hash);
    const place = slots[slot + 1] || entries.length;
    slots[slot] = hash;
    slots[slot + 1] = place;
    entries[place] = key;
    entries[place + 1] = value;
  };

  const rebuild = (): void => {
    const old = entries;
    let room = smallest;
    while (room < 4 * size) room *= 2;
    slots = new Int32Array(2 * room);
    entries = [undefined, undefined];
    for (let place = 2; place < old.length; place += 2)
      if (old[place + 1] !== undefined) insert(old[place] as string, old[place + 1] as V);
  };

  const get = (key: string): V | undefined =>
    entries[(slots[slotOf(key, hashOf(key)) + 1] as number) + 1] as V | undefined;

  return {
    get,
    set(key, value) {
      const before = get(key);
      if (value === undefined) {
        if (before === undefined) return;
        entries[(slots[slotOf(key, hashOf(key)) + 1] as number) + 1] = undefined;
        size--;
        return;
      }
      insert(key, value);
      if (before === undefined) size++;
      if (entries.length * 2 > slots.length) rebuild();
    },
    get size() {
      return size;
    },
  };
}

/** Nobody can tell which keys meet in one place: the factor is drawn anew for each table. */
function newHash(): (key: string) => number {
  const factor = Math.floor(Math.random() * 2 ** 32) | 1;
  return (key) => {
    let hash = key.length;
    for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), factor);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return hash ^ (hash >>> 13);
  };
}
