import { requireSized, type Sampler, type Sized } from './sampler.ts';

/**
 * The indices 0 to length - 1 in order, in every epoch.
 *
 * @throws {ArgumentError} when `dataset` has no length.
 *
 * @example
 * ```js
 * import { SequentialSampler } from '@featuremap/datasets';
 *
 * console.log([...new SequentialSampler({ length: 3 })]); // [ 0, 1, 2 ]
 * ```
 *
 * @see torch.utils.data.SequentialSampler
 */
export class SequentialSampler implements Sampler {
  readonly #dataset: Sized;

  constructor(dataset: Sized) {
    this.#dataset = requireSized('SequentialSampler', dataset);
  }

  get length(): number {
    return this.#dataset.length;
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let index = 0; index < this.length; index++) yield index;
  }
}
