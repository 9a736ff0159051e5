import type { Author } from "../model/author.ts";
import { kindOfAuthor } from "./author-kind.ts";
import { surpassedTimes } from "./viral.ts";

/** A subject that so many widely followed people wrote about in a week has one every day: there only a bigger name is news. */
const usualAWeek = 7;

/** Whether it is news that somebody writes about a subject for the first time. `told`: the most followers of who was told of within a day. */
export function isNewsWhoJoined(
  author: Author,
  weekBefore: { readonly authors: number; readonly followersMax: number },
  told: number,
): boolean {
  const followers = author.followers ?? 0;
  if (kindOfAuthor(author, null).kind !== "influencer" || followers < surpassedTimes * told) return false;
  return weekBefore.authors < usualAWeek || followers >= surpassedTimes * weekBefore.followersMax;
}
