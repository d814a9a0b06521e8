import type { MayEqual, Plural, Show } from './sentence.ts';
import type { NoSequence, Padding1d, RowWindowOut, Sequence, SequenceAxes } from './sequence.ts';
import type { ShapeFn } from './shape-fn.ts';

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
      ? RowWindowOut<'conv1d', Format, O, l, K, S, P, D, false>
      : `conv1d expects ${I} input channel${Plural<I>} but the previous layer gives ${c}, in ${Show<X>}`
    : never
  : NoSequence<'conv1d', Format, X, Sequence<Format, O, number>>;
