import { ArgumentError } from './kinds.ts';
import { show } from './show.ts';

/** The allowed range of a number, both ends included. */
export interface NumberRange {
  /** Default: no lower end. */
  readonly min?: number;
  /** Default: no upper end. */
  readonly max?: number;
}

/**
 * Checks that `value` is a safe integer within a range, and returns it.
 *
 * @throws {ArgumentError} when it is not.
 *
 * @example
 * ```js
 * import { requireInteger } from '@featuremap/errors';
 *
 * try {
 *   requireInteger('DataLoader', 'batchSize', 0, { min: 1 });
 * } catch (error) {
 *   console.log(error.sentence); // DataLoader: batchSize must be an integer of at least 1, not 0
 * }
 * ```
 */
export function requireInteger(caller: string, name: string, value: unknown, range: NumberRange = {}): number {
  const { min = -Infinity, max = Infinity } = range;
  if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
  throw new ArgumentError(`${caller}: ${name} must be an integer${describeRange(range)}, not ${show(value)}`);
}

/**
 * Checks that `value` is a finite number within a range, and returns it.
 *
 * @throws {ArgumentError} when it is not.
 *
 * @example
 * ```js
 * import { requireNumber } from '@featuremap/errors';
 *
 * try {
 *   requireNumber('Dropout', 'p', 1.5, { min: 0, max: 1 });
 * } catch (error) {
 *   console.log(error.sentence); // Dropout: p must be a number from 0 to 1, not 1.5
 * }
 * ```
 */
export function requireNumber(caller: string, name: string, value: unknown, range: NumberRange = {}): number {
  const { min = -Infinity, max = Infinity } = range;
  if (Number.isFinite(value) && (value as number) >= min && (value as number) <= max) return value as number;
  const isInfinite = value === Infinity || value === -Infinity;
  const kind = isInfinite ? 'a finite number' : 'a number';
  throw new ArgumentError(`${caller}: ${name} must be ${kind}${describeRange(range)}, not ${show(value)}`);
}

function describeRange({ min, max }: NumberRange): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  if (max !== undefined) return ` of at most ${max}`;
  return '';
}
