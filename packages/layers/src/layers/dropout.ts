import { requireKnownOptions, requireNumber, StateError } from '@featuremap/errors';
import { elementwise, type SameFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { dropout } from '../ops/dropout.ts';
import { identity } from '../ops/identity.ts';
import { Layer } from './layer.ts';

/**
 * In training, sets each number to 0 with probability p and divides the others by 1 - p; in use, changes nothing.
 *
 * `init` gives each Dropout of a network a generator of its own.
 *
 * @param options.p The probability, 0 to 1. Default 0.5.
 * @throws {ArgumentError} when p is out of range, or an option is unknown.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Dropout } from '@featuremap/layers';
 *
 * const dropout = new Dropout({ p: 0.5 }).init(0);
 * console.log(dropout.forward(tf.ones([1, 6])).arraySync()); // [ [ 2, 2, 0, 2, 2, 2 ] ]
 * console.log(dropout.eval().forward(tf.ones([1, 6])).arraySync()); // [ [ 1, 1, 1, 1, 1, 1 ] ]
 * ```
 *
 * @see torch.nn.Dropout; its mask is another one
 */
export class Dropout extends Layer<SameFn<'dropout'>> {
  readonly p: number;

  constructor(options: { readonly p?: number } = {}) {
    super(elementwise('dropout'));
    requireKnownOptions(this.name, options, ['p']);
    this.p = requireNumber(this.name, 'p', options.p ?? 0.5, { min: 0, max: 1 });
  }

  override get drawsInTraining(): boolean {
    return true;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    if (!this.training) return identity(x);
    if (this.generator !== undefined) return dropout(x, { p: this.p, generator: this.generator });
    throw new StateError('dropout has no generator yet', {
      rule: 'in training it draws from a generator of its own',
      remedy: 'net.init(seed), net.loadRandomState(states), or net.eval()',
    });
  }
}
