export interface VolumeData {
  readonly subject: string;
  readonly from: Date;
  readonly to: Date;
  readonly stepMs: number;
  /** One bucket per step, oldest first; null = not observed. */
  readonly points: readonly { readonly at: Date; readonly posts: number | null }[];
  /** Fraction 0..1 of the time that was observed. */
  readonly coverage: number;
  /** The first one within the period is drawn with its words, of the others their dots. */
  readonly marks: readonly { readonly at: Date; readonly label: string }[];
  /** What the reader must know about where the numbers come from, e.g. "simulated". */
  readonly notes: readonly string[];
}

/** An observed bucket, [fromMs, toMs). */
export interface Bucket {
  readonly fromMs: number;
  readonly toMs: number;
  readonly posts: number;
  /** The period ended inside it, so its count may still grow. */
  readonly isPartial: boolean;
}

/** Neighbouring buckets that were all observed, or, where `buckets` is empty, a gap that was not. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly buckets: readonly Bucket[];
}

/** The whole period as alternating observed and blind stretches. */
export function stretchesOf(data: VolumeData): Stretch[] {
  const stretches: { fromMs: number; toMs: number; buckets: Bucket[] }[] = [];
  data.points.forEach(({ at, posts }, index) => {
    const fromMs = at.getTime();
    const next = data.points[index + 1];
    const fullMs = next?.at.getTime() ?? fromMs + data.stepMs;
    const isPartial = next === undefined && fromMs < data.to.getTime() && data.to.getTime() < fullMs;
    const toMs = isPartial ? data.to.getTime() : fullMs;
    const last = stretches.at(-1);
    const current = last && (last.buckets.length === 0) === (posts === null) ? last : { fromMs, toMs, buckets: [] };
    if (current !== last) stretches.push(current);
    current.toMs = toMs;
    if (posts !== null) current.buckets.push({ fromMs, toMs, posts, isPartial });
  });
  return stretches;
}

export const gapsOf = (data: VolumeData): Stretch[] => stretchesOf(data).filter(({ buckets }) => buckets.length === 0);

export const bucketsOf = (data: VolumeData): Bucket[] => stretchesOf(data).flatMap(({ buckets }) => buckets);

/** The highest bucket, the earliest of equals; undefined where nothing was observed. */
export const peakOf = (buckets: readonly Bucket[]): Bucket | undefined =>
  buckets.reduce<Bucket | undefined>((peak, bucket) => (peak && peak.posts >= bucket.posts ? peak : bucket), undefined);

/** Where on the line stands what is marked beside the first mark, each bucket once. */
export function alsoMarked(data: VolumeData): readonly Bucket[] {
  const times = data.marks.slice(1).map(({ at }) => at.getTime());
  return bucketsOf(data).filter(({ fromMs, toMs }) => times.some((atMs) => fromMs <= atMs && atMs < toMs));
}
