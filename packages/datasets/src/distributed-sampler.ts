import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import { Generator } from '@featuremap/random';
import { requireSized, type Sampler, type Sized } from './sampler.ts';

/** Which share a `DistributedSampler` gives. */
export interface DistributedSamplerOptions {
  /** How many processes share the data set. */
  readonly numReplicas: number;
  /** Which of them this is, 0 to `numReplicas - 1`. */
  readonly rank: number;
  /** A new random order in each epoch. Default true. */
  readonly shuffle?: boolean;
  /** The same number in all processes; the order of an epoch comes from `seed + epoch`. Default 0. */
  readonly seed?: number;
  /** Leave out samples that do not divide among the processes. Default false: some come twice. */
  readonly dropLast?: boolean;
}

/**
 * The share of one of several processes that train together: every `numReplicas`-th index of an order that all of them
 * draw alike. The shares are equally long.
 *
 * A `DataLoader` calls `setEpoch` by itself; who iterates the sampler alone calls it before each epoch.
 *
 * @throws {ArgumentError} when an option is missing, unknown or out of range.
 *
 * @example
 * ```js
 * import { DistributedSampler } from '@featuremap/datasets';
 *
 * const shares = [0, 1].map((rank) => new DistributedSampler({ length: 6 }, { numReplicas: 2, rank, shuffle: false }));
 * console.log([...shares[0]], [...shares[1]]); // [ 0, 2, 4 ] [ 1, 3, 5 ]
 * ```
 *
 * @see torch.utils.data.distributed.DistributedSampler, whose order this is
 */
export class DistributedSampler implements Sampler {
  readonly #dataset: Sized;
  readonly numReplicas: number;
  readonly rank: number;
  readonly shuffle: boolean;
  readonly seed: number;
  readonly dropLast: boolean;
  #epoch = 0;

  constructor(dataset: Sized, options: DistributedSamplerOptions) {
    const caller = 'DistributedSampler';
    requireKnownOptions(caller, options, ['numReplicas', 'rank', 'shuffle', 'seed', 'dropLast']);
    const { numReplicas, rank, shuffle = true, seed = 0, dropLast = false } = options;
    this.#dataset = requireSized(caller, dataset);
    this.numReplicas = requireInteger(caller, 'numReplicas', numReplicas, { min: 1 });
    this.rank = requireInteger(caller, 'rank', rank, { min: 0, max: numReplicas - 1 });
    this.seed = requireInteger(caller, 'seed', seed, { min: 0 });
    this.shuffle = shuffle;
    this.dropLast = dropLast;
  }

  get length(): number {
    const share = this.#dataset.length / this.numReplicas;
    return this.dropLast ? Math.floor(share) : Math.ceil(share);
  }

  setEpoch(epoch: number): void {
    this.#epoch = requireInteger('DistributedSampler.setEpoch', 'epoch', epoch, { min: 0 });
  }

  *[Symbol.iterator](): Iterator<number> {
    const { length: n } = this.#dataset;
    const order = this.shuffle ? new Generator(this.seed + this.#epoch).randperm(n) : undefined;
    for (let i = 0, position = this.rank; i < this.length; i++, position += this.numReplicas) {
      const wrapped = position % n;
      yield order === undefined ? wrapped : order[wrapped]!;
    }
  }
}
