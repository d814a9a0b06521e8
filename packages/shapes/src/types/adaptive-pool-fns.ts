import type { Image, ImageAxes, NoImage } from './image.ts';
import type { ShapeFn } from './shape-fn.ts';

/** What an adaptive pooling makes of an image: rows and columns, null for as many as there are. */
export type AdaptiveSize = number | readonly [number | null, number | null];

export interface AdaptivePool2dFn<Name extends string, O extends AdaptiveSize> extends ShapeFn {
  readonly key: readonly [Name, O];
  readonly out: AdaptivePool2dOut<this['in'], this['format'], Name, O>;
}
type AdaptivePool2dOut<X, Format, Name extends string, O extends AdaptiveSize> = X extends readonly [
  number,
  number,
  number,
]
  ? ImageAxes<Format, X> extends readonly [infer c extends number, infer h extends number, infer w extends number]
    ? Image<Format, c, Chosen<O, 0, h>, Chosen<O, 1, w>>
    : never
  : NoImage<Name, Format, X, Image<Format, number, number, number>>;

/** The size along one axis, N where it is null. */
type Chosen<O extends AdaptiveSize, Axis extends 0 | 1, N extends number> = O extends number
  ? O
  : O extends readonly [number | null, number | null]
    ? O[Axis] extends number
      ? O[Axis]
      : [O[Axis]] extends [null]
        ? N
        : number
    : never;

export interface GlobalPool2dFn<Name extends string> extends ShapeFn {
  readonly key: readonly ['global', Name];
  readonly out: GlobalPool2dOut<this['in'], this['format'], Name>;
}
type GlobalPool2dOut<X, Format, Name extends string> = X extends readonly [number, number, number]
  ? readonly [ImageAxes<Format, X>[0]]
  : NoImage<Name, Format, X, readonly [number]>;
