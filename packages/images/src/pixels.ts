import { ArgumentError, requireInteger, requireKnownOptions, requireOneOf, show } from '@featuremap/errors';

/** An image as bytes: rows from the top, pixels from the left, the channels of a pixel side by side. */
export interface Pixels {
  /** `height × width × channels` bytes. */
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** 1: grey; 3: red, green, blue; 4: the same and alpha, not premultiplied. */
  readonly channels: Channels;
}

/** How many bytes a pixel has. */
export type Channels = 1 | 3 | 4;

export const allowedChannels = [1, 3, 4] as const;

/**
 * Checks that `data` holds an image of the given size, and returns both as `Pixels`. Nothing is copied.
 *
 * @throws {ArgumentError} when data is no array of bytes, or its length is not height × width × channels.
 *
 * @example
 * ```js
 * import { pixels } from '@featuremap/images';
 *
 * const image = pixels(new Uint8Array([0, 255, 255, 0]), { width: 2, height: 2, channels: 1 });
 * console.log(image.width, image.channels); // 2 1
 * ```
 */
export function pixels(data: Uint8Array | Uint8ClampedArray, size: Omit<Pixels, 'data'>): Pixels {
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) {
    throw new ArgumentError(`pixels: data must be a Uint8Array or a Uint8ClampedArray, not ${show(data)}`);
  }
  requireKnownOptions('pixels', size, ['width', 'height', 'channels']);
  const width = requireInteger('pixels', 'width', size.width, { min: 1 });
  const height = requireInteger('pixels', 'height', size.height, { min: 1 });
  const channels = requireOneOf('pixels', 'channels', size.channels, allowedChannels);
  const expected = height * width * channels;
  if (data.length !== expected) {
    throw new ArgumentError(`pixels: ${data.length} bytes are not an image of ${height}x${width}x${channels}`, {
      received: `data ${show(data)}, width ${width}, height ${height}, channels ${channels}`,
      rule: `height × width × channels bytes: ${height} × ${width} × ${channels} = ${expected}`,
    });
  }
  return { data, width, height, channels };
}
