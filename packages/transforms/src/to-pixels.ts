import type { Pixels } from '@featuremap/images';
import { clampByte } from './core/clamp-byte.ts';
import { type FloatImage, requireChannels, requireFloatImage } from './image.ts';

/**
 * Turns floats from 0 to 1 into bytes: 255·x, cut to 0..255, its fraction cut off. `[H, W, C] -> [H, W, C]` with 1, 3 or
 * 4 channels. The inverse of `ToTensor`.
 *
 * @throws {ArgumentError} when the image holds no floats.
 *
 * @example
 * ```js
 * import { toPixels } from '@featuremap/transforms';
 *
 * const image = { data: Float32Array.of(0, 0.5, 2), width: 1, height: 1, channels: 3 };
 * console.log(toPixels(image).data); // Uint8Array(3) [ 0, 127, 255 ]
 * ```
 *
 * @see torchvision.transforms.ToPILImage
 */
export function toPixels(image: FloatImage): Pixels {
  const { data, height, width, channels } = requireFloatImage('toPixels', image);
  requireChannels('toPixels', image, [1, 3, 4]);
  const bytes = Uint8Array.from(data, (x) => clampByte(Math.fround(x * 255)));
  return { data: bytes, height, width, channels: channels as Pixels['channels'] };
}
