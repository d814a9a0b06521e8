import { ArgumentError, requireInteger, requireKnownOptions, requireNumber } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { requireGenerator, type Sampler } from './sampler.ts';

/** How a `WeightedRandomSampler` draws. */
export interface WeightedRandomSamplerOptions {
  /** Indices in an epoch. Without replacement at most the number of weights above 0. */
  readonly numSamples: number;
  /** Where the order comes from. */
  readonly generator: Generator;
  /** Draw an index again and again; false: each at most once. Default true. */
  readonly replacement?: boolean;
}

/**
 * Draws indices with given weights, so that a rare class can come as often as a common one: weight 1 / (samples of the
 * class) for each sample. The weights need not add up to 1.
 *
 * @throws {ArgumentError} when a weight is negative or not finite, all are 0, or more samples are asked for than can be
 * drawn without replacement.
 *
 * @example
 * ```js
 * import { WeightedRandomSampler } from '@featuremap/datasets';
 * import { Generator } from '@featuremap/random';
 *
 * const sampler = new WeightedRandomSampler([0, 1, 3], { numSamples: 8, generator: new Generator(0) });
 * console.log([...sampler].join()); // 2,2,2,2,2,2,1,2
 * ```
 *
 * @see torch.utils.data.WeightedRandomSampler, which draws the same from the same generator; torch.multinomial
 */
export class WeightedRandomSampler implements Sampler {
  readonly weights: Float64Array;
  readonly length: number;
  readonly replacement: boolean;
  generator: Generator;

  constructor(weights: ArrayLike<number>, options: WeightedRandomSamplerOptions) {
    requireKnownOptions('WeightedRandomSampler', options, ['numSamples', 'generator', 'replacement']);
    const { numSamples, generator, replacement = true } = options;
    for (let i = 0; i < weights.length; i++) {
      requireNumber('WeightedRandomSampler', `weights[${i}]`, weights[i], { min: 0, max: Number.MAX_VALUE });
    }
    this.weights = Float64Array.from(weights);
    this.length = requireInteger('WeightedRandomSampler', 'numSamples', numSamples, { min: 1 });
    this.replacement = replacement;
    this.generator = requireGenerator('WeightedRandomSampler', generator);
    const drawable = this.weights.filter((weight) => weight > 0).length;
    if (drawable === 0 || !Number.isFinite(this.weights.reduce((sum, weight) => sum + weight, 0))) {
      throw new ArgumentError('WeightedRandomSampler: the weights must have a finite sum above 0');
    }
    if (!replacement && numSamples > drawable) {
      throw new ArgumentError(
        `WeightedRandomSampler: ${numSamples} samples cannot be drawn without replacement from ${drawable} weights above 0`,
        { remedy: `replacement: true, or numSamples: ${drawable}` },
      );
    }
  }

  [Symbol.iterator](): Iterator<number> {
    return this.replacement ? this.#drawAgain() : this.#drawOnce();
  }

  /** The slot of the cumulative distribution in which a uniform number falls. */
  *#drawAgain(): Iterator<number> {
    const { weights, generator } = this;
    let sum = 0;
    const cumulative = weights.map((weight) => {
      sum += weight;
      return sum;
    });
    for (let i = 0; i < cumulative.length; i++) cumulative[i]! /= sum;
    cumulative[cumulative.length - 1] = 1;
    const uniforms = Float64Array.from({ length: this.length }, () => generator.random53());
    for (const uniform of uniforms) {
      let [low, high] = [0, cumulative.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cumulative[middle]! < uniform) low = middle + 1;
        else high = middle;
      }
      yield low;
    }
  }

  /** The largest weight / q for q from the exponential distribution, one for each index (the Gumbel trick). */
  *#drawOnce(): Iterator<number> {
    const keys = this.weights.map((weight) => weight / -Math.log(1 - this.generator.random53()));
    const order = Array.from(keys.keys()).sort((a, b) => keys[b]! - keys[a]!);
    yield* order.slice(0, this.length);
  }
}
