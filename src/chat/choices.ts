export interface Choice {
  readonly label: string;
  readonly value: string;
}

/** The first of equal values, and none that a surface would not take whole. */
export function distinctChoices(choices: readonly Choice[], valueCharactersMax: number): readonly Choice[] {
  const distinct = new Map<string, Choice>();
  for (const choice of choices) {
    const { value } = choice;
    const isTaken = value !== "" && value.length <= valueCharactersMax;
    if (isTaken && !distinct.has(value)) distinct.set(value, choice);
  }
  return [...distinct.values()];
}
