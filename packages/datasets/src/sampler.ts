import { ArgumentError, requireInteger, show } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';

/** In which order a `DataLoader` takes the samples: each time that it is iterated, the indices of one epoch. */
export interface Sampler extends Iterable<number> {
  /** How many indices an epoch has. */
  readonly length: number;
  /** Where its randomness comes from, if it has any; a `DataLoader` saves and restores it with its own state. */
  generator?: Generator;
  /** Called by a `DataLoader` before each epoch, with 0, 1, 2 and so on. */
  setEpoch?(epoch: number): void;
}

/** What a sampler needs to know of a data set. */
export interface Sized {
  readonly length: number;
}

/** Checks that the first argument of a sampler is a data set, or anything that has a length. */
export function requireSized(caller: string, dataset: Sized): Sized {
  if (typeof dataset !== 'object' || dataset === null || !Number.isSafeInteger(dataset.length)) {
    throw new ArgumentError(`${caller}: dataset must be a data set, or { length }, not ${show(dataset)}`);
  }
  requireInteger(caller, 'dataset.length', dataset.length, { min: 0 });
  return dataset;
}

/** Checks that a generator was passed. */
export function requireGenerator(caller: string, generator: Generator | undefined): Generator {
  if (generator !== undefined) return generator;
  throw new ArgumentError(`${caller}: needs a generator`, { remedy: '{ generator: new Generator(seed) }' });
}
