import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient.ts';

/** `[N, C, …] -> [N, …, C]`; a tensor with fewer than three axes stays as it is. */
export function channelsLast<T extends tf.Tensor>(x: T): T {
  if (x.rank < 3) return x;
  const [n, c, ...space] = x.shape.keys();
  return transpose(x, [n!, ...space, c!]);
}

/** `[N, …, C] -> [N, C, …]`; a tensor with fewer than three axes stays as it is. */
export function channelsFirst<T extends tf.Tensor>(x: T): T {
  if (x.rank < 3) return x;
  const [n, ...space] = x.shape.keys();
  const c = space.pop();
  return transpose(x, [n!, c!, ...space]);
}

/** The axes in another order: axis i of the result is axis `order[i]` of x. */
function transpose<T extends tf.Tensor>(x: T, order: readonly number[]): T {
  const back = order.map((_, axis) => order.indexOf(axis));
  return withGradient({ x }, () => ({
    value: tf.transpose(x, [...order]),
    gradients: (dy) => ({ x: () => tf.transpose(dy, back) }),
  }));
}
