import { ArgumentError, show } from '@featuremap/errors';

/** Checks that `value` is true or false, and returns it. @throws {ArgumentError} */
export function requireBoolean(caller: string, name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new ArgumentError(`${caller}: ${name} must be true or false, not ${show(value)}`);
}
