import type { Theme } from "../../src/charts/chart.ts";
import type { VolumeData } from "../../src/charts/volume-data.ts";
import { modalOf } from "../../src/chat/discord/form.ts";
import { messageOf } from "../../src/chat/discord/render.ts";
import { formOf } from "../../src/commands/form.ts";
import track from "../../src/commands/track.ts";
import { scenes as slackScenes } from "../slack-picture/scenes.ts";
import type { Sent } from "./page.tsx";

/** A picture of docs/images: what we send, and the chart in it. */
export interface Scene {
  /** docs/images/discord-<name>-<theme>.png */
  readonly name: string;
  readonly now: Date;
  readonly sent: Sent;
  readonly chart?: VolumeData;
}

/** A message shows the same picture to everybody, and most of Discord is dark. */
export const pictureTheme: Theme = "dark";

/** The cards of the pictures of Slack. */
const messages: readonly Scene[] = slackScenes.flatMap(({ name, now, card, chart }) =>
  card
    ? [
        {
          name,
          now,
          sent: {
            kind: "message" as const,
            message: messageOf(card, { pictureOf: () => name, isAgeRestricted: false }),
          },
          ...(chart && { chart }),
        },
      ]
    : [],
);

const form: Scene = {
  name: "track",
  now: new Date(Date.UTC(2026, 10, 20, 10)),
  sent: { kind: "modal", modal: modalOf(formOf(track, { asksChannel: false }, "en")) },
};

export const scenes: readonly Scene[] = [...messages, form];
