import { DataError, show } from '@featuremap/errors';
import type { TransformJSON } from '@featuremap/transforms';
import { functionOf } from './function-of.ts';
import { requireModuleUrl } from './require-module-url.ts';

/** The JSON of a transform; `module` says where its class is if it is not one of @featuremap/transforms. */
type ReachableTransform = TransformJSON & { readonly module?: string };

type TransformClass = new (...args: unknown[]) => unknown;

/** Makes the transform again that its JSON describes, after those among its arguments. */
export async function reviveTransform({ transform, args, module }: ReachableTransform): Promise<unknown> {
  const made = await Promise.all(args.map(reviveArgument));
  if (module === undefined) {
    const builtIns = await import('@featuremap/transforms');
    if (transform in builtIns) return builtIns.transformFromJSON({ transform, args: made });
    throw new DataError(`DataLoader: ${show(transform)} is no transform of @featuremap/transforms`, {
      rule: 'a transform of your own says where a worker finds its class',
      remedy: 'a method toJSON() that returns { transform, args, module: import.meta.url }, or numWorkers: 0',
    });
  }
  const url = requireModuleUrl('DataLoader', `the module of the transform ${transform}`, module);
  const OwnTransform = functionOf(await import(/* @vite-ignore */ url), transform, {
    kind: 'class',
    url,
  }) as unknown as TransformClass;
  return new OwnTransform(...made);
}

function reviveArgument(value: unknown): unknown {
  if (Array.isArray(value)) return Promise.all(value.map(reviveArgument));
  return isTransform(value) ? reviveTransform(value) : value;
}

/** Throws when one of the transforms cannot be made in a worker. */
export async function checkTransforms(value: unknown): Promise<void> {
  if (isTransform(value)) await reviveTransform(value);
  else if (isPlain(value)) for (const item of Object.values(value)) await checkTransforms(item);
}

/** Whether a value is the JSON of a transform. */
export function isTransform(value: unknown): value is TransformJSON {
  return isPlain(value) && 'transform' in value && typeof value.transform === 'string' && 'args' in value;
}

/** Whether a value is a list or an object without a class of its own. */
export function isPlain(value: unknown): value is object {
  return Array.isArray(value) || (typeof value === 'object' && value?.constructor === Object);
}
