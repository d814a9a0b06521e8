import { ArgumentError, requireKnownOptions, requireNumber, requireOneOf, ShapeError, show } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator, GeneratorState } from '@featuremap/random';
import { generatorOf } from './check-params.ts';
import { displace } from './core/displace.ts';
import { blurPlane, gaussianKernel } from './core/gaussian.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { Transform } from './transform.ts';

type PerAxis = readonly [x: number, y: number];

/** Options of {@link ElasticTransform}. */
export interface ElasticTransformOptions {
  /** The strength of the displacements, one number or [x, y]. Default 50. */
  readonly alpha?: number | PerAxis;
  /** Their smoothness: the standard deviation of a blur in pixels, one number or [x, y]; 0 for none. Default 5. */
  readonly sigma?: number | PerAxis;
  /** `'bilinear'` (default) or `'nearest'`. */
  readonly interpolation?: 'nearest' | 'bilinear';
  /** The level of what the image does not cover, 0 to 255. Default 0. */
  readonly fill?: number;
}

/** The generator of the displacements, as it stood: about 7 kB of JSON instead of two numbers for each pixel. */
export interface ElasticParams {
  readonly displacements: GeneratorState;
}

/**
 * Moves every pixel by a smooth random displacement, as seen through water. Bytes `[H, W, C] -> [H, W, C]` with 1 or 3
 * channels.
 *
 * A displacement of 1 is half the width, or half the height: uniform noise of [-1, 1), blurred, times alpha, divided by
 * the height for x and by the width for y (torchvision's choice).
 *
 * @throws {ArgumentError} when an option is not allowed.
 * @throws {ShapeError} when the blur, of 8·sigma + 1 pixels, is too large for the image.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { ElasticTransform } from '@featuremap/transforms';
 *
 * const image = { data: new Uint8Array(28 * 28).fill(200), width: 28, height: 28, channels: 1 };
 * const waves = new ElasticTransform({ alpha: 60, sigma: 3 }).run(image, new Generator(0));
 * console.log(waves.data[14 * 28 + 14]); // 200
 * ```
 *
 * @see torchvision.transforms.ElasticTransform
 */
export class ElasticTransform extends Transform<Pixels, Pixels, ElasticParams> {
  readonly alpha: PerAxis;
  readonly sigma: PerAxis;
  readonly interpolation: 'nearest' | 'bilinear';
  readonly fill: number;

  constructor(options: ElasticTransformOptions = {}) {
    super('ElasticTransform');
    requireKnownOptions(this.name, options, ['alpha', 'sigma', 'interpolation', 'fill']);
    const { alpha = 50, sigma = 5, interpolation = 'bilinear', fill = 0 } = options;
    this.alpha = requirePerAxis('alpha', alpha);
    this.sigma = requirePerAxis('sigma', sigma);
    this.interpolation = requireOneOf(this.name, 'interpolation', interpolation, ['nearest', 'bilinear']);
    this.fill = requireNumber(this.name, 'fill', fill, { min: 0, max: 255 });
  }

  override params({ height, width }: ImageShape, generator: Generator): ElasticParams {
    const displacements = generator.state();
    generator.rand(height * width);
    generator.rand(height * width);
    return { displacements };
  }

  override apply(image: Pixels, params: ElasticParams): Pixels {
    const pixels = requirePixels(this.name, image, [1, 3]);
    const generator = generatorOf(this.name, params, 'displacements');
    const acrossShift = this.#waves(pixels, generator, 0, pixels.height);
    const downShift = this.#waves(pixels, generator, 1, pixels.width);
    return displace(pixels, acrossShift, downShift, this.interpolation, this.fill);
  }

  /** One blurred displacement for each pixel, in halves of the side of its axis. */
  #waves(pixels: Pixels, generator: Generator, axis: 0 | 1, divisor: number): Float64Array {
    const { height, width } = pixels;
    const [alpha, sigma] = [this.alpha[axis], this.sigma[axis]];
    const noise = generator.rand(height * width).map((u) => u * 2 - 1);
    const scaled = (plane: ArrayLike<number>) => Float64Array.from(plane, (value) => (value * alpha) / divisor);
    if (sigma === 0) return scaled(noise);
    const size = Math.trunc(8 * sigma + 1) | 1;
    if (size >> 1 >= Math.min(height, width)) {
      throw new ShapeError(
        `ElasticTransform: a blur of ${size} pixels is too large for an image of ${height}×${width}`,
        {
          rule: `half of it, ${size >> 1}, is less than each side of the image`,
          remedy: 'a smaller sigma',
        },
      );
    }
    const [across, down] = this.sigma.map((s) => gaussianKernel(size, s || 1e-6)) as [Float64Array, Float64Array];
    return scaled(blurPlane(noise, pixels, across, down));
  }

  protected override args(): readonly unknown[] {
    const { alpha, sigma, interpolation, fill } = this;
    return [{ alpha, sigma, interpolation, fill }];
  }
}

function requirePerAxis(name: string, value: unknown): PerAxis {
  const pair = Array.isArray(value) ? value : [value, value];
  if (pair.length !== 2)
    throw new ArgumentError(`ElasticTransform: ${name} must be a number or [x, y], not ${show(value)}`);
  return pair.map((number) => requireNumber('ElasticTransform', name, number, { min: 0 })) as [number, number];
}
