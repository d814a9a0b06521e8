import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { type Padding, requireBorder } from './border.ts';
import { type Border, type PaddingMode, pad, paddingModes } from './core/pad.ts';
import { type Fill, fillBytes, requireFill } from './fill.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { WithoutParams } from './without-params.ts';

/** Options of {@link Pad}. */
export interface PadOptions {
  /** The colour of a constant border, 0 to 255. Default 0. */
  readonly fill?: Fill;
  /**
   * `'constant'` (default): the fill. `'edge'`: the outermost pixel again and again. `'reflect'`: the image mirrored,
   * 1234 -> 32123432. `'symmetric'`: mirrored with its edge twice, 1234 -> 21123443.
   */
  readonly paddingMode?: PaddingMode;
}

/**
 * Puts a border around an image. `padding` is one width in pixels, [left and right, top and bottom], or
 * [left, top, right, bottom]. Bytes `[H, W, C] -> [top + H + bottom, left + W + right, C]`, exact.
 *
 * @throws {ArgumentError} when an argument is not allowed.
 *
 * @example
 * ```js
 * import { Pad } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(1, 2, 3, 4), width: 4, height: 1, channels: 1 };
 * console.log(new Pad([2, 0], { paddingMode: 'reflect' }).apply(image).data.join('')); // 32123432
 * ```
 *
 * @see torchvision.transforms.Pad
 */
export class Pad extends WithoutParams<Pixels, Pixels> {
  readonly padding: Border;
  readonly fill: Fill;
  readonly paddingMode: PaddingMode;

  constructor(padding: Padding, options: PadOptions = {}) {
    super('Pad');
    requireKnownOptions(this.name, options, ['fill', 'paddingMode']);
    const { fill = 0, paddingMode = 'constant' } = options;
    this.padding = requireBorder(this.name, padding);
    this.fill = requireFill(this.name, fill);
    this.paddingMode = requireOneOf(this.name, 'paddingMode', paddingMode, paddingModes);
  }

  override apply(image: Pixels): Pixels {
    const pixels = requirePixels(this.name, image);
    return pad(this.name, pixels, this.padding, this.paddingMode, fillBytes(this.name, this.fill, pixels.channels));
  }

  override outputShape({ height, width, channels }: ImageShape): ImageShape {
    const { left, top, right, bottom } = this.padding;
    return { height: top + height + bottom, width: left + width + right, channels };
  }

  protected override args(): readonly unknown[] {
    const { left, top, right, bottom } = this.padding;
    return [[left, top, right, bottom], { fill: this.fill, paddingMode: this.paddingMode }];
  }
}
