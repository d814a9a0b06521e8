import { requireKnownOptions, ShapeError } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { withGradient } from '../with-gradient.ts';
import { requirePair } from './difference-loss.ts';
import { type Reduced, reduce, spread } from './reduce.ts';
import { type Reduction, requireReduction } from './reduction.ts';

/** The options of `bceWithLogits`. */
export interface BceWithLogitsOptions<R extends Reduction = Reduction> {
  /** How much each element counts; broadcasts to the shape of x. Default: all the same. */
  readonly weight?: tf.Tensor;
  /** How much a target of 1 counts beside one of 0; broadcasts to the shape of x. Default 1. */
  readonly posWeight?: tf.Tensor;
  /** Default `'mean'`: over all elements, whatever their weights. */
  readonly reduction?: R;
}

/**
 * The binary cross entropy between sigmoid(x) and targets from 0 to 1, from logits x; two tensors of one shape, any: a
 * scalar, or all losses with reduction `'none'`. Logits of any size are safe. No gradient goes to the weights.
 *
 * @param options.weight How much each element counts; broadcasts to the shape of x. Default: all the same.
 * @param options.posWeight How much a target of 1 counts beside one of 0, such as negatives / positives of each class;
 * broadcasts to the shape of x. Default 1.
 * @param options.reduction `'mean'` over all elements (default), their `'sum'`, or `'none'`: each element's own.
 * @throws {ArgumentError} when an argument is not a float32 tensor, or an option is unknown.
 * @throws {ShapeError} when the shapes do not fit.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { bceWithLogits } from '@featuremap/layers';
 *
 * const target = tf.tensor1d([1, 0]);
 * console.log(bceWithLogits(tf.tensor1d([1000, 1000]), target, { reduction: 'none' }).arraySync()); // [ 0, 1000 ]
 * ```
 *
 * @see torch.nn.functional.binary_cross_entropy_with_logits
 */
export function bceWithLogits<R extends Reduction = 'mean'>(
  x: tf.Tensor,
  target: tf.Tensor,
  options: BceWithLogitsOptions<R> = {},
): Reduced<R> {
  const name = 'bceWithLogits';
  requireKnownOptions(name, options, ['weight', 'posWeight', 'reduction']);
  const reduction = requireReduction(name, options.reduction);
  requirePair(name, x, target);
  const weight = requireFactor(name, 'weight', options.weight, x);
  const posWeight = requireFactor(name, 'posWeight', options.posWeight, x);

  const loss: tf.Tensor = withGradient({ x, target }, (save) => {
    const [savedX, savedTarget] = [save(x), save(target)];
    const [w, p] = [weight, posWeight].map((factor) => save(factor ?? tf.scalar(1))) as [tf.Tensor, tf.Tensor];
    // -log σ(-x) = softplus(x) and -log σ(x) = softplus(-x) = softplus(x) - x; the loss is
    // (1 - t)·softplus(x) + p·t·softplus(-x)
    const losses = tf.add(tf.mul(tf.sub(1, target), softplus(x)), tf.mul(tf.mul(p, target), softplus(tf.neg(x))));
    const weighted = (dy: tf.Tensor) => tf.mul(w, spread(dy, x.size, reduction));
    return {
      value: reduce(tf.mul(w, losses), reduction),
      gradients: (dy) => ({
        // (1 - t)·σ(x) - p·t·σ(-x)
        x: () => {
          const [ofZero, ofOne] = [tf.sub(1, savedTarget), tf.mul(p, savedTarget)];
          const slope = tf.sub(tf.mul(ofZero, tf.sigmoid(savedX)), tf.mul(ofOne, tf.sigmoid(tf.neg(savedX))));
          return tf.mul(weighted(dy), slope);
        },
        target: () => tf.mul(weighted(dy), tf.sub(tf.mul(p, softplus(tf.neg(savedX))), softplus(savedX))),
      }),
    };
  });
  return loss as Reduced<R>;
}

/** `log(1 + e^x)`, without overflow. */
function softplus(x: tf.Tensor): tf.Tensor {
  return tf.add(tf.maximum(x, 0), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
}

/** Checks a weight, which must broadcast to x. */
function requireFactor<W extends tf.Tensor | undefined>(caller: string, name: string, weight: W, x: tf.Tensor): W {
  if (weight === undefined) return weight;
  const { shape } = requireFloats(caller, name, weight);
  const more = x.rank - shape.length;
  if (more >= 0 && shape.every((size, axis) => size === 1 || size === x.shape[more + axis])) return weight;
  throw new ShapeError(`${caller} expects a ${name} that broadcasts to [${x.shape.join(', ')}]`, {
    received: `${name} [${shape.join(', ')}]`,
    rule: 'counted from the last, each axis is 1 or as long as that of x',
  });
}
