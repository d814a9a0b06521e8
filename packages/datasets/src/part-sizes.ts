import { ArgumentError, requireInteger, requireNumber, show } from '@featuremap/errors';

/**
 * The sizes of the parts of a split: whole numbers as they are, fractions of `length` with what is left for the first parts.
 *
 * @throws {ArgumentError} when the lengths add up to anything else than the whole.
 */
export function partSizes(caller: string, length: number, lengths: readonly number[]): number[] {
  const sum = lengths.reduce((total, part) => total + part, 0);
  if (Math.abs(sum - 1) < 1e-9 && !(length === 1 && lengths.every(Number.isInteger))) {
    for (const [i, part] of lengths.entries()) requireNumber(caller, `lengths[${i}]`, part, { min: 0, max: 1 });
    const sizes = lengths.map((fraction) => Math.floor(length * fraction));
    const left = length - sizes.reduce((total, size) => total + size, 0);
    for (let i = 0; i < left; i++) sizes[i % sizes.length]!++;
    return sizes;
  }
  for (const [i, part] of lengths.entries()) requireInteger(caller, `lengths[${i}]`, part, { min: 0 });
  if (sum !== length) {
    throw new ArgumentError(`${caller}: the lengths add up to ${sum}, but the data set has ${length} samples`, {
      received: `lengths ${show(lengths)}`,
      rule: `whole numbers that add up to ${length}, or fractions that add up to 1`,
    });
  }
  return [...lengths];
}
