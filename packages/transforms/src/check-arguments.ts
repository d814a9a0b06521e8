import { ArgumentError, requireInteger, requireNumber, show } from '@featuremap/errors';

/** A height and a width; one number stands for both. */
export type Size = number | readonly [height: number, width: number];

/** Checks a size of at least one pixel each way. */
export function requireSize(caller: string, name: string, size: unknown): [height: number, width: number] {
  if (!Array.isArray(size)) {
    const side = requireInteger(caller, name, size, { min: 1 });
    return [side, side];
  }
  if (size.length !== 2) {
    throw new ArgumentError(`${caller}: ${name} must be one integer or [height, width], not ${show(size)}`);
  }
  return size.map((side) => requireInteger(caller, name, side, { min: 1 })) as [number, number];
}

/** Checks a pair [min, max] of numbers in order, both within the limits. */
export function requireRange(
  caller: string,
  name: string,
  range: unknown,
  limits: { readonly min?: number; readonly max?: number } = {},
): [min: number, max: number] {
  if (!Array.isArray(range) || range.length !== 2) {
    throw new ArgumentError(`${caller}: ${name} must be [min, max], not ${show(range)}`);
  }
  const [min, max] = range.map((value) => requireNumber(caller, name, value, limits)) as [number, number];
  if (min > max) {
    throw new ArgumentError(`${caller}: ${name} must have its smaller number first, not ${show(range)}`, {
      remedy: `[${max}, ${min}]`,
    });
  }
  return [min, max];
}

/** Checks an angle range in degrees: one number d of at least 0 stands for [-d, d]. */
export function requireAngles(caller: string, name: string, degrees: unknown): [min: number, max: number] {
  if (Array.isArray(degrees)) return requireRange(caller, name, degrees);
  const limit = requireNumber(caller, name, degrees, { min: 0 });
  return [-limit, limit];
}

/** Checks a probability. */
export function requireProbability(caller: string, p: unknown): number {
  return requireNumber(caller, 'p', p, { min: 0, max: 1 });
}

/** Checks a point [x, y] in pixels, or null. */
export function requireCenter(caller: string, center: unknown): readonly [x: number, y: number] | null {
  if (center === null) return null;
  if (!Array.isArray(center) || center.length !== 2) {
    throw new ArgumentError(`${caller}: center must be [x, y] or null, not ${show(center)}`);
  }
  return center.map((value) => requireNumber(caller, 'center', value)) as [number, number];
}

/** Checks that a value is true or false. */
export function requireBoolean(caller: string, name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new ArgumentError(`${caller}: ${name} must be true or false, not ${show(value)}`);
}
