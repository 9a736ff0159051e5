import type { Child, FC } from "hono/jsx";
import { discordPaths } from "./invitation.ts";

/** What a browser sees at the end of an installation. */
export type InstallOutcome =
  | { readonly kind: "installed"; readonly name: string | null }
  | { readonly kind: "denied" }
  /** The state was missing, used, too old, not ours, or another browser's. */
  | { readonly kind: "refused" }
  | { readonly kind: "failed"; readonly reference: string };

const Again: FC<{ children?: Child }> = ({ children }) => (
  <p>
    <a href={discordPaths.install}>{children}</a>
  </p>
);

export const titleOf = (outcome: InstallOutcome): string =>
  ({
    installed: `Groundswell is in ${(outcome.kind === "installed" && outcome.name) || "your server"}`,
    denied: "Groundswell was not added",
    refused: "This link does not work any more",
    failed: "That did not work",
  })[outcome.kind];

export const InstallWords: FC<{ outcome: InstallOutcome }> = ({ outcome }) => {
  switch (outcome.kind) {
    case "installed":
      return (
        <>
          <p>You can close this page. In Discord, type next:</p>
          <ol>
            <li>
              <code>/track tag:#worldcup</code> in the channel where the news should go
            </li>
            <li>
              <code>/hashtag</code> for everything else
            </li>
          </ol>
        </>
      );
    case "denied":
      return (
        <>
          <p>You said no to Discord, so nothing was added and nothing is kept.</p>
          <Again>Add Groundswell after all</Again>
        </>
      );
    case "refused":
      return (
        <>
          <p>
            It was used already, is older than ten minutes, or was opened in another browser than the one that asked for
            it.
          </p>
          <Again>Start again</Again>
        </>
      );
    case "failed":
      return (
        <>
          <p>
            Discord and Groundswell could not finish the installation. Try it again in a moment; if it fails again, tell
            whoever runs Groundswell this reference: <code>{outcome.reference}</code>
          </p>
          <Again>Try again</Again>
        </>
      );
    default:
      return outcome satisfies never;
  }
};
