import { ArgumentError, DataError, requireInteger, requireKnownOptions, requireOneOf, show } from '@featuremap/errors';
import { allowedChannels, type Channels } from './pixels.ts';

/** How `decodeImage` decodes. */
export interface DecodeImageOptions {
  /** 1: grey; 3: red, green, blue; 4: with alpha. Converted as by `withChannels`. Default 3. */
  readonly channels?: Channels;
  /**
   * The most pixels that an image may have, by width × height; default 100,000,000. A small file can state a huge size to
   * fill the memory: such a file is refused.
   */
  readonly maxPixels?: number;
  /**
   * How JPEG files are decoded in Node. `'exact'`: by sharp, to the bytes of PIL. `'fast'`: by the package
   * @julusian/jpeg-turbo, in less than half of the time, with a less exact cosine transform: the bytes of photographs are off
   * by 1 level of 255 on average and by up to 4 at qualities to 85, above that by more, up to 16 at 100. sharp still decodes
   * what is progressive, CMYK or damaged, and all other formats. A browser has its own way and refuses `'fast'`. Default
   * `'exact'`.
   */
  readonly jpeg?: 'exact' | 'fast';
  /**
   * Memory in which the pixels may be put, instead of new memory, where it is long enough: such as the `data` of an image
   * that is needed no more. Default: new memory.
   */
  readonly room?: Uint8Array;
}

type CheckedOptions = Required<Omit<DecodeImageOptions, 'room'>> & { readonly room: Uint8Array | undefined };

export function checkDecodeOptions(options: DecodeImageOptions): CheckedOptions {
  requireKnownOptions('decodeImage', options, ['channels', 'maxPixels', 'jpeg', 'room']);
  const { channels = 3, maxPixels = 100_000_000, jpeg = 'exact', room } = options;
  if (room !== undefined && !(room instanceof Uint8Array)) {
    throw new ArgumentError(`decodeImage: room must be a Uint8Array, not ${show(room)}`);
  }
  return {
    channels: requireOneOf('decodeImage', 'channels', channels, allowedChannels),
    maxPixels: requireInteger('decodeImage', 'maxPixels', maxPixels, { min: 1 }),
    jpeg: requireOneOf('decodeImage', 'jpeg', jpeg, ['exact', 'fast']),
    room,
  };
}

export function requireFewPixels(name: string, width: number, height: number, maxPixels: number): void {
  if (width * height <= maxPixels) return;
  throw new DataError(`decodeImage: ${name} has ${width * height} pixels, more than ${maxPixels}`, {
    received: `width ${width}, height ${height}`,
    rule: `width × height <= maxPixels = ${maxPixels}`,
    remedy: 'a larger maxPixels, if the file can be trusted',
  });
}

/** The error for bytes that no decoder takes. */
export function cannotDecode(name: string, bytes: number, cause: unknown): DataError {
  return new DataError(`decodeImage: ${name} cannot be decoded: it is truncated, corrupt or no image`, {
    received: `${bytes} bytes; ${(cause instanceof Error ? cause.message : String(cause)).split('\n')[0]}`,
    cause,
  });
}

/** The error for an image that cannot be fetched or opened. */
export function cannotRead(name: string, cause: unknown): DataError {
  return new DataError(`decodeImage: ${name} cannot be read`, {
    received: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
}
