import { adaptiveWindows } from '@featuremap/shapes/adaptive-pool';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient.ts';
import { matrix, products, resample, type Weights } from './resample.ts';

/** Rows and columns behind an adaptive pooling; null keeps those of the image. */
type AdaptiveSize2 = readonly [number | null, number | null];

/** The mean of each window of NHWC images, where the windows are chosen to give `outputSize`. */
export function adaptiveMean(x: tf.Tensor4D, outputSize: AdaptiveSize2): tf.Tensor4D {
  const [, h, w] = x.shape;
  const shares = (n: number, out: number): Weights =>
    adaptiveWindows(n, out).map(([start, end]) =>
      Array.from({ length: n }, (_, i) => (start <= i && i < end ? 1 / (end - start) : 0)),
    );
  return resample(x, shares(h, outputSize[0] ?? h), shares(w, outputSize[1] ?? w));
}

/** The maximum of each of those windows; its gradient goes to the first one in reading order. */
export function adaptiveMax(x: tf.Tensor4D, outputSize: AdaptiveSize2): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  const [outH, outW] = [outputSize[0] ?? h, outputSize[1] ?? w];
  const [rows, columns] = [windowIndices(h, outH), windowIndices(w, outW)];
  const [kH, kW] = [rows.length / outH, columns.length / outW];
  return withGradient({ x }, (save) => {
    const seen = take(take(x, rows, 1), columns, 2);
    const seenShape = seen.shape;
    // One row for each window: [N, outH, outW, C] × [kH·kW].
    const apart = tf.transpose(tf.reshape(seen, [n, outH, kH, outW, kW, c]), [0, 1, 3, 5, 2, 4]);
    const windows = save<tf.Tensor2D>(tf.reshape(apart, [n * outH * outW * c, kH * kW]));
    return {
      value: tf.reshape(tf.max(windows, 1), [n, outH, outW, c]),
      gradients: (dy) => ({
        x: () => {
          const isFirst = tf.oneHot(tf.argMax(windows, 1), kH * kW, 1, 0, 'float32');
          const dWindows = tf.mul(isFirst, tf.reshape(dy, [windows.shape[0], 1]));
          const together = tf.transpose(tf.reshape(dWindows, [n, outH, outW, c, kH, kW]), [0, 1, 4, 2, 5, 3]);
          return giveBack(tf.reshape(together, seenShape), rows, columns, [h, w]);
        },
      }),
    };
  });
}

/**
 * What the windows along an axis see, one after the other, each filled up to the length of the longest by its last
 * element, which changes no maximum and is never the first.
 */
function windowIndices(n: number, out: number): readonly number[] {
  const windows = adaptiveWindows(n, out);
  const length = Math.max(...windows.map(([start, end]) => end - start));
  return windows.flatMap(([start, end]) => Array.from({ length }, (_, i) => Math.min(start + i, end - 1)));
}

/** The elements of x at `indices` along an axis. */
function take(x: tf.Tensor4D, indices: readonly number[], axis: 1 | 2): tf.Tensor4D {
  return isAllInOrder(indices, x.shape[axis]) ? x : tf.gather(x, [...indices], axis);
}

/** The other way round, as gradients flow: adds what stands at each index to the pixel that was taken there. */
function giveBack(
  dSeen: tf.Tensor4D,
  rows: readonly number[],
  columns: readonly number[],
  [h, w]: readonly [number, number],
): tf.Tensor4D {
  if (isAllInOrder(rows, h) && isAllInOrder(columns, w)) return dSeen;
  const taken = (indices: readonly number[], n: number) =>
    matrix(indices.map((index) => Array.from({ length: n }, (_, i) => Number(i === index))));
  return products(dSeen, taken(rows, h), taken(columns, w), true);
}

/** Whether the indices are 0, 1, … n - 1. */
function isAllInOrder(indices: readonly number[], n: number): boolean {
  return indices.length === n && indices.every((index, i) => index === i);
}
