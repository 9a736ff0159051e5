import type { Person, SurfaceName } from "./place.ts";
import type { Secret } from "./secret.ts";

/** A workspace that put Groundswell in: what it allowed, and the tokens by which we act there. */
export interface Installation {
  /** "slack:T0123"; of one for a whole organisation "slack:E0123", which serves all its workspaces. */
  readonly workspace: string;
  readonly surface: SurfaceName;
  /** null where the whole organisation has it. */
  readonly team: Named | null;
  /** The organisation the workspace belongs to, if any. */
  readonly enterprise: Named | null;
  /** Whether the whole organisation has it. */
  readonly isOrgWide: boolean;
  readonly botUserId: string;
  /** Slack's "B0123", which stands on what the bot posted. */
  readonly botId: string;
  readonly scopes: readonly string[];
  /** Their id on that platform. */
  readonly installedBy: Person["id"];
  readonly installedAt: Date;
  readonly revokedAt: Date | null;
  /** null once it is revoked: then no token is kept. */
  readonly tokens: Tokens | null;
}

export interface Named {
  readonly id: string;
  readonly name: string | null;
}

export interface Tokens {
  readonly bot: Secret;
  /** Only where tokens rotate: the bot's lasts until `expiresAt`, and this one fetches the next. */
  readonly refresh: Secret | null;
  readonly expiresAt: Date | null;
}

/** One that stands. */
export type Installed = Installation & { readonly tokens: Tokens };
export type NewInstallation = Omit<Installed, "revokedAt">;

export const isInstalled = (installation: Installation): installation is Installed => installation.tokens !== null;

export interface Installations {
  /** Puts it in the place of an earlier one of that workspace; one that had left is back with what it had made. */
  save(installation: NewInstallation): Promise<void>;
  /** Fresh tokens of the installation that was made at `installedAt`; of one that is gone or was made anew meanwhile, nothing. */
  renew(workspace: string, installedAt: Date, tokens: Tokens): Promise<void>;
  /** What serves this workspace: its own, or its organisation's. null = none does. */
  get(workspace: string): Promise<Installed | null>;
  /** The one the whole organisation has. */
  ofEnterprise(enterprise: string): Promise<Installed | null>;
  /** Makes a workspace known that its organisation's installation serves; its rows are its own all the same. */
  serve(workspace: { readonly id: string; readonly name: string }, enterprise: string): Promise<void>;
  /** Its own row, whatever became of it. */
  find(workspace: string): Promise<Installation | null>;
  /**
   * Erases its tokens, stops what it follows and marks it removed, as well as the workspaces that it alone served. It may be
   * called again. One that was made after `at` is left: what is told late is about the one before. Gives all that are without one.
   */
  revoke(workspace: string, at?: Date): Promise<readonly string[]>;
  /** All that stand. */
  list(): Promise<readonly Installed[]>;
  /**
   * Seals every token with the key that seals now; what was done stays done when it is interrupted. `progress` is told how
   * many are done, of how many.
   */
  rotate(options?: RotateOptions): Promise<Rotated>;
  /** With which keys tokens are sealed, and whether they can be opened. */
  inspect(): Promise<readonly KeyUse[]>;
}

export interface RotateOptions {
  readonly signal?: AbortSignal;
  progress?(done: number, of: number): void;
}

export interface Rotated {
  readonly resealed: number;
  /** Already sealed with that key. */
  readonly current: number;
  /** Workspaces whose tokens no key opens; they are left as they are. */
  readonly unreadable: readonly string[];
}

export interface KeyUse {
  readonly keyId: string;
  readonly isCurrent: boolean;
  readonly installations: number;
  /** Workspaces whose tokens could not be opened. */
  readonly unreadable: readonly string[];
}
