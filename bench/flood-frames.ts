/** Hashtags of the flood: `flood0` … */
export const floodTags = 50;

const words = "the match was great and everybody in town came to see it with friends after work today".split(" ");

/** Posts of the shape a Jetstream sends (version 1), some 800 bytes each, written at the moment they are asked for. */
export function framesFrom(): (n: number) => string {
  const cid = "bafyreiecicaisnrex4akqpyxzunn2sfhl6dl6y3l42drko4ab4zhj6otxu";
  return (n) => {
    const now = Date.now();
    const tag = `flood${n % floodTags}`;
    const text = `${Array.from({ length: 14 }, (_, i) => words[(n * 7 + i * (1 + (n % 5))) % words.length]).join(" ")} #${tag}`;
    const byteStart = text.length - tag.length - 1;
    const record = {
      $type: "app.bsky.feed.post",
      createdAt: new Date(now).toISOString(),
      facets: [
        {
          $type: "app.bsky.richtext.facet",
          features: [{ $type: "app.bsky.richtext.facet#tag", tag }],
          index: { byteEnd: text.length, byteStart },
        },
      ],
      langs: ["en"],
      text,
    };
    const rkey = `3${n.toString(32).padStart(12, "2")}`;
    const commit = { rev: rkey, operation: "create", collection: "app.bsky.feed.post", rkey, record, cid };
    const did = `did:plc:${((n * 7_919) % 200_000).toString(32).padStart(24, "a")}`;
    return JSON.stringify({ did, time_us: now * 1_000 + (n % 1_000), kind: "commit", commit });
  };
}
