import { expectClose, type Tolerance } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Asserts the gradient of the sum of f(x): each number of x is moved by ±step, and the change of that sum compared.
 * f must be smooth there; float32 leaves about 1e-7 · f / step of noise.
 */
export function expectSlopes(
  f: (x: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
  { step = 0.01, ...tolerance }: Tolerance & { readonly step?: number } = {},
): void {
  const { grads } = tf.engine().gradients(() => f(x), [x], tf.onesLike(f(x)));
  const values = x.dataSync<'float32'>();
  const sumAt = (moved: number, by: number) => {
    const y = f(
      tf.tensor(
        values.map((value, i) => (i === moved ? value + by : value)),
        x.shape,
      ),
    );
    return y.dataSync<'float32'>().reduce((sum, value) => sum + value, 0);
  };
  const slopes = [...values.keys()].map((i) => (sumAt(i, step) - sumAt(i, -step)) / (2 * step));
  expectClose(grads[0]!.dataSync(), slopes, { atol: 1e-3, rtol: 1e-3, ...tolerance });
}
