import type { NoSequence, Padding1d, RowWindowOut, Sequence, SequenceAxes } from './sequence.ts';
import type { ShapeFn } from './shape-fn.ts';

/** Pooling of sequences; a stride of null is the kernel size. */
export interface Pool1dFn<
  Name extends string,
  K extends number,
  S extends number | null,
  P extends Padding1d,
  D extends number,
  Ceil extends boolean,
> extends ShapeFn {
  readonly key: readonly [Name, K, S, P, D, Ceil];
  readonly out: Pool1dOut<
    this['in'],
    this['format'],
    Name,
    K,
    [S] extends [number] ? S : [S] extends [null] ? K : number,
    P,
    D,
    Ceil
  >;
}
type Pool1dOut<
  X,
  Format,
  Name extends string,
  K extends number,
  S extends number,
  P extends Padding1d,
  D extends number,
  Ceil extends boolean,
> = X extends readonly [number, number]
  ? SequenceAxes<Format, X> extends readonly [infer c extends number, infer l extends number]
    ? RowWindowOut<Name, Format, c, l, K, S, P, D, Ceil>
    : never
  : NoSequence<Name, Format, X, Sequence<Format, number, number>>;
