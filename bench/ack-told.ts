/** Where people type. */
export type Place = "slack" | "discord";

/** What the bench asks of the process that is the chat, one thing at a time. */
export type Order =
  /** Where the product is: installs it where it is not yet, and has it track what will be drawn. */
  | { readonly kind: "meet"; readonly productUrl: string }
  | { readonly kind: "type"; readonly perSecond: number; readonly seconds: number; readonly draws: boolean };

/** Over a socket that the product opens (Slack's Socket Mode, Discord's gateway), or by requests to its address. */
export type Way = "socket" | "http";

/** How the product reaches the chat. */
export interface Reached {
  readonly env: Readonly<Record<string, string>>;
}

export interface Typed {
  /** Of every command that was acknowledged. */
  readonly afterMs: readonly number[];
  readonly typed: number;
  readonly charts: { readonly asked: number; readonly drawn: number };
  /** How late the chat's own process was, p99: it is in `afterMs`. */
  readonly chatLateMs: number;
}
