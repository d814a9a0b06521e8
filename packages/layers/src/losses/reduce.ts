import * as tf from '@tensorflow/tfjs-core';
import type { Reduction } from './reduction.ts';

/** What a loss gives with a reduction: one number, or those of all elements. */
export type Reduced<R extends Reduction> = R extends 'none' ? tf.Tensor : tf.Scalar;

/** The losses of all elements, reduced. The mean over no elements is not a number, as in PyTorch. */
export function reduce(losses: tf.Tensor, reduction: Reduction): tf.Tensor {
  if (reduction === 'none') return losses;
  const sum = tf.sum(losses);
  return reduction === 'sum' ? sum : tf.div(sum, losses.size);
}

/** The gradient of each element's loss, from that of the reduced loss: it broadcasts to all elements. */
export function spread(dy: tf.Tensor, elements: number, reduction: Reduction): tf.Tensor {
  return reduction === 'mean' ? tf.div(dy, elements) : dy;
}
