import type { ContentType, Tag } from "../../model/post.ts";
import type { Subject } from "../../model/subject.ts";
import { tagOf } from "../../text/hashtags.ts";
import { type Chance, pick } from "./chance.ts";
import type { Phrasebook, Story } from "./phrases/phrasebook.ts";
import { topicLines } from "./phrases/topics.ts";
import { emoji, phrasebooks, toneOfStory } from "./phrases.ts";
import type { Profile } from "./profiles.ts";
import type { Language } from "./regions.ts";
import type { Truth } from "./truth.ts";

export interface Wording {
  readonly text: string;
  readonly title: string | null;
  readonly tags: readonly Tag[];
}

/** What a post is to say, and how. */
export interface Brief {
  readonly subject: Subject;
  readonly profile: Profile;
  readonly truth: Truth;
  readonly story: Story | null;
  readonly content: ContentType;
  /** Goes before the text: whom a reply answers or what a repost repeats, with its blank. */
  readonly prefix: string;
  readonly titled: boolean;
}

const cotagsOf: Readonly<Record<Language, readonly Tag[]>> = Object.fromEntries(
  Object.entries(phrasebooks).map(([language, { cotags }]) => [language, cotags.map(tagOf)]),
) as unknown as Record<Language, readonly Tag[]>;

const sites = ["dailypost.example", "cityreport.example", "notebook.example", "openreview.example", "longread.example"];

export function wordsOf(brief: Brief, roll: Chance): Wording {
  const { profile, subject, truth } = brief;
  const { language, tone } = truth;
  const book = phrasebooks[language];
  const own: Tag = { key: subject.key, display: roll() < 0.86 ? subject.display : subject.key };
  const fill = filling(brief, own.display, roll);
  const title = brief.titled ? fill(pick(roll, profile.network === "youtube" ? book.videos : book.threads)) : null;
  const others = cotags(profile, language, own, roll);
  let text = brief.prefix + fill(pick(roll, linesOf(book, brief, roll)));
  if (roll() < 0.28) text = `${ended(text, language)}${language === "ja" ? "" : " "}${pick(roll, book.asides)}`;
  if (roll() < 0.3) text = `${text} ${pick(roll, emoji[tone])}`;
  if (brief.content === "link" || brief.content === "article") text = `${text} ${linkOf(roll)}`;
  for (const { display } of others) text = `${text} #${display}`;
  return { text: text.slice(0, profile.textMax), title, tags: [own, ...others] };
}

function linesOf(book: Phrasebook, { story, truth }: Brief, roll: Chance): readonly string[] {
  const { tone, topic, language } = truth;
  if (topic !== null) return topicLines[language][topic];
  return story && tone === toneOfStory[story] && roll() < 0.85 ? book.stories[story] : book.lines[tone];
}

function filling({ truth }: Brief, display: string, roll: Chance): (line: string) => string {
  const { home, language } = truth;
  const native = language === "ja" || language === "hi" || language === "ar";
  const town = (native && home.localName) || home.location.name;
  const number = String(3 + Math.floor(roll() * 7));
  return (line) => line.replace("{tag}", `#${display}`).replace("{city}", town).replace("{n}", number);
}

/** Ends a sentence that ends with a letter; never a hashtag or a mark. */
function ended(text: string, language: Language): string {
  if (/(^|\s)#\S+$/u.test(text)) return language === "ja" ? `${text} ` : text;
  if (!/[\p{L}\p{M}\p{N}]$/u.test(text)) return text;
  return text + (language === "ja" ? "。" : ".");
}

function cotags({ cotags: { often, most } }: Profile, language: Language, own: Tag, roll: Chance): readonly Tag[] {
  if (roll() >= often) return [];
  const all = cotagsOf[language];
  const start = Math.floor(roll() * all.length);
  const count = 1 + Math.floor(roll() * most);
  return all
    .concat(all)
    .slice(start, start + Math.min(count, all.length))
    .filter(({ key }) => key !== own.key);
}

const linkOf = (roll: Chance) => `https://${pick(roll, sites)}/${Math.floor(roll() * 0xffffff).toString(36)}`;
