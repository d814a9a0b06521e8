import type { Shape } from '../shape.ts';
import type { InputFn } from './layer-fns.ts';
import type { Apply, FnOf, HasShape, ShapeFn } from './shape-fn.ts';

/** What `Fold` gives for a list with a layer that does not fit. */
export interface Misfit<At extends number = number, Sentence extends string = string> {
  readonly at: At;
  readonly error: Sentence;
}

/**
 * The shape of one sample behind a list of layers, or the first misfit. `X` is the shape before them (`Shape` when it is
 * not known), `V` says where its last size came from. After 500 layers the result is `Shape`: the compiler's recursion
 * ends at 1,000.
 */
export type Fold<
  L extends readonly unknown[],
  X,
  Format = 'NHWC',
  V = '',
  Done extends 0[] = [],
> = Done['length'] extends 500
  ? Shape
  : L extends readonly [infer Head, ...infer Tail]
    ? Apply<FnOf<Head>, X, V, Format> extends infer R extends ShapeFn
      ? R['out'] extends infer O
        ? O extends Shape
          ? Fold<Tail, O, Format, R['outVia'] extends string ? R['outVia'] : '', [...Done, 0]>
          : O extends string
            ? Misfit<Done['length'] & number, O>
            : Fold<Tail, Shape, Format, '', [...Done, 0]>
        : never
      : never
    : L extends readonly []
      ? X
      : Shape;

/** The format that the first layer chooses, if it is an `input`. */
export type FormatOf<L extends readonly unknown[]> = L extends readonly [
  HasShape<InputFn<Shape, infer Format>>,
  ...unknown[],
]
  ? Format
  : 'NHWC';

/** L; if a layer does not fit, its place holds the sentence, so that the compiler marks that argument and prints it. */
export type Checked<L extends readonly unknown[]> =
  Fold<L, Shape, FormatOf<L>> extends Misfit<infer At, infer Sentence>
    ? { readonly [Index in keyof L]: Index extends `${At}` ? Sentence : L[Index] }
    : L;

/** The shape of one sample of a batch of shape X. */
type SampleOf<X extends Shape> = X extends readonly [number, ...infer Sample extends Shape] ? Sample : Shape;

/** The shape of a batch behind the layers L: `[N, …]` to `[N, …]`. */
export type OutputOf<L extends readonly unknown[], X extends Shape> =
  Fold<L, SampleOf<X>, FormatOf<L>> extends infer R extends Shape ? readonly [X[0] & number, ...R] : Shape;

/** X if a batch of that shape fits the layers L, otherwise the sentence. */
export type Fitting<L extends readonly unknown[], X extends Shape> =
  Fold<L, SampleOf<X>, FormatOf<L>> extends Misfit<infer At, infer Sentence> ? `layer ${At}: ${Sentence}` : X;

/** The function of layers one behind the other. */
export interface SequentialFn<L extends readonly unknown[]> extends ShapeFn {
  readonly key: readonly ['sequential', L];
  readonly out: Nested<Fold<L, this['in'], this['format'], this['via']>>;
}
type Nested<R> = R extends Misfit<infer At, infer Sentence> ? `${Sentence} (layer ${At} of a nested sequential)` : R;
