import { requireNumber, StateError } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { elementwise, type SameFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { dropBy } from '../ops/dropout.ts';
import { identity } from '../ops/identity.ts';
import { Layer } from './layer.ts';

/**
 * In training, sets each number to 0 with probability p and divides the others by 1 - p; in use, changes nothing.
 *
 * `init` gives each Dropout of a network a generator of its own.
 *
 * @param p The probability, 0 to 1. Default 0.5.
 * @throws {ArgumentError} when p is not a number from 0 to 1.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Dropout } from '@featuremap/layers';
 *
 * const dropout = new Dropout(0.5).init(0);
 * console.log(dropout.forward(tf.ones([1, 6])).arraySync()); // [ [ 2, 2, 0, 2, 2, 2 ] ]
 * console.log(dropout.eval().forward(tf.ones([1, 6])).arraySync()); // [ [ 1, 1, 1, 1, 1, 1 ] ]
 * ```
 *
 * @see torch.nn.Dropout; its mask is another one
 */
export class Dropout extends Layer<SameFn<'dropout'>> {
  readonly p: number;

  constructor(p = 0.5) {
    super(elementwise('dropout'));
    this.p = requireNumber(this.name, 'p', p, { min: 0, max: 1 });
  }

  override get drawsInTraining(): boolean {
    return true;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return this.training ? dropBy(x, x.shape, this.p, requireGenerator(this)) : identity(x);
  }
}

/** The generator of a layer that draws. @throws {StateError} before it has one. */
export function requireGenerator({ name, generator }: Layer): Generator {
  if (generator !== undefined) return generator;
  throw new StateError(`${name} has no generator yet`, {
    rule: 'in training it draws from a generator of its own',
    remedy: 'net.init(seed), net.loadRandomState(states), or net.eval()',
  });
}
