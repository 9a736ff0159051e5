import type { ContentType, PostKind } from "../../model/post.ts";
import { type KnownNetwork, knownNetworks } from "../networks.ts";
import { type Chance, weighted } from "./chance.ts";

/** How people write on one network, and what its interface tells of it. */
export interface Profile {
  readonly network: KnownNetwork;
  /** Its part of an average tag's posts; all sum to 1. */
  readonly share: number;
  readonly kind: (roll: Chance) => PostKind;
  readonly content: (roll: Chance) => ContentType;
  /** Median followers of those who write. */
  readonly followers: number;
  /** Which facts of an author the network gives. */
  readonly gives: {
    readonly followers: boolean;
    readonly verified: boolean;
    readonly automated: boolean;
    readonly language: boolean;
    readonly client: boolean;
    readonly views: boolean;
    readonly shares: boolean;
  };
  /** People reached, as a multiple of what followers alone explain. */
  readonly reach: number;
  /** Likes, shares and replies per person reached. */
  readonly likes: number;
  readonly shares: number;
  readonly replies: number;
  /** Part of the posts that carry a place. */
  readonly located: number;
  /** Most co-hashtags, and how often there is any. */
  readonly cotags: { readonly most: number; readonly often: number };
  /** Longest text in characters. */
  readonly textMax: number;
}

const everything = {
  followers: true,
  verified: true,
  automated: false,
  language: true,
  client: true,
  views: true,
  shares: true,
};

const byNetwork: Readonly<Record<KnownNetwork, Omit<Profile, "network">>> = {
  bluesky: {
    share: 0.17,
    kind: weighted<PostKind>({ original: 64, reply: 24, quote: 12 }),
    content: weighted<ContentType>({ text: 60, link: 18, image: 18, video: 4 }),
    followers: 190,
    gives: { ...everything, automated: true, client: false, views: false },
    reach: 0.8,
    likes: 0.05,
    shares: 0.012,
    replies: 0.009,
    located: 0,
    cotags: { most: 2, often: 0.3 },
    textMax: 300,
  },
  mastodon: {
    share: 0.09,
    kind: weighted<PostKind>({ original: 78, reply: 22 }),
    content: weighted<ContentType>({ text: 58, link: 24, image: 15, poll: 3 }),
    followers: 140,
    gives: { ...everything, verified: false, automated: true, views: false },
    reach: 0.7,
    likes: 0.05,
    shares: 0.025,
    replies: 0.01,
    located: 0,
    cotags: { most: 4, often: 0.6 },
    textMax: 500,
  },
  x: {
    share: 0.29,
    kind: weighted<PostKind>({ original: 50, repost: 22, reply: 18, quote: 10 }),
    content: weighted<ContentType>({ text: 58, link: 14, image: 19, video: 8, poll: 1 }),
    followers: 260,
    gives: everything,
    reach: 1.3,
    likes: 0.022,
    shares: 0.004,
    replies: 0.003,
    located: 0.14,
    cotags: { most: 3, often: 0.35 },
    textMax: 280,
  },
  youtube: {
    share: 0.07,
    kind: weighted<PostKind>({ original: 1 }),
    content: weighted<ContentType>({ video: 95, live: 5 }),
    followers: 2_400,
    gives: { ...everything, verified: false, client: false, shares: false },
    reach: 1.6,
    likes: 0.035,
    shares: 0,
    replies: 0.004,
    located: 0.08,
    cotags: { most: 4, often: 0.7 },
    textMax: 5_000,
  },
  reddit: {
    share: 0.13,
    kind: weighted<PostKind>({ original: 42, reply: 58 }),
    content: weighted<ContentType>({ text: 62, link: 22, image: 13, video: 3 }),
    followers: 900,
    gives: {
      followers: false,
      verified: false,
      automated: false,
      language: false,
      client: false,
      views: false,
      shares: false,
    },
    reach: 1.2,
    likes: 0.06,
    shares: 0,
    replies: 0.012,
    located: 0,
    cotags: { most: 0, often: 0 },
    textMax: 2_000,
  },
  tiktok: {
    share: 0.25,
    kind: weighted<PostKind>({ original: 93, quote: 7 }),
    content: weighted<ContentType>({ video: 92, image: 6, live: 2 }),
    followers: 700,
    gives: { ...everything, language: false, client: false },
    reach: 4,
    likes: 0.06,
    shares: 0.005,
    replies: 0.004,
    located: 0.22,
    cotags: { most: 4, often: 0.85 },
    textMax: 2_200,
  },
};

/** In the order of `knownNetworks`. */
export const profiles: readonly Profile[] = knownNetworks.map(({ name }) => ({ network: name, ...byNetwork[name] }));
