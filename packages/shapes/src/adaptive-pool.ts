import { ArgumentError, requireInteger, show } from '@featuremap/errors';
import { imageAxes, imageShape } from './image-axes.ts';
import type { LayerDescription, ShapeContext } from './layer-description.ts';
import { learnsNothing } from './learns-nothing.ts';
import { each } from './per-axis.ts';
import type { Shape, Size2 } from './shape.ts';
import type { AdaptivePool2dFn, AdaptiveSize, GlobalPool2dFn } from './types/adaptive-pool-fns.ts';
import type { Window } from './window.ts';

export type { AdaptivePool2dFn, AdaptiveSize, GlobalPool2dFn } from './types/adaptive-pool-fns.ts';

/** The description of an adaptive pooling: `outputSize` has null where the size of the image stays. */
export interface AdaptivePool2dDescription<Name extends string = string, O extends AdaptiveSize = AdaptiveSize>
  extends LayerDescription<AdaptivePool2dFn<Name, O>> {
  readonly name: Name;
  readonly outputSize: readonly [number | null, number | null];
}

/**
 * The windows of an adaptive pooling along one axis: window i covers `floor(i·n / out)` to `ceil((i + 1)·n / out)`, the
 * end not included. They overlap where `n` is no multiple of `out`.
 *
 * @example
 * ```js
 * import { adaptiveWindows } from '@featuremap/shapes/adaptive-pool';
 *
 * console.log(adaptiveWindows(5, 3)); // [ [ 0, 2 ], [ 1, 4 ], [ 3, 5 ] ]
 * ```
 */
export function adaptiveWindows(n: number, out: number): readonly Size2[] {
  return Array.from({ length: out }, (_, i) => [Math.floor((i * n) / out), Math.ceil(((i + 1) * n) / out)]);
}

/**
 * Describes the mean of windows that are chosen so that the output has a given size: `[H, W, C] -> [outH, outW, C]`.
 *
 * @param outputSize `[outH, outW]`, or one number for both; null keeps the size along that axis.
 * @throws {ArgumentError} when a size is neither null nor a positive integer.
 *
 * @example
 * ```js
 * import { adaptiveAvgPool2d } from '@featuremap/shapes/adaptive-pool';
 *
 * const pool = adaptiveAvgPool2d([7, null]);
 * console.log(pool.infer([15, 9, 64], { dataFormat: 'NHWC', via: '' }).shape); // [ 7, 9, 64 ]
 * ```
 *
 * @see torch.nn.AdaptiveAvgPool2d
 */
export function adaptiveAvgPool2d<const O extends AdaptiveSize>(
  outputSize: O,
): AdaptivePool2dDescription<'adaptiveAvgPool2d', O> {
  return adaptivePool2d('adaptiveAvgPool2d', outputSize);
}

/**
 * The same as `adaptiveAvgPool2d` for the largest number of each window.
 *
 * @throws {ArgumentError} when a size is neither null nor a positive integer.
 *
 * @see torch.nn.AdaptiveMaxPool2d
 */
export function adaptiveMaxPool2d<const O extends AdaptiveSize>(
  outputSize: O,
): AdaptivePool2dDescription<'adaptiveMaxPool2d', O> {
  return adaptivePool2d('adaptiveMaxPool2d', outputSize);
}

/**
 * Describes the mean over a whole image, `[H, W, C] -> [C]`: `adaptiveAvgPool2d(1)` and `flatten()` in one.
 *
 * @example
 * ```js
 * import { globalAvgPool2d } from '@featuremap/shapes/adaptive-pool';
 *
 * console.log(globalAvgPool2d().infer([7, 7, 512], { dataFormat: 'NHWC', via: '' }).shape); // [ 512 ]
 * ```
 */
export function globalAvgPool2d(): LayerDescription<GlobalPool2dFn<'globalAvgPool2d'>> {
  return globalPool2d('globalAvgPool2d');
}

/** The same as `globalAvgPool2d` for the largest number. */
export function globalMaxPool2d(): LayerDescription<GlobalPool2dFn<'globalMaxPool2d'>> {
  return globalPool2d('globalMaxPool2d');
}

function adaptivePool2d<Name extends string>(name: Name, value: AdaptiveSize) {
  const chosen = adaptiveSize(name, value);
  const sizeBehind = (size: Size2) => each((axis) => chosen[axis] ?? size[axis]);
  return {
    name,
    outputSize: chosen,
    infer(input: Shape, { dataFormat }: ShapeContext) {
      const { channels, size } = imageAxes(name, input, dataFormat);
      return { shape: imageShape({ channels, size: sizeBehind(size) }, dataFormat), via: '' };
    },
    ...learnsNothing,
    window(input: Shape, { dataFormat }: Pick<ShapeContext, 'dataFormat'>): Window | undefined {
      const { size } = imageAxes(name, input, dataFormat);
      const outputSize = sizeBehind(size);
      // Only windows of one size, side by side, are the same at every position.
      if (size.some((n, axis) => n % outputSize[axis]! !== 0)) return undefined;
      const kernelSize = each((axis) => size[axis] / outputSize[axis]);
      const none = [0, 0] as const;
      return { kernelSize, stride: kernelSize, padding: [none, none], dilation: [1, 1], outputSize };
    },
  };
}

function adaptiveSize(caller: string, value: unknown): readonly [number | null, number | null] {
  const sizes = Array.isArray(value) ? value : [value, value];
  if (sizes.length !== 2) {
    throw new ArgumentError(`${caller}: outputSize must be one integer or [height, width], not ${show(value)}`);
  }
  return each((axis) => {
    const name = Array.isArray(value) ? `outputSize[${axis}]` : 'outputSize';
    return sizes[axis] === null && Array.isArray(value) ? null : requireInteger(caller, name, sizes[axis], { min: 1 });
  });
}

function globalPool2d<Name extends string>(name: Name): LayerDescription<GlobalPool2dFn<Name>> {
  return {
    name,
    infer: (input, { dataFormat }) => ({ shape: [imageAxes(name, input, dataFormat).channels], via: '' }),
    ...learnsNothing,
    // Nothing is left that has a place in the image.
    window: () => undefined,
  };
}
