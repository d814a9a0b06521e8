import type { Shape } from '../shape.ts';
import type { ImageAxes, NoImage } from './image.ts';
import type { MayEqual, Plural, Show } from './sentence.ts';
import type { ShapeFn } from './shape-fn.ts';

/** A normalization of images of C channels, which keeps their shape. */
export interface ChannelNormFn<Name extends string, C extends number> extends ShapeFn {
  readonly key: readonly [Name, C];
  readonly out: ChannelNormOut<this['in'], this['format'], Name, C>;
}
type ChannelNormOut<X, Format, Name extends string, C extends number> = X extends readonly [number, number, number]
  ? ImageAxes<Format, X> extends readonly [infer c extends number, number, number]
    ? MayEqual<c, C> extends true
      ? X
      : `${Name} expects ${C} input channel${Plural<C>} but the previous layer gives ${c}, in ${Show<X>}`
    : never
  : NoImage<Name, Format, X, Shape>;

/** A normalization of the last axes, whose sizes are S. */
export interface LayerNormFn<S extends number | Shape> extends ShapeFn {
  readonly key: readonly ['layerNorm', S];
  readonly out: LayerNormOut<this['in'], S extends Shape ? S : readonly [S & number]>;
  readonly outVia: this['via'];
}
type LayerNormOut<X, S extends Shape> = X extends Shape
  ? EndsIn<X, S> extends true
    ? X
    : `layerNorm expects a shape that ends in ${Show<S>} but the previous layer gives ${Show<X>}`
  : never;
type EndsIn<X extends Shape, S extends Shape> = S extends readonly [...infer S1 extends Shape, infer s extends number]
  ? X extends readonly [...infer X1 extends Shape, infer x extends number]
    ? MayEqual<x, s> extends true
      ? EndsIn<X1, S1>
      : false
    : number extends X['length']
      ? true
      : false
  : true;
