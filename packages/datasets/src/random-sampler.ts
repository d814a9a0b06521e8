import { ArgumentError, requireInteger, requireKnownOptions } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { requireGenerator, requireSized, type Sampler, type Sized } from './sampler.ts';

/** How a `RandomSampler` draws. */
export interface RandomSamplerOptions {
  /** Where the order comes from. */
  readonly generator: Generator;
  /** Draw each index anew, so that some come twice and some not at all. Default false: each comes once. */
  readonly replacement?: boolean;
  /** Indices in an epoch. Default: the length of the data set. Without replacement, more than that starts over. */
  readonly numSamples?: number;
}

/** How many numbers are drawn at once with replacement. */
const DRAWN_AT_ONCE = 32;

/**
 * The indices of a data set in random order, a new one for each epoch.
 *
 * @throws {ArgumentError} when the generator is missing, or an option is unknown or out of range.
 *
 * @example
 * ```js
 * import { RandomSampler } from '@featuremap/datasets';
 * import { Generator } from '@featuremap/random';
 *
 * const sampler = new RandomSampler({ length: 5 }, { generator: new Generator(0) });
 * console.log([...sampler]); // [ 4, 0, 1, 3, 2 ]
 * ```
 *
 * @see torch.utils.data.RandomSampler, which draws the same from the same generator
 */
export class RandomSampler implements Sampler {
  readonly #dataset: Sized;
  readonly #numSamples: number | undefined;
  readonly replacement: boolean;
  generator: Generator;

  constructor(dataset: Sized, options: RandomSamplerOptions) {
    requireKnownOptions('RandomSampler', options, ['generator', 'replacement', 'numSamples']);
    const { generator, replacement = false, numSamples } = options;
    this.#dataset = requireSized('RandomSampler', dataset);
    this.generator = requireGenerator('RandomSampler', generator);
    this.replacement = replacement;
    if (numSamples !== undefined) requireInteger('RandomSampler', 'numSamples', numSamples, { min: 1 });
    if (numSamples !== undefined && dataset.length === 0) {
      throw new ArgumentError(`RandomSampler: ${numSamples} indices cannot be drawn from a data set of length 0`);
    }
    this.#numSamples = numSamples;
  }

  get length(): number {
    return this.#numSamples ?? this.#dataset.length;
  }

  /** Without replacement PyTorch draws a last permutation even if no index of it is used; so the next epochs agree. */
  *[Symbol.iterator](): Iterator<number> {
    const [n, size] = [this.#dataset.length, this.replacement ? DRAWN_AT_ONCE : this.#dataset.length];
    const draw = (): Int32Array =>
      this.replacement ? this.generator.randint(0, n, DRAWN_AT_ONCE) : this.generator.randperm(n);
    if (n === 0) return;
    for (let i = 0; i + size <= this.length; i += size) yield* draw();
    const rest = this.length % size;
    yield* this.replacement ? this.generator.randint(0, n, rest) : draw().subarray(0, rest);
  }
}
