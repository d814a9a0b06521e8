import type { DataFormat, Shape } from './shape.ts';
import type { HasShape, ShapeFn } from './types/shape-fn.ts';
import type { Window } from './window.ts';

/** What a layer knows beyond the shape of its input. */
export interface ShapeContext {
  readonly dataFormat: DataFormat;
  /** Where the last size of the input came from, such as ` = 16×5×5` behind a Flatten; empty when there is no more to say. */
  readonly via: string;
}

/** What a layer gives: the shape of one sample, and where its last size came from (see `ShapeContext.via`). */
export interface Inferred {
  readonly shape: Shape;
  readonly via: string;
}

/**
 * A layer as far as its sizes go: what every layer of Featuremap implements and what `summary` reads. Shapes are those
 * of one sample, without the batch. `F` is the same shape function for the compiler.
 */
export interface LayerDescription<F extends ShapeFn = ShapeFn> extends HasShape<F> {
  /** As sentences call it: `conv2d`. */
  readonly name: string;
  /** As reports call it, where that says more than its name: `conv2d + relu`. */
  readonly label?: string;
  /** The shape behind the layer. @throws {ShapeError} when the input does not fit. */
  infer(input: Shape, context: ShapeContext): Inferred;
  /** How many numbers it learns. */
  params(): number;
  /** Multiply-adds for one sample of a shape that fits. */
  macs(input: Shape, context: ShapeContext): number;
  /**
   * The window that one output position sees. A layer without this method sees one position (an activation); `undefined`
   * means that its output has no positions any more (flatten).
   */
  window?(input: Shape, context: ShapeContext): Window | undefined;
  /** A container's layers, one behind the other. */
  readonly layers?: readonly LayerDescription[];
  /** A container's layers, side by side on the same input. */
  readonly branches?: readonly LayerDescription[];
}
