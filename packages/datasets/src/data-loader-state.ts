import { ArgumentError, requireInteger, requireKnownOptions } from '@featuremap/errors';
import type { GeneratorState } from '@featuremap/random';

/** Where a `DataLoader` stands, as plain JSON. */
export interface DataLoaderState {
  /** The epoch, from 0. */
  readonly epoch: number;
  /** Batches of that epoch that are done. */
  readonly batch: number;
  /** The loader's generator, and that of its sampler, as they were when the epoch began. */
  readonly generator: GeneratorState | null;
  readonly sampler: GeneratorState | null;
}

/** What a loader is like, as far as a state has to fit it. */
interface Loader {
  /** Batches in an epoch. */
  readonly length: number;
  readonly hasGenerator: boolean;
  readonly hasSamplerGenerator: boolean;
}

/** Checks that a state is one that this loader can go on from. */
export function requireFittingState(state: DataLoaderState, loader: Loader): void {
  requireKnownOptions('DataLoader.resume', state, ['epoch', 'batch', 'generator', 'sampler']);
  const { epoch, batch, generator, sampler } = state;
  requireInteger('DataLoader.resume', 'state.epoch', epoch, { min: 0 });
  requireInteger('DataLoader.resume', 'state.batch', batch, { min: 0, max: loader.length });
  if (loader.hasGenerator === (generator !== null) && loader.hasSamplerGenerator === (sampler !== null)) return;
  throw new ArgumentError('DataLoader.resume: the state is of a loader with other generators', {
    received: `${generator === null ? 'no generator' : 'a generator'}, ${sampler === null ? 'no generator' : 'a generator'} of the sampler`,
    remedy: 'a loader with the same options as the one that gave the state',
  });
}
