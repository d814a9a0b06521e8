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

/** Evenly spaced float32 numbers, both ends included, counted from the nearer end: as `torch.linspace` rounds them. */
export function linspace(start: number, end: number, count: number): number[] {
  const step = fround((fround(end) - fround(start)) / (count - 1));
  return Array.from({ length: count }, (_, i) =>
    i < count / 2 ? fround(start + fround(step * i)) : fround(end - fround(step * (count - 1 - i))),
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
