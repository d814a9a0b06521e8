import type { DataFormat, Padding, Pair, Shape } from '../shape.ts';
import type { Image, ImageAxes, NoImage } from './image.ts';
import type { Elements, Join, MayEqual, MayEqualShapes, Plural, Show } from './sentence.ts';
import type { ShapeFn } from './shape-fn.ts';
import type { WindowOut } from './window-out.ts';

/** `input(...D)`: the shape that a network declares for itself. */
export interface InputFn<D extends Shape, Format extends DataFormat> extends ShapeFn {
  readonly key: readonly ['input', D, Format];
  readonly out: InputOut<this['in'], this['format'], D, Format>;
}
type InputOut<X, Around, D extends Shape, Format> = Around extends Format
  ? X extends Shape
    ? MayEqualShapes<X, D> extends true
      ? readonly [...D]
      : `input expects ${Show<D>} but gets ${Show<X>}`
    : readonly [...D]
  : `input expects ${Format & string} but the network around it is ${Around & string}`;
export interface Conv2dFn<
  I extends number,
  O extends number,
  K extends Pair,
  S extends Pair,
  P extends Padding,
  D extends Pair,
> extends ShapeFn {
  readonly key: readonly ['conv2d', I, O, K, S, P, D];
  readonly out: Conv2dOut<this['in'], this['format'], I, O, K, S, P, D>;
}
type Conv2dOut<
  X,
  Format,
  I extends number,
  O extends number,
  K extends Pair,
  S extends Pair,
  P extends Padding,
  D extends Pair,
> = X extends readonly [number, number, number]
  ? ImageAxes<Format, X> extends readonly [infer c extends number, infer h extends number, infer w extends number]
    ? MayEqual<c, I> extends true
      ? WindowOut<'conv2d', Format, O, h, w, K, S, P, D, false>
      : `conv2d expects ${I} input channel${Plural<I>} but the previous layer gives ${c}, in ${Show<X>}`
    : never
  : NoImage<'conv2d', Format, X, Image<Format, O, number, number>>;

/** Pooling; a stride of null is the kernel size. */
export interface Pool2dFn<
  Name extends string,
  K extends Pair,
  S extends Pair | null,
  P extends Padding,
  D extends Pair,
  Ceil extends boolean,
> extends ShapeFn {
  readonly key: readonly [Name, K, S, P, D, Ceil];
  readonly out: Pool2dOut<
    this['in'],
    this['format'],
    Name,
    K,
    [S] extends [Pair] ? S : [S] extends [null] ? K : Pair,
    P,
    D,
    Ceil
  >;
}
type Pool2dOut<
  X,
  Format,
  Name extends string,
  K extends Pair,
  S extends Pair,
  P extends Padding,
  D extends Pair,
  Ceil extends boolean,
> = X extends readonly [number, number, number]
  ? ImageAxes<Format, X> extends readonly [infer c extends number, infer h extends number, infer w extends number]
    ? WindowOut<Name, Format, c, h, w, K, S, P, D, Ceil>
    : never
  : NoImage<Name, Format, X, Image<Format, number, number, number>>;

export interface LinearFn<I extends number, O extends number> extends ShapeFn {
  readonly key: readonly ['linear', I, O];
  readonly out: LinearOut<this['in'], this['via'], I, O>;
}
type LinearOut<X, V, I extends number, O extends number> = X extends readonly [
  ...infer Rest extends number[],
  infer f extends number,
]
  ? MayEqual<f, I> extends true
    ? readonly [...Rest, O]
    : `linear expects ${I} input feature${Plural<I>} but the previous layer gives ${f}${V & string}`
  : X extends readonly []
    ? 'linear expects at least one axis but the previous layer gives []'
    : readonly [...number[], O];

export interface FlattenFn extends ShapeFn {
  readonly key: 'flatten';
  readonly out: this['in'] extends Shape ? readonly [Elements<this['in']>] : readonly [number];
  readonly outVia: FlattenVia<this['in'], this['via']>;
}
type FlattenVia<X, V> = X extends readonly [number]
  ? V
  : X extends Shape
    ? number extends X['length']
      ? ''
      : number extends X[number]
        ? ''
        : ` = ${Join<X, '×'>}`
    : '';
