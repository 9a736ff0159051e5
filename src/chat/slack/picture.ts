import type { Picture } from "../../cards/card.ts";

/** Where a drawn image can be had: a file uploaded to Slack, or an address that Slack can reach; "line" has Slack draw it. */
export type ShownPicture = { kind: "file"; id: string } | { kind: "url"; url: string } | { kind: "line" };

/** Null where the picture cannot be shown: then its words stand there. */
export type PictureOf = (picture: Picture) => ShownPicture | null;
