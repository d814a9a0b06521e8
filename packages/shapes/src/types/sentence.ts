import type { Shape } from '../shape.ts';
import type { Multiply } from './arithmetic.ts';

type Dim<N extends number> = number extends N ? '?' : `${N}`;

/** '16×5×5' */
export type Join<S extends Shape, Between extends string, Done extends string = ''> = S extends readonly [
  infer Head extends number,
  ...infer Tail extends Shape,
]
  ? Join<Tail, Between, Done extends '' ? Dim<Head> : `${Done}${Between}${Dim<Head>}`>
  : Done;

/** '[28, 28, 1]', with ? for a size that is not known. */
export type Show<S extends Shape> = number extends S['length'] ? '[…]' : `[${Join<S, ', '>}]`;

/** 's', but not after 1. */
export type Plural<N extends number> = N extends 1 ? '' : 's';

/** The number of elements, `number` when a size is not known. */
export type Elements<S extends Shape, Done extends number = 1> = S extends readonly [
  infer Head extends number,
  ...infer Tail extends Shape,
]
  ? Elements<Tail, Multiply<Done, Head>>
  : S extends readonly []
    ? Done
    : number;

/** False only when A and B are surely different: two literals, or unions without a common member. */
export type MayEqual<A extends number, B extends number> = number extends A | B
  ? true
  : [A & B] extends [never]
    ? false
    : true;

/** False only when two shapes are surely different. */
export type MayEqualShapes<A extends Shape, B extends Shape> = A extends readonly [
  infer a extends number,
  ...infer A1 extends Shape,
]
  ? B extends readonly [infer b extends number, ...infer B1 extends Shape]
    ? MayEqual<a, b> extends true
      ? MayEqualShapes<A1, B1>
      : false
    : number extends B['length']
      ? true
      : false
  : number extends A['length']
    ? true
    : B extends readonly []
      ? true
      : number extends B['length']
        ? true
        : false;
