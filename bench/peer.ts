/**
 * A library that is measured beside us. Peers are not among the product's dependencies: `npm ci --prefix bench` brings them;
 * null where that was not done.
 */
export async function peer(name: string): Promise<unknown> {
  const unmuted = muted();
  try {
    const loaded = (await import(name)) as { readonly default?: unknown };
    return loaded.default ?? loaded;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    process.stderr.write(`without ${name}: npm ci --prefix bench brings it\n`);
    return null;
  } finally {
    unmuted();
  }
}

let mutes = 0;
const write = process.stdout.write;

/** Some greet on standard output when they are loaded, which is for figures alone. Undone by calling what comes back. */
function muted(): () => void {
  mutes++;
  process.stdout.write = () => true;
  return () => {
    if (--mutes === 0) process.stdout.write = write;
  };
}
