/**
 * A function from the shape of a layer's input to that of its output, computed by the compiler. A layer's own function
 * is an interface that extends this one, gives `key`, and gives `out` in terms of `this['in']`.
 *
 * `in` and the other inputs are `unknown` here on purpose: `Apply` fills them in by an intersection.
 */
export interface ShapeFn {
  /** Different for each function and its parameters; without it the compiler would take one layer for another. */
  readonly key: unknown;
  /** The shape of one sample. */
  readonly in: unknown;
  /** Where the last size of `in` came from, such as ` = 16×5×5`. */
  readonly via: unknown;
  /** `'NHWC'` or `'NCHW'`. */
  readonly format: unknown;
  /** The shape behind the layer, or the sentence that says why the input does not fit. */
  readonly out: unknown;
  /** `via` for the next layer; leave it out when there is nothing to say. */
  readonly outVia: unknown;
}

/** What every layer carries for the compiler; there is nothing of it at run time. */
export interface HasShape<F extends ShapeFn = ShapeFn> {
  readonly '~shape'?: F;
}

/** The shape function of a layer type. */
export type FnOf<L> = L extends HasShape<infer F> ? F : never;

/** A shape function with its inputs filled in; read `['out']` and `['outVia']`. */
export type Apply<F extends ShapeFn, X, V, Format> = F & { readonly in: X; readonly via: V; readonly format: Format };

/** The function of a layer that changes no shape; `Name` keeps such layers apart. */
export interface SameFn<Name extends string = string> extends ShapeFn {
  readonly key: readonly ['same', Name];
  readonly out: this['in'];
  readonly outVia: this['via'];
}
