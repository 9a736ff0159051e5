import { type SharedStory, sharedStory } from "../analysis/shared-story.ts";
import { hourMs } from "../model/clock.ts";
import type { Incident } from "../model/incident.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { linksOf, withoutLinks } from "../text/links.ts";

/** Those that moved people most, of each network. */
const postsMax = 50;

/** What the posts of an incident have in common where it is on several networks; null = nothing, or it is on one. */
export async function storyOf(
  { openedAt, endedAt }: Incident,
  tracker: Tracker,
  services: Services,
): Promise<SharedStory | null> {
  if (tracker.networks.length < 2) return null;
  const { reader } = services.tenant(tracker.channel.workspace);
  const from = new Date(openedAt.getTime() - hourMs);
  const scope = { trackers: [tracker.id], from, to: endedAt ?? services.clock.now() };
  const posts = [];
  for (const network of tracker.networks)
    posts.push(...(await reader.topPosts({ ...scope, networks: [network] }, postsMax)));
  return sharedStory(
    posts
      .filter(({ sensitive }) => !sensitive)
      .map(({ network, text }) => ({
        network,
        links: linksOf(text).flatMap((link) => plainLink(link) ?? []),
        said: plainText(text),
        text: withoutLinks(text).replace(/\s+/gu, " ").trim(),
      })),
  );
}

/** Without what tells where it was clicked; null where it leads to no page of its own. */
export function plainLink(link: string): string | null {
  const { hostname, pathname, searchParams } = new URL(link);
  for (const name of [...searchParams.keys()])
    if (/^(?:utm_|fbclid|gclid|ref$|s$|si$)/iu.test(name)) searchParams.delete(name);
  const path = pathname.replace(/\/+$/u, "");
  const query = searchParams.toString();
  return path === "" && query === ""
    ? null
    : `https://${hostname.replace(/^www\./u, "")}${path}${query && `?${query}`}`;
}

const plainText = (text: string): string =>
  withoutLinks(text)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/@[\w.@-]+/gu, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
