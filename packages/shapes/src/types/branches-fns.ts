import type { Shape } from '../shape.ts';
import type { Add } from './arithmetic.ts';
import type { Fold, Misfit } from './fold.ts';
import type { MayEqualShapes, Show } from './sentence.ts';
import type { ShapeFn } from './shape-fn.ts';

/** The sum of what two layers make of the same input. */
export interface ResidualFn<Branch, Shortcut> extends ShapeFn {
  readonly key: readonly ['residual', Branch, Shortcut];
  readonly out: ResidualOut<
    Behind<Branch, this['in'], this['via'], this['format'], 'the branch of a residual'>,
    Behind<Shortcut, this['in'], this['via'], this['format'], 'the shortcut of a residual'>
  >;
}
type ResidualOut<Y, X> = Y extends Shape
  ? X extends Shape
    ? MayEqualShapes<Y, X> extends true
      ? Y
      : `residual: the branch gives ${Show<Y>} but the shortcut ${Show<X>}`
    : X
  : Y;

/** What layers make of the same input, one behind the other along the channels. */
export interface ConcatFn<Branches extends readonly unknown[]> extends ShapeFn {
  readonly key: readonly ['concat', Branches];
  readonly out: ConcatOut<Branches, this['in'], this['via'], this['format']>;
}
type ConcatOut<Branches extends readonly unknown[], X, V, Format> = Branches extends readonly [
  infer Head,
  ...infer Tail,
]
  ? Behind<Head, X, V, Format, 'branch 0 of a concat'> extends infer First
    ? First extends Shape
      ? Join<Tail, X, V, Format, First, ChannelsOf<Format, First>, [0]>
      : First
    : never
  : Shape;

/** Adds the channels of each further branch, number `At['length']`, to those of the first. */
type Join<
  Branches extends readonly unknown[],
  X,
  V,
  Format,
  First extends Shape,
  C extends number,
  At extends 0[],
> = Branches extends readonly [infer Head, ...infer Tail]
  ? Behind<Head, X, V, Format, `branch ${At['length'] & number} of a concat`> extends infer Y
    ? Y extends Shape
      ? MayEqualShapes<SpaceOf<Format, First>, SpaceOf<Format, Y>> extends true
        ? Join<Tail, X, V, Format, First, Add<C, ChannelsOf<Format, Y>>, [...At, 0]>
        : `concat: branch 0 gives ${Show<First>} but branch ${At['length'] & number} ${Show<Y>}`
      : Y
    : never
  : Branches extends readonly []
    ? number extends First['length']
      ? Shape
      : Format extends 'NCHW'
        ? readonly [C, ...SpaceOf<Format, First>]
        : readonly [...SpaceOf<Format, First>, C]
    : Shape;

/** The shape behind one layer, or its sentence with the place where it stands. */
type Behind<Layer, X, V, Format, Place extends string> =
  Fold<[Layer], X, Format, V> extends infer Y
    ? Y extends Misfit<number, infer Sentence>
      ? `${Sentence} (in ${Place})`
      : Y
    : never;

type ChannelsOf<Format, X extends Shape> = Format extends 'NCHW'
  ? X extends readonly [infer c extends number, ...number[]]
    ? c
    : number
  : X extends readonly [...number[], infer c extends number]
    ? c
    : number;

/** A shape without its channels. */
type SpaceOf<Format, X extends Shape> = Format extends 'NCHW'
  ? X extends readonly [number, ...infer Space extends Shape]
    ? Space
    : Shape
  : X extends readonly [...infer Space extends Shape, number]
    ? Space
    : Shape;
