import type { OperationName } from './operations.ts';
import { roundHalfEven } from './round-half-even.ts';

/** The strengths that an operation may have, from weak to strong, and whether half of them are negated. */
export interface Magnitudes {
  readonly operation: OperationName;
  /** Null: the operation has no strength. */
  readonly levels: readonly number[] | null;
  readonly isSigned: boolean;
}

const { fround } = Math;

/**
 * Evenly spaced float32 numbers, both ends included, to the last bit as `torch.linspace` makes them on a processor with
 * AVX2: counted from the nearer end with one rounding, but the first 16·⌊count / 16⌋ by eight, from the first of each eight.
 */
export function linspace(start: number, end: number, count: number): number[] {
  const [first, last] = [fround(start), fround(end)];
  const step = fround(fround(last - first) / (count - 1));
  const at = (i: number) => fround(i < Math.floor(count / 2) ? first + step * i : last - step * (count - 1 - i));
  const byEight = Math.floor(count / 16) * 16;
  return Array.from({ length: count }, (_, i) =>
    i < byEight ? fround(at(i - (i % 8)) + fround(step * (i % 8))) : at(i),
  );
}

/** Bits that are kept, from `most` down by `range`. */
export function bitLevels(most: number, range: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => most - roundHalfEven(fround(i / ((count - 1) / range))));
}

/** An operation whose strength goes from 0 to `end` in `count` levels, to either side. */
export function signed(operation: OperationName, end: number, count: number): Magnitudes {
  return { operation, levels: linspace(0, end, count), isSigned: true };
}

/** An operation with these levels. */
export function unsigned(operation: OperationName, levels: readonly number[]): Magnitudes {
  return { operation, levels, isSigned: false };
}

/** An operation without a strength. */
export function plain(operation: OperationName): Magnitudes {
  return { operation, levels: null, isSigned: false };
}
