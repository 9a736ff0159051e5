export type SubjectKind = "hashtag" | "account" | "phrase";

/** What is followed. Two subjects are the same when kind and key are. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Canonical form for equality: no "#", folded (see text/hashtags.ts). At most 100 characters. */
  readonly key: string;
  /** As first typed, without "#". */
  readonly display: string;
}

/** How a subject is written in a sentence: "#worldcup", "@nasa", "“climate change”". */
export function subjectName(subject: Subject): string {
  switch (subject.kind) {
    case "hashtag":
      return `#${subject.display}`;
    case "account":
      return `@${subject.display}`;
    case "phrase":
      return `“${subject.display}”`;
    default:
      return subject.kind satisfies never;
  }
}
