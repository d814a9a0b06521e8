import type { Generator } from '@featuremap/random';
import type { WarpStep } from './core/one-warp.ts';
import { type ImageShape, requireImage } from './image.ts';
import type { Canvas } from './kernels/canvas.ts';

/** A transform as plain JSON: its name and the arguments of its constructor. `transformFromJSON` builds it again. */
export interface TransformJSON {
  readonly transform: string;
  readonly args: readonly unknown[];
}

/**
 * What every transform is: `params` draws, `apply` acts and never draws. Params are plain JSON, so an augmentation can
 * be logged and replayed, and one draw serves an image and its mask.
 */
export abstract class Transform<In = unknown, Out = unknown, Params = unknown> {
  /** The name of the class, by which `transformFromJSON` finds it. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Draws the parameters for one image of the given shape. */
  abstract params(shape: ImageShape, generator: Generator): Params;

  /** Transforms an image; it draws nothing and leaves the input as it is. */
  abstract apply(image: In, params: Params): Out;

  /**
   * Does what `apply` does on a canvas of bytes, on which a Compose gathers the work of several transforms; returns
   * whether it did. When not, the Compose reads the canvas back and calls `apply`.
   */
  applyToCanvas?(canvas: Canvas, params: Params): boolean;

  /** The same on a canvas of floats. */
  applyToFloatCanvas?(canvas: Canvas, params: Params): boolean;

  /**
   * What `apply` does to images of that shape where it only moves pixels about, for a Compose that fuses such steps; or
   * undefined.
   */
  warpStep?(shape: ImageShape, params: Params): WarpStep | undefined;

  /** The shape of the result; by default that of the image. */
  outputShape(shape: ImageShape, _params: Params): ImageShape {
    return shape;
  }

  /** The arguments that make this transform again, as plain JSON. */
  protected abstract args(): readonly unknown[];

  /** Draws and applies at once. */
  run(image: In, generator: Generator): Out {
    const { height, width, channels } = requireImage(this.name, image);
    return this.apply(image, this.params({ height, width, channels }, generator));
  }

  /** This transform as plain JSON, for a worker, a file or a log. */
  toJSON(): TransformJSON {
    return { transform: this.name, args: this.args() };
  }
}
