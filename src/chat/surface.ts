import type { Card, FieldProblems, Form, FormValues } from "../cards/card.ts";
import type { Language, Told } from "../model/language.ts";
import type { Channel, MessageRef, Person, Place, SurfaceName } from "../model/place.ts";

/** One chat platform. Nothing outside src/chat/ knows Slack or Discord. */
export interface Surface {
  readonly name: SurfaceName;
  /** Shortest sensible time between two edits of one board here. */
  readonly editPaceMs: number;
  /** Whether a message can have a thread; where not, what would follow in it is left to the message itself. */
  readonly hasThreads: boolean;
  /**
   * `once` names what is said: asked for again soon, under the same name, it is the message that is there already. A surface whose
   * platform cannot tell posts it again.
   */
  post(where: Place, card: Card, once?: string): Promise<MessageRef>;
  /** Replaces the card in place; may rotate to a fresh message and says where it is now. */
  update(message: MessageRef, card: Card): Promise<MessageRef>;
  /** To one person only, in the channel they are looking at. */
  whisper(where: Place, who: Person, card: Card): Promise<void>;
  /** Whether what is pressed in private is still heard as of the workspace that it was said for. */
  readonly hearsInPrivate: boolean;
  /** Whether a channel is between one person and Groundswell, so that what is there is theirs alone. */
  isDirect(channel: Channel): boolean;
  /** To one person in private, where they find it later. */
  tell(workspace: string, who: Person, card: Card): Promise<void>;
  /** Whether somebody may change what this channel tracks, or how the whole workspace is set. */
  mayManage(where: Place, who: Person, what: "channel" | "workspace"): Promise<boolean>;
  /** IANA zone of a person, e.g. "Europe/Berlin"; null where it is not known. */
  zoneOf(workspace: string, who: Person): Promise<string | null>;
  /** What somebody reads; null where it is not known, or cannot be asked now. */
  languageOf(workspace: string, who: Person): Promise<Language | null>;
  /** May we post, upload and edit here? Empty when all is well. */
  check(where: Place): Promise<readonly Problem[]>;
}

/** What stands in the way, and what the reader can do about it. */
export interface Problem {
  readonly what: Told;
  readonly fix: Told;
}

/** Somebody typed a command, pressed a control or sent a form. `message` is the one whose control it was. */
export type Ask = {
  readonly where: Place;
  readonly who: Person;
  /** What this person reads, where the surface was told with it. */
  readonly language?: Language;
} /** `formless`: no window can be opened from where it was typed. */ & (
  | { readonly kind: "command"; readonly text: string; readonly formless?: true }
  /** What could be meant while an option of a command is typed. */
  | { readonly kind: "suggest"; readonly command: string; readonly option: string; readonly typed: string }
  /** Opens the page that is this person's own. */
  | { readonly kind: "home" }
  | { readonly kind: "action"; readonly action: string; readonly value: string; readonly message: MessageRef | null }
  | {
      readonly kind: "form";
      readonly action: string;
      readonly value: string;
      readonly values: FormValues;
      readonly message: MessageRef | null;
    }
);

/** What a surface does with what was asked; handed in by start.ts. It never throws: whatever fails becomes an answer. */
export type Door = (ask: Ask, surface: Surface) => Promise<Answer>;

/** What the surface has left to do after the door answered: cards are posted already. */
export interface Answer {
  /** What the form, the problems or the page are said in. */
  readonly language?: Language;
  /** Open this form for the person who asked. */
  readonly form?: Form;
  /** What the form that was sent must be mended in; it stays open. */
  readonly problems?: FieldProblems;
  /** At most 25, the likeliest first. */
  readonly suggestions?: readonly string[];
  /** The page of the person who asked. */
  readonly home?: Card;
}
