import { ArgumentError, requireInteger, requireNumber, ShapeError, show } from '@featuremap/errors';
import { Generator, type GeneratorState } from '@featuremap/random';
import type { Box } from './core/crop.ts';
import { isOperation, type Operation } from './core/operations.ts';

interface Size {
  readonly height: number;
  readonly width: number;
}

/** Checks that params are an object with these keys. */
export function requireParams(caller: string, params: unknown, keys: readonly string[]): Record<string, unknown> {
  const isObject = typeof params === 'object' && params !== null && !Array.isArray(params);
  if (isObject && keys.every((key) => Object.hasOwn(params, key))) return params as Record<string, unknown>;
  throw new ArgumentError(`${caller}: params must be { ${keys.join(', ')} }, not ${show(params)}`, {
    remedy: 'what params(shape, generator) gives',
  });
}

/** Checks that params, or a part of them by its name, are a list, of that many where a number is given. */
export function requireParamsList(caller: string, list: unknown, length?: number, name = 'params'): readonly unknown[] {
  if (Array.isArray(list) && (length === undefined || list.length === length)) return list;
  const count = length === undefined ? '' : ` of ${length}`;
  throw new ArgumentError(`${caller}: ${name} must be a list${count}, not ${show(list)}`, {
    remedy: 'what params(shape, generator) gives',
  });
}

/** Checks one number of params. */
export function requireParam(
  caller: string,
  params: unknown,
  key: string,
  range: { readonly min?: number; readonly max?: number } = {},
): number {
  return requireNumber(caller, key, requireParams(caller, params, [key])[key], range);
}

/** Checks the two numbers of a point. */
export function requirePoint(caller: string, name: string, point: unknown): void {
  if (!Array.isArray(point) || point.length !== 2) {
    throw new ArgumentError(`${caller}: ${name} must be [x, y], not ${show(point)}`);
  }
  for (const value of point) requireNumber(caller, name, value);
}

/** Checks a box that lies inside an image and has at least `min` pixels each way. */
export function requireBox(caller: string, params: unknown, image: Size, min: 0 | 1 = 1): Box {
  const { top, left, height, width } = requireParams(caller, params, ['top', 'left', 'height', 'width']);
  const box = {
    top: requireInteger(caller, 'top', top, { min: 0 }),
    left: requireInteger(caller, 'left', left, { min: 0 }),
    height: requireInteger(caller, 'height', height, { min }),
    width: requireInteger(caller, 'width', width, { min }),
  };
  if (box.top + box.height > image.height || box.left + box.width > image.width) {
    throw new ShapeError(`${caller}: the box is not inside the image of ${image.height}×${image.width}`, {
      received: show(box),
      rule: 'top + height is at most the height of the image, and left + width its width',
    });
  }
  return box;
}

/** A generator as it stood when params were drawn. */
export function generatorOf(caller: string, params: unknown, key: string): Generator {
  const state = requireParams(caller, params, [key])[key];
  try {
    return Generator.fromState(state as GeneratorState);
  } catch (cause) {
    throw new ArgumentError(`${caller}: ${key} must be the state of a generator, not ${show(state)}`, {
      cause,
      remedy: 'what params(shape, generator) gives',
    });
  }
}

/** Checks a list of operations. */
export function requireOperations(caller: string, operations: unknown): readonly Operation[] {
  for (const step of requireParamsList(caller, operations)) {
    const { operation, magnitude } = requireParams(caller, step, ['operation', 'magnitude']);
    if (!isOperation(operation)) throw new ArgumentError(`${caller}: there is no operation ${show(operation)}`);
    requireNumber(caller, 'magnitude', magnitude);
  }
  return operations as readonly Operation[];
}
