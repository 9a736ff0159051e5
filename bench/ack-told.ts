/** What the bench asks of the process that is Slack, one thing at a time. */
export type Order =
  /** Where the product is: installs it where it is not yet, and has it track what will be drawn. */
  | { readonly kind: "meet"; readonly productUrl: string }
  | { readonly kind: "type"; readonly perSecond: number; readonly seconds: number; readonly draws: boolean };

/** Over a socket, one workspace with its token set; over HTTP, workspaces that installed it themselves. */
export type Way = "socket" | "http";

/** How the product reaches Slack. */
export interface Reached {
  readonly env: Readonly<Record<string, string>>;
}

export interface Typed {
  /** Of every command that was acknowledged. */
  readonly afterMs: readonly number[];
  readonly typed: number;
  readonly charts: { readonly asked: number; readonly drawn: number };
  /** How late Slack's own process was, p99: it is in `afterMs`. */
  readonly slackLateMs: number;
}
