import type { Person, SurfaceName } from "./place.ts";

/** How many workspaces one may be linked with. */
export const linksMax = 5;

/** Two workspaces that see each other's incidents, or are about to: as one of them, "this side", sees it. */
export interface Link {
  readonly id: number;
  /** Who acted for this side: made the code, or typed it. */
  readonly who: Person;
  readonly other: LinkedSide;
  /** Whether the code was made on this side, which has the last word. */
  readonly isMaker: boolean;
  /** "redeemed": the code was typed; "accepted": that side said yes; "linked": both did. */
  readonly state: "redeemed" | "accepted" | "linked";
}

export interface LinkedSide {
  readonly workspace: string;
  readonly surface: SurfaceName;
  /** What the workspace was called when it joined in. */
  readonly name: string;
  readonly who: Person;
}

/** How a link is named to people. */
export type LinkName = Pick<LinkedSide, "surface" | "name">;

/** Consent is each side's own: a side can write its own only, and Postgres sees to that (drizzle/0006_links.sql). */
export interface Links {
  /** Makes a one-time code; the one before it, if nobody typed it, is good no more. */
  offer(who: Person): Promise<{ readonly id: number; readonly code: string } | "full">;
  /**
   * Spends a code, for good unless it is this side's own or the two are linked already. "wrong" says nothing about whether it is too
   * old, used, or never was.
   */
  redeem(code: string, who: Person): Promise<Link | "wrong" | "own" | "linked" | "full">;
  /** One that stands or is being agreed on. */
  get(id: number): Promise<Link | null>;
  /** Those that both sides confirmed, the oldest first. */
  list(): Promise<readonly Link[]>;
  /** Those whose other side said yes, and which wait for this one. */
  waiting(): Promise<readonly Link[]>;
  /** This side says yes: first the one that typed the code, then the one that made it. Null where there is nothing to say yes to. */
  confirm(id: number): Promise<Link | "linked" | "full" | null>;
  /** Ends it, or what was to become one, for both sides; with it goes what it showed. Null where somebody already did. */
  end(id: number): Promise<Link | null>;
  /** Runs `work` while nobody else, in any process, carries anything over this link; others wait. */
  alone<T>(id: number, work: () => Promise<T>): Promise<T>;
}

/** All that crosses a link about an incident. People are names here: their ids mean nothing on the other side. */
export interface SharedState {
  readonly acknowledged: { readonly by: string; readonly at: Date } | null;
  readonly muted: { readonly by: string; readonly until: Date } | null;
}

/** What a linked workspace's own incident of the same subject says of itself, kept at ours. */
export interface Echo extends SharedState {
  readonly from: LinkName;
}

export interface Echoes {
  /** Of links that stand. */
  of(incident: number): Promise<readonly Echo[]>;
  /** Which incidents show something of this link. */
  shownBy(link: number): Promise<readonly number[]>;
  /** Whether it is different now; null = nothing to show. */
  put(link: number, incident: number, state: SharedState | null): Promise<boolean>;
}
