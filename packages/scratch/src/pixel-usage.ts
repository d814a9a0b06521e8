import { ArgumentError, requireKnownOptions, show } from '@featuremap/errors';
import { build, type Size2 } from './matrix.ts';
import { layWindows, type Pair, requirePair, slide, type WindowOptions } from './window.ts';

/** Options of {@link pixelUsage}. */
export interface PixelUsageOptions extends WindowOptions {
  /** Rows and columns of the window: a number or [height, width]. */
  readonly kernelSize: Pair;
}

/**
 * How many windows see each pixel of an image: few at the corners, most in the middle, and none where a stride steps
 * over a pixel.
 *
 * `[height, width] -> [H, W]`
 *
 * @param size `[height, width]` of the image.
 * @param options `kernelSize`; `stride` (default 1); `padding` (default 0), which brings windows to the border pixels.
 * @throws {ArgumentError} when an option is not allowed.
 * @throws {ShapeError} when the window is larger than the padded image.
 *
 * @example
 * ```js
 * import { pixelUsage } from '@featuremap/scratch';
 *
 * console.log(JSON.stringify(pixelUsage([4, 4], { kernelSize: 2 }))); // [[1,2,2,1],[2,4,4,2],[2,4,4,2],[1,2,2,1]]
 * console.log(JSON.stringify(pixelUsage([1, 4], { kernelSize: [1, 2], stride: 3 }))); // [[1,1,0,0]]
 * ```
 */
export function pixelUsage(size: Size2, options: PixelUsageOptions): number[][] {
  requireKnownOptions('pixelUsage', options, ['kernelSize', 'stride', 'padding'] satisfies (keyof PixelUsageOptions)[]);
  if (!Array.isArray(size)) throw new ArgumentError(`pixelUsage: size must be [height, width], not ${show(size)}`);
  const imageSize = requirePair('pixelUsage', 'size', size, 1);
  const [kH, kW] = requirePair('pixelUsage', 'kernelSize', options.kernelSize, 1);
  const { stride = 1, padding = 0 } = options;
  const counts = build(imageSize, () => 0);
  for (const { top, left } of slide(layWindows('pixelUsage', imageSize, [kH, kW], { stride, padding }))) {
    for (const row of counts.slice(Math.max(0, top), Math.max(0, top + kH))) {
      for (let j = Math.max(0, left); j < Math.min(row.length, left + kW); j++) row[j]! += 1;
    }
  }
  return counts;
}
