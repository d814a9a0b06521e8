import { ArgumentError, requireKnownOptions, show } from '@featuremap/errors';
import type { ImageShape } from './image.ts';
import { Transform } from './transform.ts';

/** Options of {@link Lambda}. */
export interface LambdaOptions {
  /** The shape of what the function makes, for the transforms behind it. Default: the shape of the image. */
  readonly outputShape?: (shape: ImageShape) => ImageShape;
}

/**
 * Applies a function of your own: `action(image)`. It must not change the image that it gets.
 *
 * A function is no data: a Lambda has no JSON and cannot go to a worker.
 *
 * @throws {ArgumentError} when action is no function.
 *
 * @example
 * ```js
 * import { Lambda } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(1, 2), width: 2, height: 1, channels: 1 };
 * const double = new Lambda((pixels) => ({ ...pixels, data: pixels.data.map((byte) => byte * 2) }));
 * console.log(double.apply(image).data); // Uint8Array(2) [ 2, 4 ]
 * ```
 *
 * @see torchvision.transforms.Lambda
 */
export class Lambda<In = unknown, Out = unknown> extends Transform<In, Out, null> {
  readonly #action: (image: In) => Out;
  readonly #shapeOf: (shape: ImageShape) => ImageShape;

  constructor(action: (image: In) => Out, options: LambdaOptions = {}) {
    super('Lambda');
    requireKnownOptions(this.name, options, ['outputShape']);
    if (typeof action !== 'function') throw new ArgumentError(`Lambda: action must be a function, not ${show(action)}`);
    this.#action = action;
    this.#shapeOf = options.outputShape ?? ((shape) => shape);
  }

  override params(): null {
    return null;
  }

  override apply(image: In): Out {
    return this.#action(image);
  }

  override outputShape(shape: ImageShape): ImageShape {
    return this.#shapeOf(shape);
  }

  protected override args(): never {
    throw new ArgumentError('Lambda: a function cannot be written as JSON, so it cannot go to a worker', {
      received: show(this.#action),
      remedy: 'a transform of this package instead, or no workers',
    });
  }
}
