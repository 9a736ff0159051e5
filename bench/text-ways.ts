import { hashtagsOf } from "../src/text/hashtags.ts";
import { detectLanguage } from "../src/text/language.ts";
import { sentimentOf } from "../src/text/sentiment.ts";
import { understand } from "../src/text/understand.ts";
import { textPeers } from "./text-peers.ts";
import type { Sample } from "./text-posts.ts";
import type { Way } from "./turns.ts";

export const ourWays = ["everything", "feeling", "language", "hashtags", "place"] as const;
export type OurWay = (typeof ourWays)[number];

/** One of our ways, or a library by its name. */
export async function wayNamed(name: string, posts: readonly Sample[]): Promise<Way> {
  const own = ourWays.find((one) => one === name);
  if (own) return ourWay[own](posts);
  const [peer] = await textPeers([name]);
  if (!peer) throw new Error(`There is no “${name}” here.`);
  const { part, read } = peer;
  if (part !== "place") return (index) => read(at(posts, index).text);
  return (index) => {
    const { location } = at(posts, index);
    return location !== null && read(location);
  };
}

const at = (posts: readonly Sample[], index: number): Sample => posts[index] as Sample;

const ourWay: Readonly<Record<OurWay, (posts: readonly Sample[]) => Way>> = {
  everything: (posts) => (index) => {
    const { text, location } = at(posts, index);
    return understand(text, { location });
  },
  feeling(posts) {
    const languages = posts.map(({ text }) => detectLanguage(text).language);
    return (index) => sentimentOf(at(posts, index).text, languages[index] as string | null);
  },
  language: (posts) => (index) => detectLanguage(at(posts, index).text),
  hashtags: (posts) => (index) => hashtagsOf(at(posts, index).text),
  place: (posts) => (index) => {
    const { location } = at(posts, index);
    return location !== null && understand("", { location });
  },
};
