import type { Padding, Pair, Sides } from '../shape.ts';
import type { Add, IsLess, IsNatural, Multiply, Subtract } from './arithmetic.ts';
import type { Image, ImageAxes, NoImage } from './image.ts';
import type { MayEqual, Plural, Show } from './sentence.ts';
import type { ShapeFn } from './shape-fn.ts';
import type { AxisOf, SidesOf } from './window-out.ts';

export interface ConvTranspose2dFn<
  I extends number,
  O extends number,
  K extends Pair,
  S extends Pair,
  P extends Padding,
  E extends Pair,
  D extends Pair,
> extends ShapeFn {
  readonly key: readonly ['convTranspose2d', I, O, K, S, P, E, D];
  readonly out: ConvTranspose2dOut<this['in'], this['format'], I, O, K, S, P, E, D>;
}
type ConvTranspose2dOut<
  X,
  Format,
  I extends number,
  O extends number,
  K extends Pair,
  S extends Pair,
  P extends Padding,
  E extends Pair,
  D extends Pair,
> = X extends readonly [number, number, number]
  ? ImageAxes<Format, X> extends readonly [infer c extends number, infer h extends number, infer w extends number]
    ? MayEqual<c, I> extends true
      ? Spread<h, AxisOf<K, 0>, AxisOf<S, 0>, SidesOf<P, 0>, AxisOf<E, 0>, AxisOf<D, 0>> extends infer outH
        ? Spread<w, AxisOf<K, 1>, AxisOf<S, 1>, SidesOf<P, 1>, AxisOf<E, 1>, AxisOf<D, 1>> extends infer outW
          ? outH extends number
            ? outW extends number
              ? Image<Format, O, outH, outW>
              : `convTranspose2d: ${outW & string} along the width`
            : `convTranspose2d: ${outH & string} along the height`
          : never
        : never
      : `convTranspose2d expects ${I} input channel${Plural<I>} but the previous layer gives ${c}, in ${Show<X>}`
    : never
  : NoImage<'convTranspose2d', Format, X, Image<Format, O, number, number>>;

/** `(N - 1)·S + D·(K - 1) + 1 + E` less the padding, or half a sentence. */
type Spread<
  N extends number,
  K extends number,
  S extends number,
  P extends Sides | 'same',
  E extends number,
  D extends number,
> = P extends readonly [infer before extends number, infer after extends number]
  ? IsNatural<N | K | S | before | after | E | D> extends true
    ? 0 extends N | K | S | D
      ? number
      : Cut<
          Add<Add<Multiply<Subtract<N, 1>, S>, Add<Multiply<D, Subtract<K, 1>>, 1>>, E>,
          Add<before, after>,
          before,
          after
        >
    : number
  : number;
type Cut<Full extends number, P extends number, before extends number, after extends number> =
  IsLess<P, Full> extends true ? Subtract<Full, P> : `padding ${before} + ${after} leaves nothing`;
