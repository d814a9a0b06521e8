import { ArgumentError, show } from '@featuremap/errors';
import * as builtIns from './built-ins.ts';
import type { Transform, TransformJSON } from './transform.ts';

type BuiltIn = new (...args: unknown[]) => Transform;

/**
 * Builds a transform again from what its `toJSON` gave, in another thread or another process.
 *
 * Only the transforms of this package can be built: a `Lambda` and your own classes hold code, which is no data.
 *
 * @throws {ArgumentError} when the JSON names no transform of this package, or its arguments are not allowed.
 *
 * @example
 * ```js
 * import { Compose, RandomRotation, ToTensor, transformFromJSON } from '@featuremap/transforms';
 *
 * const json = JSON.stringify(new Compose([new RandomRotation(10), new ToTensor()]));
 * const again = transformFromJSON(JSON.parse(json));
 * console.log(again.name); // Compose
 * console.log(JSON.stringify(again) === json); // true
 * ```
 */
export function transformFromJSON(json: TransformJSON): Transform {
  if (!isTransformJSON(json)) {
    throw new ArgumentError(`transformFromJSON: expects { transform, args }, not ${show(json)}`);
  }
  const { transform: name, args } = json;
  const Class = Object.hasOwn(builtIns, name) ? (builtIns as Record<string, unknown>)[name] : undefined;
  if (Class === undefined) {
    throw new ArgumentError(`transformFromJSON: there is no transform ${show(name)}`, {
      rule: `the transforms are ${Object.keys(builtIns).join(', ')}`,
    });
  }
  return new (Class as BuiltIn)(...args.map(revive));
}

/** Transforms among the arguments, or in a list among them, are built first. */
function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  return isTransformJSON(value) ? transformFromJSON(value) : value;
}

function isTransformJSON(value: unknown): value is TransformJSON {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as TransformJSON).transform === 'string' &&
    Array.isArray((value as TransformJSON).args)
  );
}
