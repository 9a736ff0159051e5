/** How often each label (first) was taken for which (second). */
export type Confusion = readonly (readonly [number, number, number])[];

export interface Measured {
  readonly macroRecall: number;
  readonly macroF1: number;
  readonly accuracy: number;
}

/** In percent. */
export function measure(confusion: Confusion): Measured {
  let recalls = 0;
  let f1s = 0;
  let right = 0;
  let all = 0;
  for (let k = 0; k < 3; k++) {
    const actual = (confusion[k] as readonly number[]).reduce((sum, count) => sum + count, 0);
    const said = confusion.reduce((sum, row) => sum + (row[k] as number), 0);
    const hits = confusion[k]?.[k] ?? 0;
    const recall = actual ? hits / actual : 0;
    const precision = said ? hits / said : 0;
    recalls += recall;
    f1s += recall + precision ? (2 * recall * precision) / (recall + precision) : 0;
    right += hits;
    all += actual;
  }
  return { macroRecall: (100 * recalls) / 3, macroF1: (100 * f1s) / 3, accuracy: (100 * right) / all };
}

/** Of answers: how sure they were of their label, and whether it was right. */
export interface Answer {
  readonly sureness: number;
  readonly isRight: boolean;
}

/** Expected calibration error in percent, over 15 bins of equal width. */
export function calibrationError(answers: readonly Answer[]): number {
  let error = 0;
  for (let bin = 0; bin < 15; bin++) {
    const inBin = answers.filter(({ sureness }) => Math.min(14, Math.floor(sureness * 15)) === bin);
    if (inBin.length === 0) continue;
    const sureness = inBin.reduce((sum, one) => sum + one.sureness, 0) / inBin.length;
    const right = inBin.filter((one) => one.isRight).length / inBin.length;
    error += (inBin.length / answers.length) * Math.abs(sureness - right);
  }
  return 100 * error;
}
