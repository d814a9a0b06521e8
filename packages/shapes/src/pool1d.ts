import { requireKnownOptions } from '@featuremap/errors';
import type { LayerDescription, ShapeContext } from './layer-description.ts';
import { learnsNothing } from './learns-nothing.ts';
import { ofRow, ofWidth, sequenceAxes, sequenceShape } from './sequence-axes.ts';
import type { Shape } from './shape.ts';
import type { Pool1dFn } from './types/pool1d-fn.ts';
import type { Padding1d } from './types/sequence.ts';
import { placeWindow, poolWindow, type Window, type WindowRule } from './window.ts';

export type { Pool1dFn } from './types/pool1d-fn.ts';
export type { Padding1d } from './types/sequence.ts';

/** The options of `avgPool1d` that its shape depends on. */
export interface AvgPool1dOptions<
  S extends number | null = number | null,
  P extends Padding1d = Padding1d,
  C extends boolean = boolean,
> {
  /** Steps between windows. Default: the kernel size. */
  readonly stride?: S;
  /** Space at both ends, at most half the kernel: a number, `[before, after]`, `'valid'` or `'same'`. Default 0. */
  readonly padding?: P;
  /** Whether a last window may hang over the end of the sequence, as long as it starts inside. Default false. */
  readonly ceilMode?: C;
}

/** The options of `maxPool1d`. */
export interface MaxPool1dOptions<
  S extends number | null = number | null,
  P extends Padding1d = Padding1d,
  D extends number = number,
  C extends boolean = boolean,
> extends AvgPool1dOptions<S, P, C> {
  /** Steps between the elements of a window. Default 1. */
  readonly dilation?: D;
}

/** The description of a pooling of sequences. Its window is that of an image of height 1. */
export interface Pool1dDescription<
  Name extends string = string,
  K extends number = number,
  S extends number | null = number | null,
  P extends Padding1d = Padding1d,
  D extends number = number,
  C extends boolean = boolean,
> extends LayerDescription<Pool1dFn<Name, K, S, P, D, C>> {
  readonly name: Name;
  readonly rule: WindowRule;
  window(input: Shape, context: Pick<ShapeContext, 'dataFormat'>): Window;
}

/**
 * Describes max pooling of sequences, `[L, C] -> [outL, C]`, or channels first `[C, L] -> [C, outL]`: that of images of
 * height 1 and width L.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or the padding is over half the kernel.
 *
 * @example
 * ```js
 * import { maxPool1d } from '@featuremap/shapes/pool1d';
 *
 * const pool = maxPool1d(3, { stride: 2, padding: 1 });
 * console.log(pool.infer([100, 8], { dataFormat: 'NHWC', via: '' }).shape); // [ 50, 8 ]
 * ```
 *
 * @see torch.nn.MaxPool1d
 */
export function maxPool1d<
  const K extends number,
  const S extends number | null = null,
  const P extends Padding1d = 0,
  const D extends number = 1,
  const C extends boolean = false,
>(kernelSize: K, options: MaxPool1dOptions<S, P, D, C> = {}): Pool1dDescription<'maxPool1d', K, S, P, D, C> {
  requireKnownOptions('maxPool1d', options, ['stride', 'padding', 'dilation', 'ceilMode']);
  return pool1d('maxPool1d', kernelSize, options);
}

/**
 * Describes average pooling of sequences, as `maxPool1d` does.
 *
 * @throws {ArgumentError} when an option is unknown or out of range, or the padding is over half the kernel.
 *
 * @example
 * ```js
 * import { avgPool1d } from '@featuremap/shapes/pool1d';
 *
 * console.log(avgPool1d(4).infer([100, 8], { dataFormat: 'NHWC', via: '' }).shape); // [ 25, 8 ]
 * ```
 *
 * @see torch.nn.AvgPool1d
 */
export function avgPool1d<
  const K extends number,
  const S extends number | null = null,
  const P extends Padding1d = 0,
  const C extends boolean = false,
>(kernelSize: K, options: AvgPool1dOptions<S, P, C> = {}): Pool1dDescription<'avgPool1d', K, S, P, 1, C> {
  requireKnownOptions('avgPool1d', options, ['stride', 'padding', 'ceilMode']);
  return pool1d('avgPool1d', kernelSize, options);
}

function pool1d<Name extends string>(name: Name, kernelSize: number, options: MaxPool1dOptions) {
  const kernel = ofWidth(name, 'kernelSize', kernelSize);
  const rule = poolWindow(name, {
    kernelSize: kernel,
    stride: ofWidth(name, 'stride', options.stride ?? kernelSize),
    padding: ofRow(name, options.padding ?? 0),
    dilation: ofWidth(name, 'dilation', options.dilation ?? 1),
    ceilMode: options.ceilMode ?? false,
  });
  function window(input: Shape, { dataFormat }: Pick<ShapeContext, 'dataFormat'>): Window {
    return placeWindow(name, rule, [1, sequenceAxes(name, input, dataFormat).length]);
  }
  return {
    name,
    rule,
    window,
    infer(input: Shape, { dataFormat }: ShapeContext) {
      const { channels } = sequenceAxes(name, input, dataFormat);
      const [, length] = window(input, { dataFormat }).outputSize;
      return { shape: sequenceShape(channels, length, dataFormat), via: '' };
    },
    ...learnsNothing,
  };
}
