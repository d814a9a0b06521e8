import { InvalidArgumentError } from 'commander';

/** Reads the value of an option that is a number of times. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('It must be an integer of at least 1.');
}
