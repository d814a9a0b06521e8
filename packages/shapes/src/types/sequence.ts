import type { Padding, Shape, Sides } from '../shape.ts';
import type { Show } from './sentence.ts';
import type { WindowOut } from './window-out.ts';

/** What lies beyond the ends of a sequence: one number for both, `[before, after]`, `'valid'` for nothing, or `'same'`. */
export type Padding1d = number | Sides | 'same' | 'valid';

/** A sequence of these parts. */
export type Sequence<Format, C extends number, L extends number> = Format extends 'NCHW'
  ? readonly [C, L]
  : readonly [L, C];

/** `[C, L]` whatever the format is. */
export type SequenceAxes<Format, X extends readonly [number, number]> = Format extends 'NCHW'
  ? X
  : readonly [X[1], X[0]];

/** What a layer that expects a sequence says of a shape X that is none; `Else` when the rank is not known. */
export type NoSequence<Name extends string, Format, X, Else> = X extends Shape
  ? number extends X['length']
    ? Else
    : `${Name} expects ${Format extends 'NCHW' ? '[channels, length]' : '[length, channels]'} but the previous layer gives ${Show<X>}`
  : never;

/** A sequence of C channels behind a window that slides over an image of height 1 and width L, or the sentence. */
export type RowWindowOut<
  Name extends string,
  Format,
  C extends number,
  L extends number,
  K extends number,
  S extends number,
  P extends Padding1d,
  D extends number,
  Ceil extends boolean,
> =
  WindowOut<Name, 'NHWC', C, 1, L, readonly [1, K], readonly [1, S], OfRow<P>, readonly [1, D], Ceil> extends infer Y
    ? Y extends readonly [number, infer out extends number, number]
      ? Sequence<Format, C, out>
      : Y
    : never;

/** The padding of an image of height 1. */
type OfRow<P extends Padding1d> = P extends number
  ? readonly [readonly [0, 0], readonly [P, P]]
  : P extends Sides
    ? readonly [readonly [0, 0], P]
    : P extends Padding
      ? P
      : never;
