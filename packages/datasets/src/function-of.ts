import { DataError, show } from '@featuremap/errors';

/** The class or function `name` that a module exports. */
export function functionOf(
  module: object,
  name: string,
  { kind, url }: { kind: 'class' | 'function'; url: string },
): CallableFunction {
  const found = (module as Record<string, unknown>)[name];
  if (typeof found === 'function') return found;
  throw new DataError(`DataLoader: ${url} exports no ${kind} ${show(name)}`, {
    received: `its exports are ${show(Object.keys(module))}`,
  });
}
