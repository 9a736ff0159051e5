/** What is compared of a post. */
export interface StoryPost {
  readonly network: string;
  /** As they are equal, whatever was written around the address. */
  readonly links: readonly string[];
  /** What it says without links, mentions, marks and capitals. */
  readonly said: string;
  /** As it was written. */
  readonly text: string;
}

/** What posts of several networks have in common. */
export interface SharedStory {
  /** At least two, those with most posts of it first. */
  readonly networks: readonly string[];
  readonly posts: number;
  /** A link, or a text. */
  readonly link: string | null;
  readonly text: string | null;
}

/** Less says the same by chance: "good morning". */
const charactersMin = 30;
/** Of one person who posts everywhere it is no story yet. */
const postsMin = 3;

/** The link, else the text, that most networks share; among equals the one with most posts. null = none is shared. */
export const sharedStory = (posts: readonly StoryPost[]): SharedStory | null =>
  most(
    posts,
    ({ links }) => links,
    (link) => ({ link, text: null }),
  ) ??
  most(
    posts,
    ({ said }) => (said.length >= charactersMin ? [said] : []),
    (said) => ({ link: null, text: posts.find((post) => post.said === said)?.text ?? said }),
  );

function most(
  posts: readonly StoryPost[],
  keysOf: (post: StoryPost) => readonly string[],
  named: (key: string) => Pick<SharedStory, "link" | "text">,
): SharedStory | null {
  const counts = new Map<string, Map<string, number>>();
  for (const post of posts)
    for (const key of new Set(keysOf(post))) {
      const networks = counts.get(key) ?? new Map<string, number>();
      networks.set(post.network, (networks.get(post.network) ?? 0) + 1);
      counts.set(key, networks);
    }
  const stories = [...counts].flatMap(([key, networks]) => {
    const count = [...networks.values()].reduce((sum, one) => sum + one, 0);
    return networks.size > 1 && count >= postsMin ? [{ key, networks, count }] : [];
  });
  const [first] = stories.sort(
    (a, b) => b.networks.size - a.networks.size || b.count - a.count || (a.key < b.key ? -1 : 1),
  );
  if (!first) return null;
  const networks = [...first.networks].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([network]) => network);
  return { networks, posts: first.count, ...named(first.key) };
}
