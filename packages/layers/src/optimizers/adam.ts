import { ArgumentError, requireKnownOptions, requireNumber, show } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { hasFused, runFused } from '../fused-kernels.ts';
import { Optimizer, requireDecay } from './optimizer.ts';

/** The options of `Adam` and `AdamW`. */
export interface AdamOptions {
  /** Learning rate, at least 0. Default 0.001. */
  readonly lr?: number;
  /** How much of the running means of the gradient and of its square is kept, each from 0 to below 1. Default [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Added to the root that the step is divided by, at least 0. Default 1e-8. */
  readonly eps?: number;
  /** Adam: how much of each parameter is added to its gradient, default 0. AdamW: how much it shrinks, default 0.01. */
  readonly weightDecay?: number;
}

/** What Adam and AdamW share; they differ in what weight decay does. */
abstract class AdamFamily extends Optimizer {
  readonly betas: readonly [number, number];
  readonly eps: number;
  readonly weightDecay: number;
  readonly #decoupled: boolean;

  constructor(name: string, params: readonly tf.Variable[], options: AdamOptions, decoupled: boolean) {
    requireKnownOptions(name, options, ['lr', 'betas', 'eps', 'weightDecay']);
    super(name, params, options.lr ?? 1e-3, ['expAvg', 'expAvgSq']);
    const { betas = [0.9, 0.999], eps = 1e-8, weightDecay = decoupled ? 1e-2 : 0 } = options;
    this.betas = requireBetas(name, betas);
    this.eps = requireNumber(name, 'eps', eps, { min: 0 });
    this.weightDecay = requireDecay(name, weightDecay);
    this.#decoupled = decoupled;
  }

  protected override update(grads: readonly tf.Tensor[], step: number): void {
    if (hasFused('FeaturemapAdam')) this.#updateFused(grads, step);
    else for (const [i, grad] of grads.entries()) this.#updateOne(i, grad, step);
  }

  #updateOne(i: number, grad: tf.Tensor, step: number): void {
    const { lr, eps, weightDecay, params } = this;
    const [beta1, beta2] = this.betas;
    const decoupled = this.#decoupled;
    const before = params[i]!;
    const p = decoupled ? tf.mul(before, 1 - lr * weightDecay) : before;
    const g = decoupled || weightDecay === 0 ? grad : tf.add(grad, tf.mul(before, weightDecay));

    const m = tf.add(tf.mul(this.slot(i, 'expAvg'), beta1), tf.mul(g, 1 - beta1));
    const v = tf.add(tf.mul(this.slot(i, 'expAvgSq'), beta2), tf.mul(tf.square(g), 1 - beta2));
    const stepSize = lr / (1 - beta1 ** step);
    const root = tf.add(tf.div(tf.sqrt(v), Math.sqrt(1 - beta2 ** step)), eps);
    before.assign(tf.sub(p, tf.mul(tf.div(m, root), stepSize)));
    this.setSlot(i, 'expAvg', m);
    this.setSlot(i, 'expAvgSq', v);
  }

  #updateFused(grads: readonly tf.Tensor[], step: number): void {
    const { lr, eps, weightDecay, params } = this;
    const [beta1, beta2] = this.betas;
    const inputs: Record<string, tf.Tensor> = {};
    for (const [i, p] of params.entries()) {
      inputs[`p${i}`] = p;
      inputs[`g${i}`] = grads[i]!;
      inputs[`m${i}`] = this.slot(i, 'expAvg');
      inputs[`v${i}`] = this.slot(i, 'expAvgSq');
    }
    const count = params.length;
    const attrs = { count, lr, beta1, beta2, eps, weightDecay, decoupled: this.#decoupled, step };
    const outputs = runFused('FeaturemapAdam', inputs, attrs);
    for (const [i, p] of params.entries()) {
      p.assign(outputs[3 * i]!);
      this.setSlot(i, 'expAvg', outputs[3 * i + 1]!);
      this.setSlot(i, 'expAvgSq', outputs[3 * i + 2]!);
    }
  }
}

/**
 * Adam: running means m of the gradient and v of its square; `p -= lr·m̂ / (√v̂ + eps)`, where m̂ and v̂ make up for the
 * start at zero. Weight decay is added to the gradient.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or a parameter is not a variable.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Adam } from '@featuremap/layers';
 *
 * const p = tf.variable(tf.scalar(1));
 * new Adam([p], { lr: 0.25 }).step([tf.scalar(1000)]);
 * console.log(p.arraySync()); // 0.75
 * ```
 *
 * @see torch.optim.Adam
 */
export class Adam extends AdamFamily {
  constructor(params: readonly tf.Variable[], options: AdamOptions = {}) {
    super('Adam', params, options, false);
  }
}

/**
 * Adam with decoupled weight decay: before each step, every parameter shrinks by `lr·weightDecay` of itself (Loshchilov
 * and Hutter, 2019).
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or a parameter is not a variable.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { AdamW } from '@featuremap/layers';
 *
 * const p = tf.variable(tf.scalar(1));
 * new AdamW([p], { lr: 0.5, weightDecay: 0.5 }).step([tf.scalar(1000)]);
 * console.log(p.arraySync().toFixed(4)); // 0.2500
 * ```
 *
 * @see torch.optim.AdamW
 */
export class AdamW extends AdamFamily {
  constructor(params: readonly tf.Variable[], options: AdamOptions = {}) {
    super('AdamW', params, options, true);
  }
}

function requireBetas(caller: string, betas: unknown): readonly [number, number] {
  if (!Array.isArray(betas) || betas.length !== 2) {
    throw new ArgumentError(`${caller}: betas must be two numbers, not ${show(betas)}`);
  }
  const [beta1, beta2] = betas.map((beta, i) => requireNumber(caller, `betas[${i}]`, beta, { min: 0 }));
  if (beta1! < 1 && beta2! < 1) return [beta1!, beta2!];
  throw new ArgumentError(`${caller}: betas must be below 1, not ${show(betas)}`);
}
