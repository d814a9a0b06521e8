import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient.ts';

/** A matrix, row by row: what each output along an axis takes of each input. */
export type Weights = readonly (readonly number[])[];

/**
 * Mixes the rows of NHWC images by one matrix and their columns by another, `[N, H, W, C] -> [N, outH, outW, C]`:
 * `y = rows · x · columnsᵀ` for each channel. Averages and interpolations that treat both axes alike are such products,
 * and their gradient is the product with the matrices turned over.
 */
export function resample(x: tf.Tensor4D, rows: Weights, columns: Weights): tf.Tensor4D {
  return withGradient({ x }, (save) => {
    const [a, b] = [save(matrix(rows)), save(matrix(columns))];
    return {
      value: products(x, a, b, false),
      gradients: (dy) => ({ x: () => products(dy, a, b, true) }),
    };
  });
}

/** `rows · x · columnsᵀ` for each channel; `turned` takes both matrices transposed. */
export function products(x: tf.Tensor4D, rows: tf.Tensor3D, columns: tf.Tensor3D, turned: boolean): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  const [outH, outW] = [rows, columns].map(({ shape: [, out, size] }) => (turned ? size : out)) as [number, number];
  const tall = tf.matMul(rows, tf.reshape(x, [n, h, w * c]), turned);
  const wide = tf.matMul(columns, tf.reshape(tall, [n * outH, w, c]), turned);
  return tf.reshape(wide, [n, outH, outW, c]);
}

/** The matrix as a tensor that is repeated over a batch. */
export function matrix(weights: Weights): tf.Tensor3D {
  return tf.tensor3d(Float32Array.from(weights.flat()), [1, weights.length, weights[0]!.length]);
}
