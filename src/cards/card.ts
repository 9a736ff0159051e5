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
  readonly parts: readonly Part[];
}

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

/** `action` is the id of a registered action; `value` is what it gets, at most 80 characters. */
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

export type Field =
  | {
      readonly kind: "text";
      readonly name: string;
      readonly label: string;
      readonly value: string;
      readonly hint?: string;
    }
  | {
      readonly kind: "choice";
      readonly name: string;
      readonly label: string;
      readonly value: string;
      readonly choices: readonly { readonly label: string; readonly value: string }[];
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
