import type { Collate } from './collate.ts';
import { functionOf } from './function-of.ts';

/** A collate function that a worker thread can find: `name` of `module`, called with the samples and then `args`. */
export interface CollateModule {
  /** The URL of the module that exports the function: `import.meta.url` in that module. */
  readonly module: string;
  /** The name of the export. */
  readonly name: string;
  /** What the function gets behind the samples, as plain data. Default: nothing. */
  readonly args?: readonly unknown[];
}

/** The function that `collate` is or names; undefined for the default. */
export async function openCollate<B>(collate: Collate<B> | CollateModule | undefined): Promise<Collate<B> | undefined> {
  if (collate === undefined || typeof collate === 'function') return collate;
  const { module, name, args = [] } = collate;
  const exported = functionOf(await import(/* @vite-ignore */ module), name, { kind: 'function', url: module }) as (
    ...all: unknown[]
  ) => B;
  return (samples) => exported(samples, ...args);
}
