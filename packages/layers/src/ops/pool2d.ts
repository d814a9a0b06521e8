import type { Sides, Window } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';
import { hasFused } from '../fused-kernels.ts';
import { withGradient } from '../with-gradient.ts';
import { taps, untaps } from './taps.ts';

/** A pooling laid over images of known size. `countIncludePad` matters for averages alone. */
export interface PoolPlacement {
  readonly kind: 'max' | 'avg';
  readonly window: Window;
  readonly countIncludePad: boolean;
}

/** Pools NHWC images. */
export function pool2d(x: tf.Tensor4D, { kind, window, countIncludePad }: PoolPlacement): tf.Tensor4D {
  return kind === 'max' ? largest(x, window) : mean(x, window, countIncludePad);
}

/** The maximum of each window; its gradient goes to the first one in reading order. */
function largest(x: tf.Tensor4D, window: Window): tf.Tensor4D {
  return withGradient({ x }, (save) => {
    const isDense = window.dilation.every((d) => d === 1);
    const y = isDense ? runPool(tf.MaxPool, x, window) : taps(x, window, -Infinity).reduce((a, b) => tf.maximum(a, b));
    const [savedX, savedY] = [save(x), save(y)];
    return {
      value: y,
      gradients: (dy) => ({
        x: () =>
          isDense && hasPoolGrads()
            ? runPoolGrad(tf.MaxPoolGrad, dy, savedX, window)
            : toFirstMaxima(dy, savedX, savedY, window),
      }),
    };
  });
}

/** Gives each gradient to the first pixel of its window that is the maximum y. */
function toFirstMaxima(dy: tf.Tensor4D, x: tf.Tensor4D, y: tf.Tensor4D, window: Window): tf.Tensor4D {
  let waiting: tf.Tensor4D = tf.onesLike(dy); // 1 where no maximum was found yet
  const dTaps = taps(x, window, -Infinity).map((tap) => {
    const isFirst = tf.mul<tf.Tensor4D>(tf.cast(tf.equal(tap, y), 'float32'), waiting);
    waiting = tf.sub(waiting, isFirst);
    return tf.mul<tf.Tensor4D>(isFirst, dy);
  });
  return untaps(dTaps, window, [x.shape[1], x.shape[2]]);
}

/** The mean of each window. */
function mean(x: tf.Tensor4D, window: Window, countIncludePad: boolean): tf.Tensor4D {
  const size = [x.shape[1], x.shape[2]] as const;
  const counts = [0, 1].map((axis) => countAlong(axis as 0 | 1, size, window, countIncludePad));
  const inside = [0, 1].map((axis) => countAlong(axis as 0 | 1, size, window, false));
  const divisors = outerProduct(counts[0]!, counts[1]!);
  const [kH, kW] = window.kernelSize;
  return withGradient({ x }, (save) => {
    // The kernel divides each sum by the number of pixels inside of the image.
    const means = runPool(tf.AvgPool, x, window);
    const numbersInside = outerProduct(inside[0]!, inside[1]!);
    const value = timesAtPositions(
      means,
      numbersInside.map((n, i) => n / divisors[i]!),
      window,
    );
    const savedX = hasPoolGrads() ? save(x) : undefined;
    return {
      value,
      gradients: (dy) => ({
        x: () => {
          if (savedX !== undefined) {
            // The kernel divides each gradient by the number of pixels in the whole window.
            const whole = divisors.map((n) => (kH * kW) / n);
            return runPoolGrad(tf.AvgPoolGrad, timesAtPositions(dy, whole, window), savedX, window);
          }
          const shares = timesAtPositions(
            dy,
            divisors.map((n) => 1 / n),
            window,
          );
          return untaps(Array(kH * kW).fill(shares), window, size);
        },
      }),
    };
  });
}

/** What each window counts along one axis: pixels, and with `withPadding` the padding too, but never what lies beyond. */
function countAlong(axis: 0 | 1, size: readonly [number, number], window: Window, withPadding: boolean): number[] {
  const [before, after] = window.padding[axis];
  const from = withPadding ? -before : 0;
  const to = size[axis] + (withPadding ? after : 0);
  return Array.from({ length: window.outputSize[axis] }, (_, i) => {
    const start = i * window.stride[axis] - before;
    return Math.min(start + window.kernelSize[axis], to) - Math.max(start, from);
  });
}

function outerProduct(rows: readonly number[], columns: readonly number[]): number[] {
  return rows.flatMap((r) => columns.map((c) => r * c));
}

/** Multiplies what is at each output position by a number of its own. */
function timesAtPositions(y: tf.Tensor4D, factors: readonly number[], { outputSize: [h, w] }: Window): tf.Tensor4D {
  if (factors.every((factor) => factor === 1)) return y;
  return tf.mul(y, tf.tensor4d(Float32Array.from(factors), [1, h, w, 1]));
}

/** A pooling kernel. */
function runPool(kernel: string, x: tf.Tensor4D, window: Window): tf.Tensor4D {
  return tf.engine().runKernel<tf.Tensor4D>(kernel, { x }, poolAttrs(x, window));
}

/** Whether the backend has gradient kernels that give a maximum's gradient to the first one: those with fused kernels do. */
function hasPoolGrads(): boolean {
  return hasFused('FeaturemapConv2dBlock');
}

function runPoolGrad(kernel: string, dy: tf.Tensor4D, input: tf.Tensor4D, window: Window): tf.Tensor4D {
  return tf.engine().runKernel<tf.Tensor4D>(kernel, { dy, input }, poolAttrs(input, window));
}

/** A kernel's attributes, with the padding drawn out at the end for as far as ceilMode lets a window hang over. */
function poolAttrs(x: tf.Tensor4D, window: Window): tf.NamedAttrMap {
  const pads = ([0, 1] as const).map((axis): Sides => {
    const [before, after] = window.padding[axis];
    const span = (window.outputSize[axis] - 1) * window.stride[axis] + window.kernelSize[axis];
    return [before, Math.max(after, span - before - x.shape[1 + axis]!)];
  });
  const attrs = { filterSize: window.kernelSize, strides: window.stride, pad: [[0, 0], ...pads, [0, 0]] };
  return attrs as unknown as tf.NamedAttrMap;
}
