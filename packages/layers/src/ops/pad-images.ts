import { ShapeError } from '@featuremap/errors';
import type { Sides, Size2 } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../with-gradient.ts';

/**
 * What is around an image: zeros; its mirror image, without the edge itself; its edge again and again; or its other end.
 */
export type PaddingMode = 'zeros' | PaddingSource;

/** The padding modes that show pixels of the image. */
export type PaddingSource = 'reflect' | 'replicate' | 'circular';

/** Every `PaddingMode`. */
export const paddingModes = ['zeros', 'reflect', 'replicate', 'circular'] as const satisfies readonly PaddingMode[];

/** Which of n pixels in a row position i shows, where 0 <= i < n is the row itself. */
const sources: Readonly<Record<PaddingSource, (i: number, n: number) => number>> = {
  reflect: (i, n) => (i < 0 ? -i : i < n ? i : 2 * (n - 1) - i),
  replicate: (i, n) => Math.min(Math.max(i, 0), n - 1),
  circular: (i, n) => (i + n) % n,
};

/** Checks that an image of `[height, width]` has the pixels that its padding shows. @throws {ShapeError} */
export function requirePixelsToShow(
  caller: string,
  mode: PaddingMode,
  padding: readonly [Sides, Sides],
  size: Size2,
): void {
  if (mode === 'zeros' || mode === 'replicate') return;
  for (const [axis, name] of ['height', 'width'].entries()) {
    const most = size[axis]! - (mode === 'reflect' ? 1 : 0);
    const largest = Math.max(...padding[axis]!);
    if (largest <= most) continue;
    throw new ShapeError(
      `${caller}: ${mode} padding ${largest} is more than the ${most} pixel${most === 1 ? '' : 's'} that it can show along the ${name}`,
      {
        received: `input ${size.join('×')}, padding ${JSON.stringify(padding)}`,
        rule: mode === 'reflect' ? 'padding <= in - 1, since the edge is not shown again' : 'padding <= in',
        remedy: "less padding, or paddingMode 'replicate'",
      },
    );
  }
}

/** NHWC images with `[[top, bottom], [left, right]]` around them. */
export function padImages(x: tf.Tensor4D, [rows, columns]: readonly [Sides, Sides], mode: PaddingSource): tf.Tensor4D {
  const shown = ([before, after]: Sides, n: number) =>
    Array.from({ length: before + n + after }, (_, i) => sources[mode](i - before, n));
  const [, h, w] = x.shape;
  return take(take(x, 1, shown(rows, h)), 2, shown(columns, w));
}

/** x with these of its positions along an axis, in this order, some of them several times. */
function take(x: tf.Tensor4D, axis: 1 | 2, positions: readonly number[]): tf.Tensor4D {
  const n = x.shape[axis];
  if (positions.length === n) return x; // without padding every position shows itself
  return withGradient({ x }, () => ({
    value: gather(x, axis, positions),
    gradients: (dy) => ({ x: () => putBack(dy, axis, positions, n) }),
  }));
}

/** The gradient of `take`: at each position the sum over those that show it. */
function putBack(dy: tf.Tensor4D, axis: 1 | 2, positions: readonly number[], n: number): tf.Tensor4D {
  const showing = Array.from({ length: n }, (_, at) => [...positions.keys()].filter((i) => positions[i] === at));
  const most = Math.max(...showing.map(({ length }) => length));
  const nothing = positions.length; // the position of a zero behind dy
  const withZero: tf.Tensor4D = tf.pad(
    dy,
    [0, 1, 2, 3].map((a): [number, number] => [0, a === axis ? 1 : 0]),
  );
  const turns = Array.from({ length: most }, (_, turn) => showing.map((list) => list[turn] ?? nothing));
  return tf.addN(turns.map((turn) => gather(withZero, axis, turn)));
}

function gather(x: tf.Tensor4D, axis: number, positions: readonly number[]): tf.Tensor4D {
  return tf.gather(x, tf.tensor1d([...positions], 'int32'), axis);
}
