import { asArray, asObject, asString, orNull } from "../decode.ts";

/** Labels after which an app covers a post (https://docs.bsky.app/docs/advanced-guides/moderation), and two older names. */
const covering = new Set(["!hide", "!warn", "porn", "sexual", "nudity", "graphic-media", "nsfl", "gore"]);

/** `labels` as a record carries its author's own ({ values: [{ val }] }), or as an AppView adds others' ([{ val, neg? }]). */
export function isSensitive(labels: unknown): boolean {
  if (labels === undefined || labels === null) return false;
  const list = Array.isArray(labels) ? labels : asObject(labels, "labels")["values"];
  return (orNull(asArray, list, "labels") ?? []).some((value) => {
    const label = asObject(value, "label");
    return label["neg"] !== true && covering.has(asString(label["val"], "label.val"));
  });
}

/**
 * Whether an account's owner marked it as automated: the label "bot" on its profile, by itself; what others call it does not count. null
 * where the view has no labels.
 */
export function isAutomated(labels: unknown, did: string): boolean | null {
  const list = orNull(asArray, labels, "author.labels");
  if (!list) return null;
  return list.some((value) => {
    const label = asObject(value, "label");
    return label["val"] === "bot" && label["src"] === did && label["neg"] !== true;
  });
}
