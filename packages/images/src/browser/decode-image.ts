import { EnvironmentError } from '@featuremap/errors';
import {
  cannotDecode,
  cannotRead,
  checkDecodeOptions,
  type DecodeImageOptions,
  requireFewPixels,
} from '../decode-options.ts';
import { bytesInMemory, fetchBytes, type ImageSource, nameOf } from '../image-source.ts';
import type { Pixels } from '../pixels.ts';
import { withChannels } from '../with-channels.ts';
import { contextOf } from './context-of.ts';
import { withoutExif } from './without-exif.ts';

/** `decodeImage` of the package in a browser, by `createImageBitmap`. */
export async function decodeImage(source: ImageSource, options: DecodeImageOptions = {}): Promise<Pixels> {
  const { channels, maxPixels, jpeg } = checkDecodeOptions(options);
  if (jpeg === 'fast') {
    throw new EnvironmentError("decodeImage: jpeg: 'fast' is for Node; a browser decodes in its own way", {
      remedy: "jpeg: 'exact', the default",
    });
  }
  const name = nameOf(source);
  const bytes = (await bytesInMemory(source)) ?? (await readBytes(source as string | URL, name));
  const bitmap = await toBitmap(bytes, name);
  const { width, height } = bitmap;
  try {
    requireFewPixels(name, width, height, maxPixels);
    const context = contextOf(width, height);
    context.drawImage(bitmap, 0, 0);
    return withChannels({ data: context.getImageData(0, 0, width, height).data, width, height, channels: 4 }, channels);
  } finally {
    bitmap.close();
  }
}

function readBytes(address: string | URL, name: string): Promise<Uint8Array> {
  return fetchBytes(address).catch((cause: unknown) => {
    throw cannotRead(name, cause);
  });
}

async function toBitmap(bytes: Uint8Array, name: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([withoutExif(bytes) as Uint8Array<ArrayBuffer>]), {
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none',
    });
  } catch (error) {
    throw cannotDecode(name, bytes.length, error);
  }
}
