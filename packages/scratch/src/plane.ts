import { ArgumentError, requireInteger, requireNumber, show } from '@featuremap/errors';
import { build, type Matrix, requireMatrix } from './matrix.ts';

/** A matrix as one flat array: `data[row·width + column]`. */
export interface Plane {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/**
 * The matrix as one flat Float32Array, row after row: `[H, W] -> { data, width: W, height: H }`. The plots and the
 * tensors of tfjs (`tf.tensor2d(data, [height, width])`) take this form.
 *
 * @throws {ArgumentError} when an element is not a finite number.
 * @throws {ShapeError} when the rows differ in length or there is none.
 *
 * @example
 * ```js
 * import { toPlane } from '@featuremap/scratch';
 *
 * const { data, width, height } = toPlane([[1, 2, 3], [4, 5, 6]]);
 * console.log(data.join(' '), width, height); // 1 2 3 4 5 6 3 2
 * ```
 */
export function toPlane(x: Matrix): { data: Float32Array; width: number; height: number } {
  const [height, width] = requireMatrix('toPlane', 'x', x);
  return { data: Float32Array.from(x.flat()), width, height };
}

/**
 * The matrix of a flat array, typed or not: `{ data, width: W, height: H } -> [H, W]`.
 *
 * @throws {ArgumentError} when `data` has not width·height finite numbers.
 *
 * @example
 * ```js
 * import { fromPlane } from '@featuremap/scratch';
 *
 * const bytes = new Uint8Array([0, 1, 2, 3, 4, 5]);
 * console.log(JSON.stringify(fromPlane({ data: bytes, width: 3, height: 2 }))); // [[0,1,2],[3,4,5]]
 * ```
 */
export function fromPlane({ data, width, height }: Plane): number[][] {
  requireInteger('fromPlane', 'width', width, { min: 1 });
  requireInteger('fromPlane', 'height', height, { min: 1 });
  if (data?.length !== width * height) {
    throw new ArgumentError('fromPlane: data must hold width·height numbers', {
      received: show({ data, width, height }),
      rule: `data.length = width·height: ${data?.length} = ${width}·${height} is false`,
    });
  }
  return build([height, width], (i, j) => requireNumber('fromPlane', `data[${i * width + j}]`, data[i * width + j]));
}
