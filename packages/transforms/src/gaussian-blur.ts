import { ArgumentError, requireKnownOptions, requireNumber, ShapeError, show } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireRange, requireSize, type Size } from './check-arguments.ts';
import { requireParam } from './check-params.ts';
import { blurPlane, gaussianKernel } from './core/gaussian.ts';
import { roundHalfEven } from './core/round-half-even.ts';
import { drawUniform } from './draw.ts';
import { blankPixels, type ImageShape, requirePixels } from './image.ts';
import { Transform } from './transform.ts';

/**
 * Blurs with a bell curve whose standard deviation is drawn from `sigma`, in pixels. Bytes `[H, W, C] -> [H, W, C]` with
 * 1 or 3 channels.
 *
 * `kernelSize` is the size of the kernel, one odd number, or [across, down]. `sigma` is a range [min, max] above 0, or
 * one number; default [0.1, 2].
 *
 * @throws {ArgumentError} when an argument is not allowed.
 * @throws {ShapeError} when half a kernel is not smaller than the side of the image.
 *
 * @example
 * ```js
 * import { GaussianBlur } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(0, 0, 90, 0, 0), width: 5, height: 1, channels: 1 };
 * console.log(new GaussianBlur([3, 1]).apply(image, { sigma: 10 }).data); // Uint8Array(5) [ 0, 30, 30, 30, 0 ]
 * ```
 *
 * @see torchvision.transforms.GaussianBlur
 */
export class GaussianBlur extends Transform<Pixels, Pixels, { readonly sigma: number }> {
  readonly kernelSize: readonly [across: number, down: number];
  readonly sigma: readonly [min: number, max: number];

  constructor(kernelSize: Size, options: { readonly sigma?: number | readonly [min: number, max: number] } = {}) {
    super('GaussianBlur');
    requireKnownOptions(this.name, options, ['sigma']);
    const { sigma = [0.1, 2] } = options;
    this.kernelSize = requireSize(this.name, 'kernelSize', kernelSize);
    if (this.kernelSize.some((size) => size % 2 === 0)) {
      throw new ArgumentError(`GaussianBlur: kernelSize must be odd, not ${show(kernelSize)}`);
    }
    const positive = { min: 1e-6 };
    this.sigma = Array.isArray(sigma)
      ? requireRange(this.name, 'sigma', sigma, positive)
      : [requireNumber(this.name, 'sigma', sigma, positive), sigma as number];
  }

  override params(_shape: ImageShape, generator: Generator): { readonly sigma: number } {
    return { sigma: drawUniform(generator, ...this.sigma) };
  }

  override apply(image: Pixels, params: { readonly sigma: number }): Pixels {
    const sigma = requireParam(this.name, params, 'sigma', { min: 1e-6 });
    const pixels = requirePixels(this.name, image, [1, 3]);
    const { data, height, width, channels } = pixels;
    const [across, down] = this.kernelSize;
    if (across >> 1 >= width || down >> 1 >= height) {
      throw new ShapeError(
        `GaussianBlur: a kernel of ${across}×${down} is too large for an image of ${width}×${height}`,
        {
          rule: 'half the kernel, rounded down, is less than the side of the image, which is mirrored at its edges',
        },
      );
    }
    const kernels = [gaussianKernel(across, sigma), gaussianKernel(down, sigma)] as const;
    const out = blankPixels(height, width, channels);
    for (let k = 0; k < channels; k++) {
      const plane = Float64Array.from({ length: height * width }, (_, i) => data[i * channels + k]!);
      const blurred = blurPlane(plane, pixels, ...kernels);
      for (let i = 0; i < blurred.length; i++) out.data[i * channels + k] = roundHalfEven(blurred[i]!);
    }
    return out;
  }

  protected override args(): readonly unknown[] {
    return [this.kernelSize, { sigma: this.sigma }];
  }
}
