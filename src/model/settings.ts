import type { Language } from "./language.ts";

/** How a whole workspace is set. */
export interface Settings {
  /** Who may change what channels track: everybody, guests and people of other companies too; the workspace's own people; or its admins. */
  readonly manage: (typeof managers)[number];
  /** What everybody sees is said in it, and what is for somebody whose own language is not known. */
  readonly language: Language;
}

export const managers = ["anyone", "members", "admins"] as const;

export const usualSettings: Settings = { manage: "members", language: "en" };

/** What somebody is in a workspace: guests include whoever comes from another one through a shared channel. */
export type Rank = "admin" | "member" | "guest";

export const mayChange = ({ manage }: Pick<Settings, "manage">, rank: Rank): boolean =>
  rank === "admin" || manage === "anyone" || (manage === "members" && rank === "member");

export interface SettingsStore {
  get(): Promise<Settings>;
  change(change: Partial<Settings>): Promise<Settings>;
  /** The same for what nobody has chosen yet. */
  presume(change: Partial<Settings>): Promise<Settings>;
}
