import type { Child, FC } from "hono/jsx";
import { LandingPage as Page } from "../landing-page.tsx";
import { slackPaths } from "./manifest.ts";

const Again: FC<{ children?: Child }> = ({ children }) => (
  <p>
    <a href={slackPaths.install}>{children}</a>
  </p>
);

/** What a browser sees at the end of an installation. */
export type InstallOutcome =
  | { readonly kind: "installed"; readonly name: string | null; readonly isOrgWide: boolean }
  | { readonly kind: "denied" }
  /** The state was missing, used, too old, not ours, or another browser's. */
  | { readonly kind: "refused" }
  | { readonly kind: "failed"; readonly reference: string };

export const InstallPage: FC<{ outcome: InstallOutcome }> = ({ outcome }) => {
  switch (outcome.kind) {
    case "installed":
      return (
        <Page title={`Groundswell is in ${outcome.name ?? "your workspace"}`}>
          <p>You can close this page. In Slack, type next:</p>
          <ol>
            <li>
              <code>/invite @groundswell</code> in the channel where the news should go
            </li>
            <li>
              <code>/track #worldcup</code> to follow a hashtag there
            </li>
            <li>
              <code>/hashtag help</code> for everything else
            </li>
          </ol>
          {outcome.isOrgWide && (
            <p>The whole organisation has it: an admin of the organisation says which workspaces may use it.</p>
          )}
        </Page>
      );
    case "denied":
      return (
        <Page title="Groundswell was not added">
          <p>You said no to Slack, so nothing was installed and nothing is kept.</p>
          <Again>Add Groundswell after all</Again>
        </Page>
      );
    case "refused":
      return (
        <Page title="This link does not work any more">
          <p>
            It was used already, is older than ten minutes, or was opened in another browser than the one that asked for
            it. Nothing was installed.
          </p>
          <Again>Start again</Again>
        </Page>
      );
    case "failed":
      return (
        <Page title="That did not work">
          <p>
            Slack and Groundswell could not finish the installation. Try it again in a moment; if it fails again, tell
            whoever runs Groundswell this reference: <code>{outcome.reference}</code>
          </p>
          <Again>Try again</Again>
        </Page>
      );
    default:
      return outcome satisfies never;
  }
};
