import { DataError, show } from '@featuremap/errors';
import type { TransformJSON } from '@featuremap/transforms';

type Class = new (...args: unknown[]) => unknown;

/** Makes the transform again that its JSON describes; `module` says where the class is if it is not a built-in one. */
export async function reviveTransform(json: TransformJSON & { readonly module?: string }): Promise<unknown> {
  const { transform, args, module } = json;
  if (module === undefined) return (await import('@featuremap/transforms')).transformFromJSON(json);
  return new (classOf(await import(module), transform, module))(...args);
}

/** Throws when one of the transforms cannot be made in a worker. */
export async function checkTransforms(value: unknown): Promise<void> {
  if (isTransform(value)) await reviveTransform(value);
  else if (isPlain(value)) for (const item of Object.values(value)) await checkTransforms(item);
}

/** The class `name` that a module exports. */
export function classOf(module: object, name: string, url: string): Class {
  const found = (module as Record<string, unknown>)[name];
  if (typeof found === 'function') return found as Class;
  throw new DataError(`DataLoader: ${url} exports no class ${show(name)}`, {
    received: `its exports are ${show(Object.keys(module))}`,
  });
}

/** Whether a value is the JSON of a transform. */
export function isTransform(value: unknown): value is TransformJSON {
  return isPlain(value) && 'transform' in value && typeof value.transform === 'string' && 'args' in value;
}

/** Whether a value is a list or an object without a class of its own. */
export function isPlain(value: unknown): value is object {
  return Array.isArray(value) || (typeof value === 'object' && value?.constructor === Object);
}
