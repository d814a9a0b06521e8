import { ShapeError } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { withGradient } from '../with-gradient.ts';
import { type Reduced, reduce, spread } from './reduce.ts';
import type { Reduction } from './reduction.ts';

/** Checks that x and target are float32 tensors of one shape. @throws {ArgumentError} @throws {ShapeError} */
export function requirePair(caller: string, x: unknown, target: unknown): void {
  const [xShape, targetShape] = [requireFloats(caller, 'x', x).shape, requireFloats(caller, 'target', target).shape];
  if (xShape.join() === targetShape.join()) return;
  throw new ShapeError(`${caller} expects a target of the shape of x, [${xShape.join(', ')}]`, {
    received: `target [${targetShape.join(', ')}]`,
    rule: 'a loss compares element by element; it does not broadcast',
  });
}

/** A loss that each element has by its difference d = x - target; `slope` is the derivative of `loss` by d. */
export function differenceLoss<R extends Reduction>(
  x: tf.Tensor,
  target: tf.Tensor,
  reduction: R,
  { loss, slope }: { loss(d: tf.Tensor): tf.Tensor; slope(d: tf.Tensor): tf.Tensor },
): Reduced<R> {
  const reduced: tf.Tensor = withGradient({ x, target }, (save) => {
    const d = tf.sub(x, target);
    const saved = save(d);
    const dx = (dy: tf.Tensor) => tf.mul(spread(dy, d.size, reduction), slope(saved));
    return {
      value: reduce(loss(d), reduction),
      gradients: (dy) => ({ x: () => dx(dy), target: () => tf.neg(dx(dy)) }),
    };
  });
  return reduced as Reduced<R>;
}
