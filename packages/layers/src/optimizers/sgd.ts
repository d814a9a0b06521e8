import { ArgumentError, requireKnownOptions, requireNumber, show } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { hasFused, runFused } from '../fused-kernels.ts';
import { Optimizer, requireDecay } from './optimizer.ts';

/** The options of `SGD`. */
export interface SGDOptions {
  /** Learning rate, at least 0. */
  readonly lr: number;
  /** How much of the last step's direction is kept, at least 0. Default 0. */
  readonly momentum?: number;
  /** How much of the new gradient is left out of the direction. Default 0. */
  readonly dampening?: number;
  /** How much of each parameter is added to its gradient, at least 0. Default 0. */
  readonly weightDecay?: number;
  /** Whether the step looks ahead by the momentum; needs momentum and no dampening. Default false. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent: `g += weightDecay·p`; with momentum `v = momentum·v + (1 - dampening)·g` (at the first
 * step `v = g`), and the direction is v, or `g + momentum·v` with nesterov; `p -= lr·direction`.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or a parameter is not a variable.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { SGD } from '@featuremap/layers';
 *
 * const p = tf.variable(tf.scalar(1));
 * const sgd = new SGD([p], { lr: 0.5, momentum: 0.5 });
 * sgd.step([tf.scalar(1)]);
 * console.log(p.arraySync()); // 0.5
 * sgd.step([tf.scalar(1)]);
 * console.log(p.arraySync()); // -0.25
 * ```
 *
 * @see torch.optim.SGD
 */
export class SGD extends Optimizer {
  readonly momentum: number;
  readonly dampening: number;
  readonly weightDecay: number;
  readonly nesterov: boolean;

  constructor(params: readonly tf.Variable[], options: SGDOptions) {
    requireKnownOptions('SGD', options, ['lr', 'momentum', 'dampening', 'weightDecay', 'nesterov']);
    const { lr, momentum = 0, dampening = 0, weightDecay = 0, nesterov = false } = options;
    super('SGD', params, lr, momentum === 0 ? [] : ['momentumBuffer']);
    this.momentum = requireNumber('SGD', 'momentum', momentum, { min: 0 });
    this.dampening = requireNumber('SGD', 'dampening', dampening);
    this.weightDecay = requireDecay('SGD', weightDecay);
    this.nesterov = nesterov;
    if (typeof nesterov !== 'boolean') {
      throw new ArgumentError(`SGD: nesterov must be true or false, not ${show(nesterov)}`);
    }
    if (nesterov && (momentum === 0 || dampening !== 0)) {
      throw new ArgumentError('SGD: nesterov needs a momentum above 0 and no dampening', {
        received: `momentum ${momentum}, dampening ${dampening}`,
      });
    }
  }

  protected override update(grads: readonly tf.Tensor[], step: number): void {
    if (hasFused('FeaturemapSgd')) this.#updateFused(grads, step);
    else for (const [i, grad] of grads.entries()) this.#updateOne(i, grad, step);
  }

  #updateOne(i: number, grad: tf.Tensor, step: number): void {
    const { momentum, dampening, weightDecay, nesterov, lr } = this;
    const p = this.params[i]!;
    const g = weightDecay === 0 ? grad : tf.add(grad, tf.mul(p, weightDecay));
    let direction = g;
    if (momentum !== 0) {
      const v = step === 1 ? g : tf.add(tf.mul(this.slot(i, 'momentumBuffer'), momentum), tf.mul(g, 1 - dampening));
      this.setSlot(i, 'momentumBuffer', v);
      direction = nesterov ? tf.add(g, tf.mul(v, momentum)) : v;
    }
    p.assign(tf.sub(p, tf.mul(direction, lr)));
  }

  #updateFused(grads: readonly tf.Tensor[], step: number): void {
    const { momentum, dampening, weightDecay, nesterov, lr, params } = this;
    const inputs: Record<string, tf.Tensor> = {};
    const keepsV = momentum !== 0;
    const first = step === 1;
    for (const [i, p] of params.entries()) {
      inputs[`p${i}`] = p;
      inputs[`g${i}`] = grads[i]!;
      if (keepsV && !first) inputs[`v${i}`] = this.slot(i, 'momentumBuffer');
    }
    const count = params.length;
    const attrs = { count, lr, momentum, dampening, weightDecay, nesterov, first };
    const outputs = runFused('FeaturemapSgd', inputs, attrs);
    const width = keepsV ? 2 : 1;
    for (const [i, p] of params.entries()) {
      p.assign(outputs[width * i]!);
      if (keepsV) this.setSlot(i, 'momentumBuffer', outputs[width * i + 1]!);
    }
  }
}
