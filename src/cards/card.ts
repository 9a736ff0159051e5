import type { Ping } from "../model/alert-rules.ts";
import type { Language, Said } from "../model/language.ts";
import type { Person } from "../model/place.ts";

/**
 * What the product says, free of any chat platform. Strings are plain text: each surface escapes them, so a post's
 * "<!channel>" or "@everyone" stays just text.
 */
export interface Card {
  readonly title: string;
  /** "alert" is for spikes, "quiet" for refusals and help, "good" for a change that was made. */
  readonly tone: "neutral" | "good" | "alert" | "quiet";
  /** One plain line for notifications and screen readers; it says the figure that matters. */
  readonly summary: string;
  /** The same figures as a line of ▁▂▅█, for where there is no room for a picture: notifications, and edits that cannot show a new one. */
  readonly sparkline?: string;
  /** What it is written in, for the few words that a surface adds; English where it is not said. */
  readonly language?: Language;
  /** A board or an alert: edited again and again, so it stays where it is, whatever becomes of its picture. */
  readonly moves?: true;
  /** Who is really pinged by it; nothing else in a card pings anybody, whatever its text says. */
  readonly ping?: Ping;
  readonly parts: readonly Part[];
}

/** A card as it is said in one language. */
export const cardIn = (language: Language, card: Said<Card>): Card => ({ ...card(language), language });

export type Part =
  | { readonly kind: "text"; readonly text: readonly Inline[] }
  /** Up to 10 short figures in a grid. */
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  | { readonly kind: "picture"; readonly picture: Picture }
  /** Up to 10 posts; a sensitive one hides its text until asked for. */
  | { readonly kind: "posts"; readonly posts: readonly PostItem[] }
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Up to 5 controls in a row. */
  | { readonly kind: "actions"; readonly controls: readonly Control[] }
  /** Small print: coverage, "simulated", when it is next read. */
  | { readonly kind: "note"; readonly text: readonly Inline[] };

export type Inline =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly link: string; readonly url: string }
  | { readonly person: Person }
  /** One of this workspace's own channels, by its id. */
  | { readonly channel: string }
  /** Shown in the reader's own zone where the surface can, else in UTC. */
  | { readonly time: Date; readonly style: "clock" | "day" | "moment" | "relative" };

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** E.g. "▲ up 34 %"; words and arrow, never colour alone. */
  readonly change?: string;
}

/** A drawn image in the shared picture store. `alt` says what it shows, with the figures. */
export interface Picture {
  /** Keys of the two themes in the picture store, each the content hash and so unguessable: 64 hex digits. A surface shows the one that fits it. */
  readonly light: string;
  readonly dark: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** The same in short, at most 20 points, for a surface that draws charts itself where it cannot show this one. */
  readonly line?: PictureLine;
}

/** Labels are all different; a point that was not observed is left out. */
export interface PictureLine {
  readonly title: string;
  readonly points: readonly { readonly label: string; readonly value: number }[];
}

export interface PostItem {
  readonly network: string;
  readonly author: string | null;
  readonly text: string;
  readonly url: string | null;
  readonly at: Date;
  readonly figures: string;
  readonly sensitive: boolean;
}

/**
 * The action that is no action: its value is a command line, which is done as if it had been typed. A form that carries it is
 * that of the command which its value names.
 */
export const commandAction = "command";

/** `action` is the id of a registered action, or `commandAction`; `value` is what it gets, at most 80 characters. */
export type Control =
  | {
      readonly kind: "button";
      readonly action: string;
      readonly value: string;
      readonly label: string;
      readonly style?: "primary" | "danger";
    }
  | {
      readonly kind: "menu";
      readonly action: string;
      readonly label: string;
      readonly choices: readonly { readonly label: string; readonly value: string }[];
    };

/** A form in a window of its own (Slack modal, Discord modal, playground dialog). Submitting runs `action`. */
export interface Form {
  readonly title: string;
  readonly action: string;
  readonly value: string;
  readonly submit: string;
  readonly fields: readonly Field[];
}

/** What is wrong with a form that was sent: a sentence for each field, by its name. */
export type FieldProblems = Readonly<Record<string, string>>;

export type Field =
  | {
      readonly kind: "text";
      readonly name: string;
      readonly label: string;
      readonly value: string;
      readonly hint?: string;
      /** May be left empty. */
      readonly optional?: true;
    }
  /** Text with suggestions, which are asked for while it is typed (Ask "suggest"); where a surface cannot, text. */
  | {
      readonly kind: "suggested";
      readonly name: string;
      readonly label: string;
      readonly value: string;
      /** What is to be suggested: an option of a command. */
      readonly of: { readonly command: string; readonly option: string };
    }
  /** One of the workspace's channels, chosen from the surface's own list; its id. Left out where there is only one. */
  | { readonly kind: "channel"; readonly name: string; readonly label: string; readonly value: string }
  | {
      readonly kind: "choice";
      readonly name: string;
      readonly label: string;
      readonly value: string;
      readonly choices: readonly { readonly label: string; readonly value: string }[];
      /** May be left open; then it is "". */
      readonly optional?: true;
    }
  | {
      readonly kind: "choices";
      readonly name: string;
      readonly label: string;
      readonly values: readonly string[];
      readonly choices: readonly { readonly label: string; readonly value: string }[];
    };

/** What a form gives back: one string per text and choice, a list per choices. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;
