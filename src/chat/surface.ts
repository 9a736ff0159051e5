import type { Card, Form, FormValues } from "../cards/card.ts";
import type { MessageRef, Person, Place, SurfaceName } from "../model/place.ts";

/** One chat platform. Nothing outside src/chat/ knows Slack or Discord. */
export interface Surface {
  readonly name: SurfaceName;
  /** Shortest sensible time between two edits of one board here. */
  readonly editPaceMs: number;
  post(where: Place, card: Card): Promise<MessageRef>;
  /** Replaces the card in place; may rotate to a fresh message and says where it is now. */
  update(message: MessageRef, card: Card): Promise<MessageRef>;
  /** To one person only. */
  whisper(where: Place, who: Person, card: Card): Promise<void>;
  mayManage(where: Place, who: Person): Promise<boolean>;
  /** May we post, upload and edit here? Empty when all is well. */
  check(where: Place): Promise<readonly Problem[]>;
}

/** What stands in the way, and what the reader can do about it. */
export interface Problem {
  readonly what: string;
  readonly fix: string;
}

/** Somebody typed a command, pressed a control or sent a form. `message` is the one whose control it was. */
export type Ask = {
  readonly where: Place;
  readonly who: Person;
} & (
  | { readonly kind: "command"; readonly text: string }
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
  /** Open this form for the person who asked. */
  readonly form?: Form;
}
