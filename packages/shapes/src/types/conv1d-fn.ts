import type { Padding, Shape, Sides } from '../shape.ts';
import type { MayEqual, Plural, Show } from './sentence.ts';
import type { ShapeFn } from './shape-fn.ts';
import type { WindowOut } from './window-out.ts';

/** What lies beyond the ends of a sequence: one number for both, `[before, after]`, `'valid'` for nothing, or `'same'`. */
export type Padding1d = number | Sides | 'same' | 'valid';

export interface Conv1dFn<
  I extends number,
  O extends number,
  K extends number,
  S extends number,
  P extends Padding1d,
  D extends number,
> extends ShapeFn {
  readonly key: readonly ['conv1d', I, O, K, S, P, D];
  readonly out: Conv1dOut<this['in'], this['format'], I, O, K, S, P, D>;
}
type Conv1dOut<
  X,
  Format,
  I extends number,
  O extends number,
  K extends number,
  S extends number,
  P extends Padding1d,
  D extends number,
> = X extends readonly [number, number]
  ? SequenceAxes<Format, X> extends readonly [infer c extends number, infer l extends number]
    ? MayEqual<c, I> extends true
      ? // An image of height 1, whose last axis with channels last and height go away.
        WindowOut<
          'conv1d',
          'NHWC',
          O,
          1,
          l,
          readonly [1, K],
          readonly [1, S],
          OfRow<P>,
          readonly [1, D],
          false
        > extends infer Y
        ? Y extends readonly [number, infer out extends number, number]
          ? Sequence<Format, O, out>
          : Y
        : never
      : `conv1d expects ${I} input channel${Plural<I>} but the previous layer gives ${c}, in ${Show<X>}`
    : never
  : X extends Shape
    ? number extends X['length']
      ? Sequence<Format, O, number>
      : `conv1d expects ${Format extends 'NCHW' ? '[channels, length]' : '[length, channels]'} but the previous layer gives ${Show<X>}`
    : never;

type Sequence<Format, C extends number, L extends number> = Format extends 'NCHW' ? readonly [C, L] : readonly [L, C];

/** `[C, L]` whatever the format is. */
type SequenceAxes<Format, X extends readonly [number, number]> = Format extends 'NCHW' ? X : readonly [X[1], X[0]];

/** The padding of an image of height 1. */
type OfRow<P extends Padding1d> = P extends number
  ? readonly [readonly [0, 0], readonly [P, P]]
  : P extends Sides
    ? readonly [readonly [0, 0], P]
    : P extends Padding
      ? P
      : never;
