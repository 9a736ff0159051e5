import type { Exclusion } from "../model/feedback.ts";
import type { Excess } from "./why.ts";

type Excesses = Readonly<Record<"networks" | "tags", readonly Excess[]>> & {
  readonly authors: readonly Excess[] | null;
};

/** From here on a burst is somebody's, or something's, own. */
const mostly = 0.5;

/** Who or what made the most of an excess, of each kind that can be excluded. */
export function mostOf(
  excess: Excesses,
  networks: readonly string[],
): readonly Pick<Exclusion, "kind" | "name" | "of">[] {
  const [author, tag, network] = [
    excess.authors?.[0],
    excess.tags[0],
    networks.length > 1 ? excess.networks[0] : undefined,
  ];
  return [
    ...(author ? [{ kind: "author" as const, name: author.name, of: author.of }] : []),
    ...(tag ? [{ kind: "tag" as const, name: tag.name, of: null }] : []),
    ...(network ? [{ kind: "network" as const, name: network.name, of: null }] : []),
  ];
}

/** Whether more than half of an excess is by what is excluded: authors and networks add up, hashtags may stand together. */
export function isExcluded(excess: Excesses, exclusions: readonly Pick<Exclusion, "kind" | "name" | "of">[]): boolean {
  const shares = (kind: Exclusion["kind"], of: readonly Excess[]) =>
    of.flatMap((one) =>
      exclusions.some((out) => out.kind === kind && out.name === one.name && (kind !== "author" || out.of === one.of))
        ? [one.share]
        : [],
    );
  const sum = (all: readonly number[]) => all.reduce((total, share) => total + share, 0);
  return (
    sum(shares("author", excess.authors ?? [])) > mostly ||
    sum(shares("network", excess.networks)) > mostly ||
    Math.max(0, ...shares("tag", excess.tags)) > mostly
  );
}
