import type { Shape } from '../shape.ts';
import type { Show } from './sentence.ts';

/** The shape of an image of these parts. */
export type Image<Format, C extends number, H extends number, W extends number> = Format extends 'NCHW'
  ? readonly [C, H, W]
  : readonly [H, W, C];

/** The parts of an image's shape, `[C, H, W]` whatever the format is. */
export type ImageAxes<Format, X extends readonly [number, number, number]> = Format extends 'NCHW'
  ? X
  : readonly [X[2], X[0], X[1]];

/** What a layer that expects an image says of a shape X that is none; `Else` when the rank is not known. */
export type NoImage<Name extends string, Format, X, Else> = X extends Shape
  ? number extends X['length']
    ? Else
    : `${Name} expects ${Format extends 'NCHW' ? '[channels, height, width]' : '[height, width, channels]'} but the previous layer gives ${Show<X>}`
  : never;
