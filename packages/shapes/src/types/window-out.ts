import type { Padding, Pair, Sides } from '../shape.ts';
import type { Add, CeilDivide, FloorDivide, IsLess, IsNatural, Multiply, Subtract } from './arithmetic.ts';
import type { Image } from './image.ts';

/** The entry of one axis; `number` when it is not known. */
export type AxisOf<V extends Pair, Axis extends 0 | 1> = number extends V
  ? number
  : V extends number
    ? V
    : V extends readonly [number, number]
      ? V[Axis]
      : number;

/** [before, after] of one axis, or 'same'. */
export type SidesOf<P extends Padding, Axis extends 0 | 1> = number extends P
  ? Sides
  : P extends 'same'
    ? 'same'
    : P extends 'valid'
      ? readonly [0, 0]
      : P extends number
        ? readonly [P, P]
        : P extends readonly [infer H, infer W]
          ? BothSides<[H, W][Axis]>
          : Sides;
type BothSides<E> = E extends number ? readonly [E, E] : E extends Sides ? E : Sides;

/** How many positions a window takes along an axis of N, or the first half of a sentence. */
type Positions<
  N extends number,
  K extends number,
  S extends number,
  P extends Sides | 'same',
  D extends number,
  Ceil extends boolean,
> = P extends readonly [infer before extends number, infer after extends number]
  ? IsNatural<N | K | S | before | after | D> extends true
    ? 0 extends K | S | D
      ? number
      : Fit<N, S, before, Add<Add<N, before>, after>, Add<Multiply<D, Subtract<K, 1>>, 1>, Ceil>
    : number
  : IsNatural<N | S> extends true
    ? 0 extends S
      ? number
      : CeilDivide<N, S>
    : number;

/** The same, from the size of the padded input and that of the window. */
type Fit<
  N extends number,
  S extends number,
  before extends number,
  Padded extends number,
  Covered extends number,
  Ceil extends boolean,
> = [Subtract<Padded, Covered>] extends [infer Room extends number]
  ? [Room] extends [never]
    ? Ceil extends true
      ? IsLess<Subtract<Covered, Padded>, S> extends true
        ? 1
        : TooLarge<Covered, Padded>
      : TooLarge<Covered, Padded>
    : Ceil extends true
      ? CeilDivide<Room, S> extends infer Steps extends number
        ? IsLess<Multiply<Steps, S>, Add<N, before>> extends true
          ? Add<Steps, 1>
          : Steps
        : never
      : Add<FloorDivide<Room, S>, 1>
  : never;
type TooLarge<
  Covered extends number,
  Padded extends number,
> = `window ${Covered} is larger than the padded input ${Padded}`;

/** An image of C channels behind a window that slides over H×W, or the sentence of layer `Name`. */
export type WindowOut<
  Name extends string,
  Format,
  C extends number,
  H extends number,
  W extends number,
  K extends Pair,
  S extends Pair,
  P extends Padding,
  D extends Pair,
  Ceil extends boolean,
> =
  Positions<H, AxisOf<K, 0>, AxisOf<S, 0>, SidesOf<P, 0>, AxisOf<D, 0>, Ceil> extends infer h
    ? Positions<W, AxisOf<K, 1>, AxisOf<S, 1>, SidesOf<P, 1>, AxisOf<D, 1>, Ceil> extends infer w
      ? h extends number
        ? w extends number
          ? Image<Format, C, h, w>
          : `${Name}: ${w & string} along the width`
        : `${Name}: ${h & string} along the height`
      : never
    : never;
