import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { grayscale } from './core/grayscale.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { WithoutParams } from './without-params.ts';

/**
 * Turns an image grey: 0.299 R + 0.587 G + 0.114 B. Bytes `[H, W, C] -> [H, W, numOutputChannels]` with 1 or 3 channels.
 *
 * `numOutputChannels` is 1 (default) or 3, which gives three equal channels.
 *
 * @throws {ArgumentError} when numOutputChannels is neither.
 *
 * @example
 * ```js
 * import { Grayscale } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(255, 0, 0), width: 1, height: 1, channels: 3 };
 * console.log(new Grayscale().apply(image).data); // Uint8Array(1) [ 76 ]
 * ```
 *
 * @see torchvision.transforms.Grayscale
 */
export class Grayscale extends WithoutParams<Pixels, Pixels> {
  readonly numOutputChannels: 1 | 3;

  constructor(options: { readonly numOutputChannels?: 1 | 3 } = {}) {
    super('Grayscale');
    requireKnownOptions(this.name, options, ['numOutputChannels']);
    this.numOutputChannels = requireOneOf(this.name, 'numOutputChannels', options.numOutputChannels ?? 1, [1, 3]);
  }

  override apply(image: Pixels): Pixels {
    return grayscale(requirePixels(this.name, image, [1, 3]), this.numOutputChannels);
  }

  override outputShape({ height, width }: ImageShape): ImageShape {
    return { height, width, channels: this.numOutputChannels };
  }

  protected override args(): readonly unknown[] {
    return [{ numOutputChannels: this.numOutputChannels }];
  }
}
