import type { Pair } from '../shape.ts';
import type { Multiply } from './arithmetic.ts';
import type { Image, ImageAxes, NoImage } from './image.ts';
import type { ShapeFn } from './shape-fn.ts';
import type { AxisOf } from './window-out.ts';

export interface UpsampleFn<Size extends Pair | undefined, Scale extends Pair | undefined> extends ShapeFn {
  readonly key: readonly ['upsample', Size, Scale];
  readonly out: UpsampleOut<this['in'], this['format'], Size, Scale>;
}
type UpsampleOut<X, Format, Size extends Pair | undefined, Scale extends Pair | undefined> = X extends readonly [
  number,
  number,
  number,
]
  ? ImageAxes<Format, X> extends readonly [infer c extends number, infer h extends number, infer w extends number]
    ? Image<Format, c, Scaled<h, Size, Scale, 0>, Scaled<w, Size, Scale, 1>>
    : never
  : NoImage<'upsample', Format, X, Image<Format, number, number, number>>;

/** The size along one axis; a factor that is no whole number leaves it open. */
type Scaled<N extends number, Size extends Pair | undefined, Scale extends Pair | undefined, Axis extends 0 | 1> = [
  Size,
] extends [Pair]
  ? AxisOf<Size, Axis>
  : [Scale] extends [Pair]
    ? 0 extends AxisOf<Scale, Axis>
      ? number
      : Multiply<N, AxisOf<Scale, Axis>>
    : number;
