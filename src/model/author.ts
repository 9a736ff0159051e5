export interface Author {
  readonly id: string;
  /** Without "@". */
  readonly handle: string;
  readonly name: string | null;
  readonly followers: number | null;
  readonly verified: boolean | null;
  /** What the network itself says of who writes here: a program, or not. Most leave it open. */
  readonly automated: boolean | null;
}

/** From this many followers on an author counts as an influencer, as does any verified one with a tenth of it. */
export const influencerFollowersMin = 10_000;

export function isInfluencer(author: Author): boolean {
  const followers = author.followers ?? 0;
  return followers >= influencerFollowersMin || (author.verified === true && followers >= influencerFollowersMin / 10);
}
