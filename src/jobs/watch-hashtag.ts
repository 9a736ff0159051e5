import { newBeside } from "../analysis/new-companion.ts";
import { dayMs, hourMs } from "../model/clock.ts";
import { nothing, type Watch } from "./watch.ts";

const windowMs = 3 * hourMs;
const usualDays = 7;
/** Hashtags come in company: after one was told, its friends are no news. */
const pauseMs = windowMs;

/** A hashtag that was rare beside a subject, and is not any more. */
export const watchHashtag: Watch = {
  kind: "hashtag",
  about: "posts",
  async look({ tracker, recent, now, tenant }) {
    if (recent.some(({ at }) => now.getTime() - at.getTime() < pauseMs)) return nothing;
    const upTo = (to: Date) =>
      tenant.reader.companions({ trackers: [tracker.id], from: new Date(to.getTime() - windowMs), to });
    const lately = await upTo(now);
    const daysBefore = [];
    // The same hours of each day: a hashtag of the mornings is not new each morning.
    for (let day = 1; day <= usualDays; day++) daysBefore.push(await upTo(new Date(now.getTime() - day * dayMs)));
    const told = recent.flatMap(({ facts }) => (facts.kind === "hashtag" ? [facts.tag] : []));
    const found = newBeside(lately, daysBefore, new Set([tracker.subject.key, ...told]));
    if (!found) return nothing;
    const key = `${found.tag}:${now.toISOString().slice(0, 10)}`;
    return { raise: { key, at: now, facts: { kind: "hashtag", ...found }, lasts: false } };
  },
};
