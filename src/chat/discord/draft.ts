import { createHash } from "node:crypto";
import type { RawFile } from "discord.js";
import type { Card, Picture } from "../../cards/card.ts";
import { type DiscordMessage, messageOf } from "./render.ts";

/** What is sent to Discord for a card, to be posted, or to be written over a message. */
export interface Draft {
  readonly body: DiscordMessage & { readonly attachments: readonly object[] };
  readonly files: readonly RawFile[];
  /** Equal drafts look the same. */
  readonly hash: string;
  /** The one that is shown. */
  readonly picture: Picture | null;
}

export interface DraftOptions {
  readonly isAgeRestricted: boolean;
  /** A picture that Discord has already, in the message that is written over. */
  readonly kept: { readonly key: string; readonly attachment: string } | null;
  pictureBytes(key: string): Promise<Uint8Array | null>;
  /** Of each file; what Discord takes anywhere (docs.discord.com/developers/reference#uploading-files). */
  readonly fileBytesMax?: number;
}

const usualFileBytesMax = 10 * 1024 * 1024;

/** docs.discord.com/developers/resources/message#attachment-object */
const descriptionCharactersMax = 1_024;

export const pictureIn = ({ parts }: Card): Picture | null =>
  parts.flatMap((part) => (part.kind === "picture" ? [part.picture] : []))[0] ?? null;

/**
 * A card with its picture beside it; in words where the picture is not there any more, or too large. All files that the message
 * has afterwards are listed, those that stay too: what is not listed goes.
 */
export async function draftOf(card: Card, options: DraftOptions): Promise<Draft> {
  const { kept, isAgeRestricted, fileBytesMax = usualFileBytesMax } = options;
  const wanted = pictureIn(card);
  const stays = wanted && kept?.key === wanted.dark ? kept : null;
  const bytes = wanted && !stays ? await options.pictureBytes(wanted.dark) : null;
  const isShown = stays !== null || (bytes !== null && bytes.length <= fileBytesMax);
  const picture = isShown ? wanted : null;
  const nameOf = ({ dark }: Picture) => `chart-${dark.slice(0, 16)}.png`;
  const message = messageOf(card, {
    pictureOf: (one) => (picture && one.dark === picture.dark ? nameOf(one) : null),
    isAgeRestricted,
  });
  const attachments = picture
    ? [
        stays
          ? { id: stays.attachment }
          : { id: "0", filename: nameOf(picture), description: picture.alt.slice(0, descriptionCharactersMax) },
      ]
    : [];
  return {
    body: { ...message, attachments },
    files:
      picture && bytes
        ? [{ name: nameOf(picture), data: Buffer.from(bytes), contentType: "image/png", key: "files[0]" }]
        : [],
    hash: createHash("sha256").update(JSON.stringify(message)).digest("hex"),
    picture,
  };
}
