import { ArgumentError, ShapeError, show } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';

/** The size of an image, all that a transform needs to draw its parameters. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** An image as float32: `height × width × channels` numbers, channels last as in {@link Pixels}; `ToTensor` makes it. */
export interface FloatImage {
  readonly data: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Bytes of the given size, all zero. */
export function blankPixels(
  height: number,
  width: number,
  channels: Pixels['channels'],
): Pixels & { data: Uint8Array } {
  return { data: new Uint8Array(height * width * channels), height, width, channels };
}

/** The same image with other bytes of the same size. */
export function withData(pixels: Pixels, data: Uint8Array): Pixels {
  return { data, height: pixels.height, width: pixels.width, channels: pixels.channels };
}

/** Checks that `image` is an image of bytes with one of the numbers of channels that `caller` works on. */
export function requirePixels(caller: string, image: unknown, channels: readonly number[] = [1, 3, 4]): Pixels {
  const pixels = requireImage(caller, image) as Pixels;
  if (!(pixels.data instanceof Uint8Array || pixels.data instanceof Uint8ClampedArray)) {
    throw new ArgumentError(`${caller}: works on bytes, not on ${show(pixels.data)}`, {
      remedy: 'put it before ToTensor, or turn the image into bytes with toPixels',
    });
  }
  requireChannels(caller, pixels, channels);
  return pixels;
}

/** Checks that `image` is an image of floats. */
export function requireFloatImage(caller: string, image: unknown): FloatImage {
  const floats = requireImage(caller, image) as FloatImage;
  if (!(floats.data instanceof Float32Array)) {
    throw new ArgumentError(`${caller}: works on float32 numbers, not on ${show(floats.data)}`, {
      remedy: 'put it behind ToTensor',
    });
  }
  return floats;
}

/** Checks that `image` is an image, of bytes or of floats, whose data fits its size. */
export function requireImage(caller: string, image: unknown): Pixels | FloatImage {
  if (typeof image !== 'object' || image === null || !('data' in image)) {
    throw new ArgumentError(`${caller}: expects an image { data, width, height, channels }, not ${show(image)}`, {
      ...(Array.isArray(image) && { remedy: 'a Lambda that handles the list of crops' }),
    });
  }
  const { data, width, height, channels } = image as Pixels;
  const length = (data as ArrayLike<number> | undefined)?.length;
  const isSize = [width, height, channels].every((n) => Number.isSafeInteger(n) && n > 0);
  if (!isSize || length !== width * height * channels) {
    throw new ShapeError(`${caller}: the data does not fit the size of the image`, {
      received: `data ${show(data)}, width ${show(width)}, height ${show(height)}, channels ${show(channels)}`,
      rule: 'data holds height·width·channels numbers, and none of the three is 0',
    });
  }
  return image as Pixels | FloatImage;
}

/** Checks that an image, or the shape of one, has one of the numbers of channels. */
export function requireChannels(caller: string, shape: ImageShape, channels: readonly number[]): void {
  if (channels.includes(shape.channels)) return;
  throw new ShapeError(`${caller}: works on ${channels.join(' or ')} channels, not on ${shape.channels}`, {
    received: `an image of ${shape.height}×${shape.width}×${shape.channels}`,
    ...(shape.channels === 4 && { remedy: 'decode the image to 3 channels, or drop alpha first' }),
  });
}
