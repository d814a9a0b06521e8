import type { Shape } from '../shape.ts';
import type { Elements, Join, MayEqual, Plural, Show } from './sentence.ts';
import type { ShapeFn } from './shape-fn.ts';

export interface UnflattenFn<S extends Shape> extends ShapeFn {
  readonly key: readonly ['unflatten', S];
  readonly out: UnflattenOut<this['in'], this['via'], S>;
}
type UnflattenOut<X, V, S extends Shape> = X extends readonly [infer f extends number]
  ? MayEqual<f, Elements<S>> extends true
    ? S
    : `unflatten expects ${Expected<S>} but the previous layer gives ${f}${V & string}`
  : X extends Shape
    ? number extends X['length']
      ? S
      : `unflatten expects ${Expected<S>} but the previous layer gives ${Show<X>}`
    : S;

/** '784 features = 7×7×16' */
type Expected<S extends Shape> =
  `${Elements<S>} feature${Plural<Elements<S>>}${S extends readonly [number] ? '' : ` = ${Join<S, '×'>}`}`;
