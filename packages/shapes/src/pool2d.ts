import { requireKnownOptions } from '@featuremap/errors';
import { imageAxes, imageShape } from './image-axes.ts';
import type { LayerDescription, ShapeContext } from './layer-description.ts';
import { learnsNothing } from './learns-nothing.ts';
import type { Padding, Pair, Shape } from './shape.ts';
import type { Pool2dFn } from './types/layer-fns.ts';
import { placeWindow, poolWindow, type Window, type WindowOptions, type WindowRule } from './window.ts';

/** The options of `avgPool2d` that its shape depends on. */
export interface AvgPool2dOptions<
  S extends Pair | null = Pair | null,
  P extends Padding = Padding,
  C extends boolean = boolean,
> {
  /** Steps between windows. Default: the kernel size. */
  readonly stride?: S;
  /** Space around the image, at most half the kernel. Default 0. */
  readonly padding?: P;
  /** Whether a last window may hang over the end of the image, as long as it starts inside. Default false. */
  readonly ceilMode?: C;
}

/** The options of `maxPool2d`. */
export interface MaxPool2dOptions<
  S extends Pair | null = Pair | null,
  P extends Padding = Padding,
  D extends Pair = Pair,
  C extends boolean = boolean,
> extends AvgPool2dOptions<S, P, C> {
  /** Steps between the elements of a window. Default 1. */
  readonly dilation?: D;
}

/** The description of a pooling layer: its checked options and what they imply. */
export interface Pool2dDescription<
  Name extends string = string,
  K extends Pair = Pair,
  S extends Pair | null = Pair | null,
  P extends Padding = Padding,
  D extends Pair = Pair,
  C extends boolean = boolean,
> extends LayerDescription<Pool2dFn<Name, K, S, P, D, C>> {
  readonly name: Name;
  readonly rule: WindowRule;
  window(input: Shape, context: Pick<ShapeContext, 'dataFormat'>): Window;
}

/**
 * Describes max pooling of `[H, W, C] -> [outH, outW, C]`.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or the padding is over half the kernel.
 *
 * @example
 * ```js
 * import { maxPool2d } from '@featuremap/shapes';
 *
 * const pool = maxPool2d(3, { stride: 2, padding: 1 });
 * console.log(pool.infer([112, 112, 64], { dataFormat: 'NHWC', via: '' }).shape); // [ 56, 56, 64 ]
 * ```
 *
 * @see torch.nn.MaxPool2d
 */
export function maxPool2d<
  const K extends Pair,
  const S extends Pair | null = null,
  const P extends Padding = 0,
  const D extends Pair = 1,
  const C extends boolean = false,
>(kernelSize: K, options: MaxPool2dOptions<S, P, D, C> = {}): Pool2dDescription<'maxPool2d', K, S, P, D, C> {
  requireKnownOptions('maxPool2d', options, ['stride', 'padding', 'dilation', 'ceilMode']);
  return pool2d('maxPool2d', { ...options, kernelSize });
}

/**
 * Describes average pooling of `[H, W, C] -> [outH, outW, C]`.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or the padding is over half the kernel.
 *
 * @example
 * ```js
 * import { avgPool2d } from '@featuremap/shapes';
 *
 * console.log(avgPool2d(2).infer([5, 5, 8], { dataFormat: 'NHWC', via: '' }).shape); // [ 2, 2, 8 ]
 * ```
 *
 * @see torch.nn.AvgPool2d
 */
export function avgPool2d<
  const K extends Pair,
  const S extends Pair | null = null,
  const P extends Padding = 0,
  const C extends boolean = false,
>(kernelSize: K, options: AvgPool2dOptions<S, P, C> = {}): Pool2dDescription<'avgPool2d', K, S, P, 1, C> {
  requireKnownOptions('avgPool2d', options, ['stride', 'padding', 'ceilMode']);
  return pool2d('avgPool2d', { ...options, kernelSize });
}

function pool2d<Name extends string>(name: Name, options: WindowOptions) {
  const rule = poolWindow(name, options);
  function window(input: Shape, { dataFormat }: Pick<ShapeContext, 'dataFormat'>): Window {
    return placeWindow(name, rule, imageAxes(name, input, dataFormat).size);
  }
  return {
    name,
    rule,
    window,
    infer(input: Shape, { dataFormat }: ShapeContext) {
      const { channels } = imageAxes(name, input, dataFormat);
      return { shape: imageShape({ channels, size: window(input, { dataFormat }).outputSize }, dataFormat), via: '' };
    },
    ...learnsNothing,
  };
}
