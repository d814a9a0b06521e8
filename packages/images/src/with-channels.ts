import { requireOneOf } from '@featuremap/errors';
import { allowedChannels, type Channels, type Pixels } from './pixels.ts';

/**
 * The image with another number of channels: colour becomes grey by 0.299 R + 0.587 G + 0.114 B in 16-bit fixed point,
 * grey becomes colour by repetition, new alpha is 255, and alpha that has no place is dropped, not blended. An image that
 * has the channels already is returned as it is.
 *
 * @throws {ArgumentError} when channels is not 1, 3 or 4.
 *
 * @example
 * ```js
 * import { pixels, withChannels } from '@featuremap/images';
 *
 * const red = pixels(new Uint8Array([255, 0, 0]), { width: 1, height: 1, channels: 3 });
 * console.log(withChannels(red, 1).data); // Uint8Array(1) [ 76 ]
 * console.log(withChannels(red, 4).data); // Uint8Array(4) [ 255, 0, 0, 255 ]
 * ```
 *
 * @see PIL.Image.convert with 'L', 'RGB' and 'RGBA', which gives the same bytes
 */
export function withChannels(image: Pixels, channels: Channels): Pixels {
  requireOneOf('withChannels', 'channels', channels, allowedChannels);
  if (image.channels === channels) return image;
  const { data: from, channels: fromChannels, width, height } = image;
  const to = new Uint8Array(width * height * channels);
  const isGrey = fromChannels === 1;
  for (let i = 0, j = 0; j < to.length; i += fromChannels, j += channels) {
    const red = from[i]!;
    const green = isGrey ? red : from[i + 1]!;
    const blue = isGrey ? red : from[i + 2]!;
    if (channels === 1) {
      to[j] = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
      continue;
    }
    to[j] = red;
    to[j + 1] = green;
    to[j + 2] = blue;
    if (channels === 4) to[j + 3] = 255;
  }
  return { data: to, width, height, channels };
}
