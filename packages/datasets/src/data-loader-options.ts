import { ArgumentError, requireInteger, requireKnownOptions, requireNumber, show } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import type { Batch, Collate } from './collate.ts';
import type { CollateModule } from './collate-module.ts';
import { requireModuleUrl } from './require-module-url.ts';
import type { Sampler } from './sampler.ts';

/** How a `DataLoader` makes its batches. */
export interface DataLoaderOptions<B = Batch> {
  /** Samples in a batch; the last one of an epoch may have fewer. Default 1. */
  readonly batchSize?: number;
  /** A new random order for each epoch, drawn from `generator`. Default false: the data set's order. */
  readonly shuffle?: boolean;
  /** The order of the samples, instead of `shuffle`. */
  readonly sampler?: Sampler;
  /** Where all randomness comes from; needed to shuffle, and passed on to the data set for what is random there. */
  readonly generator?: Generator;
  /** Leave out a last batch that is not full. Default false. */
  readonly dropLast?: boolean;
  /**
   * Makes a batch of samples, of any kind: a function, or `{ module, name, args }` that says where a module exports one.
   * With workers it must be the latter, and the batch plain data. Default: a `Batch`, for images of one size.
   */
  readonly collate?: Collate<B> | CollateModule;
  /** Without workers: how many batches are made ahead of the one in use. Default 2; 0 makes each when it is asked for. */
  readonly prefetch?: number;
  /**
   * Worker threads that read, decode and transform (in Node). The batches are the same for every number of them. Default
   * 0: this thread. A data set goes to a worker as plain data: those of this package do so with the transforms of
   * @featuremap/transforms, your own by its method `toWorker`.
   */
  readonly numWorkers?: number;
  /** With workers: how many batches each has in work or ready. Default 2. */
  readonly prefetchFactor?: number;
  /** With workers: keep them from one epoch to the next, until `close()`. Default false. */
  readonly persistentWorkers?: boolean;
  /**
   * With workers: the most seconds that a worker may take for one sample, for its start, or to put a batch together; then
   * it is stopped and the loop throws. Default 0: no limit.
   */
  readonly timeout?: number;
}

const optionNames = [
  'batchSize',
  'shuffle',
  'sampler',
  'generator',
  'dropLast',
  'collate',
  'prefetch',
  'numWorkers',
  'prefetchFactor',
  'persistentWorkers',
  'timeout',
];

const forWorkers = ['prefetchFactor', 'persistentWorkers', 'timeout'] as const;

/** Checks the options and puts the defaults in; what has no default stays away. */
export function checkLoaderOptions<B>(options: DataLoaderOptions<B>) {
  requireKnownOptions('DataLoader', options, optionNames);
  const { batchSize = 1, shuffle = false, dropLast = false, prefetch = 2 } = options;
  const { numWorkers = 0, prefetchFactor = 2, persistentWorkers = false, timeout = 0 } = options;
  requireInteger('DataLoader', 'batchSize', batchSize, { min: 1 });
  requireInteger('DataLoader', 'prefetch', prefetch, { min: 0 });
  requireInteger('DataLoader', 'numWorkers', numWorkers, { min: 0 });
  requireInteger('DataLoader', 'prefetchFactor', prefetchFactor, { min: 1 });
  requireNumber('DataLoader', 'timeout', timeout, { min: 0 });
  requireEffect(options, numWorkers);
  requireCollate(options.collate, numWorkers);
  if (shuffle && options.sampler !== undefined) {
    throw new ArgumentError('DataLoader: either shuffle or a sampler, not both', {
      rule: 'a sampler gives the order by itself',
      remedy: 'leave out shuffle, and use a RandomSampler for a random order',
    });
  }
  if (shuffle && options.generator === undefined) {
    throw new ArgumentError('DataLoader: shuffle needs a generator', {
      remedy: '{ shuffle: true, generator: new Generator(seed) }',
    });
  }
  return { batchSize, shuffle, dropLast, prefetch, numWorkers, prefetchFactor, persistentWorkers, timeout };
}

/** PyTorch refuses these too: an option for workers without workers would do nothing. */
function requireEffect(options: object, numWorkers: number): void {
  const without: readonly string[] = numWorkers > 0 ? ['prefetch'] : forWorkers;
  const useless = without.find((name) => (options as Record<string, unknown>)[name] !== undefined);
  if (useless === undefined) return;
  throw new ArgumentError(`DataLoader: ${useless} has no effect with numWorkers: ${numWorkers}`, {
    rule: `prefetch is for numWorkers: 0; ${forWorkers.join(', ')} are for numWorkers of at least 1`,
  });
}

function requireCollate(collate: unknown, numWorkers: number): void {
  if (collate === undefined) return;
  if (typeof collate === 'function') {
    if (numWorkers === 0) return;
    throw new ArgumentError('DataLoader: collate is a function, which cannot go to a worker thread', {
      received: `${show(collate)}, numWorkers ${numWorkers}`,
      rule: 'workers get data, not functions',
      remedy: 'collate: { module: import.meta.url, name } of a module that exports the function, or numWorkers: 0',
    });
  }
  const { module, name, args = [], ...others } = (collate ?? {}) as Partial<CollateModule>;
  const isModule = typeof module === 'string' && typeof name === 'string' && Array.isArray(args);
  if (!isModule || Object.keys(others).length > 0) {
    throw new ArgumentError(`DataLoader: collate must be a function or { module, name, args }, not ${show(collate)}`);
  }
  requireModuleUrl('DataLoader', 'collate.module', module);
}
