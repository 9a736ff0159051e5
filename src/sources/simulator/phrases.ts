import { chance, mix, pick } from "./chance.ts";
import ar from "./phrases/ar.ts";
import de from "./phrases/de.ts";
import en from "./phrases/en.ts";
import es from "./phrases/es.ts";
import fr from "./phrases/fr.ts";
import hi from "./phrases/hi.ts";
import id from "./phrases/id.ts";
import it from "./phrases/it.ts";
import ja from "./phrases/ja.ts";
import type { Phrasebook, Story, Tone } from "./phrases/phrasebook.ts";
import pt from "./phrases/pt.ts";
import type { Language } from "./regions.ts";

export const phrasebooks: Readonly<Record<Language, Phrasebook>> = { en, es, pt, de, fr, it, ja, hi, ar, id };

/** How each story makes people feel. */
export const toneOfStory: Readonly<Record<Story, Tone>> = {
  announcement: "positive",
  live: "positive",
  outage: "negative",
  clip: "neutral",
};

const stories: readonly Story[] = ["announcement", "announcement", "live", "live", "clip", "outage"];

export const storyOf = (hash: number): Story => pick(chance(mix(hash, 0x88)), stories);

export const emoji: Readonly<Record<Tone, readonly string[]>> = {
  positive: ["🎉", "🔥", "❤️", "🙌", "😍", "👏", "✨", "💪", "🥳", "😂"],
  neutral: ["👀", "🤔", "📢", "📌", "👇", "🧵", "☕", "🗓️"],
  negative: ["😤", "🙄", "😞", "👎", "🤦", "😬", "💔"],
};
