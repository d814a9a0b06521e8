import { ArgumentError, requireKnownOptions, requireNumber, show } from '@featuremap/errors';
import { Generator } from '@featuremap/random';
import { elements } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { withGradient } from '../with-gradient.ts';

/** The options of `dropout`. */
export interface DropoutOptions {
  /** Draws which numbers are dropped. */
  readonly generator: Generator;
  /** The probability with which a number is dropped, 0 to 1. Default 0.5. */
  readonly p?: number;
}

/**
 * Sets each number to 0 with probability p and divides the others by 1 - p, so that the expected value stays. Any shape.
 *
 * @throws {ArgumentError} when p is not within 0 and 1, there is no generator, or x is not a float32 tensor.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { dropout } from '@featuremap/layers/ops';
 * import { Generator } from '@featuremap/random';
import { elements } from '@featuremap/shapes';
 *
 * const y = dropout(tf.ones([1000]), { p: 0.75, generator: new Generator(0) });
 * console.log(tf.max(y).arraySync()); // 4
 * console.log(Math.abs(tf.mean(y).arraySync() - 1) < 0.1); // true
 * ```
 *
 * @see torch.nn.functional.dropout; its mask is another one
 */
export function dropout<T extends tf.Tensor>(x: T, options: DropoutOptions): T {
  requireFloats('dropout', 'x', x);
  requireKnownOptions('dropout', options, ['p', 'generator']);
  const { p, generator } = requireDropout('dropout', options);
  return dropBy(x, x.shape, p, generator);
}

/** Checks the options of a dropout and settles p. @throws {ArgumentError} */
export function requireDropout(caller: string, { generator, p }: DropoutOptions): Required<DropoutOptions> {
  if (generator instanceof Generator) return { generator, p: requireNumber(caller, 'p', p ?? 0.5, { min: 0, max: 1 }) };
  throw new ArgumentError(`${caller}: generator must be a Generator, not ${show(generator)}`, {
    remedy: "new Generator(seed) from '@featuremap/random'",
  });
}

/** Multiplies x by a mask of a shape that broadcasts to its own: 0 with probability p, otherwise 1 / (1 - p). */
export function dropBy<T extends tf.Tensor>(x: T, shape: readonly number[], p: number, generator: Generator): T {
  return withGradient({ x }, (save) => {
    const factors = generator.bernoulli(new Float32Array(elements(shape)), 1 - p);
    if (p < 1) for (let i = 0; i < factors.length; i++) factors[i]! /= 1 - p;
    const mask = save(tf.tensor(factors, [...shape]));
    return { value: tf.mul<T>(x, mask), gradients: (dy) => ({ x: () => tf.mul(dy, mask) }) };
  });
}
