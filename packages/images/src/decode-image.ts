import { decodeByJpegTurbo } from './decode-by-jpeg-turbo.ts';
import { decodeBySharp } from './decode-by-sharp.ts';
import { cannotRead, checkDecodeOptions, type DecodeImageOptions } from './decode-options.ts';
import { bytesInMemory, fetchBytes, type ImageSource, nameOf } from './image-source.ts';
import type { Pixels } from './pixels.ts';
import { withChannels } from './with-channels.ts';

/**
 * Decodes a JPEG, PNG, WebP, GIF or AVIF image (in Node also TIFF); of an animation, its first picture.
 *
 * The pixels are those of torchvision's default loader: as stored, without turning the image as its EXIF orientation says
 * and without applying an ICC profile; 8 bits a channel. In Node it needs the package sharp, loaded at the first call, and
 * for `jpeg: 'fast'` also the package @julusian/jpeg-turbo. In a browser, where a canvas holds the pixels, colours under
 * partly transparent alpha are not exact, and the orientation is ignored in JPEG files only.
 *
 * @throws {DataError} when the image cannot be read, is truncated or corrupt, or has more than `maxPixels` pixels.
 * @throws {EnvironmentError} in Node, when a package that is needed is not installed; in a browser with `jpeg: 'fast'`.
 *
 * @example
 * ```js
 * import { decodeImage, encodeImage, pixels } from '@featuremap/images';
 *
 * const image = pixels(new Uint8Array([250, 0, 0, 0, 0, 250]), { width: 2, height: 1, channels: 3 });
 * const png = await encodeImage(image);
 * console.log((await decodeImage(png)).data); // Uint8Array(6) [ 250, 0, 0, 0, 0, 250 ]
 * console.log((await decodeImage(png, { channels: 1 })).data); // Uint8Array(2) [ 75, 28 ]
 * ```
 *
 * @see torchvision.datasets.folder.default_loader; PIL.Image.open
 */
export async function decodeImage(source: ImageSource, options: DecodeImageOptions = {}): Promise<Pixels> {
  const { channels, maxPixels, jpeg, room } = checkDecodeOptions(options);
  const name = nameOf(source);
  const bytes = (await bytesInMemory(source)) ?? (await readBytes(source as string | URL, name));
  const fast = jpeg === 'fast' ? await decodeByJpegTurbo(bytes, { maxPixels, room }) : undefined;
  return withChannels(fast ?? (await decodeBySharp(bytes, { name, maxPixels, room })), channels);
}

async function readBytes(source: string | URL, name: string): Promise<Uint8Array> {
  const onDisk = typeof source === 'string' || source.protocol === 'file:';
  try {
    return await (onDisk ? readFile(source) : fetchBytes(source));
  } catch (cause) {
    throw cannotRead(name, cause);
  }
}

/** In a worker thread, where nothing else waits, at once: that takes a quarter of the time. */
async function readFile(path: string | URL): Promise<Uint8Array> {
  const { isMainThread } = process.getBuiltinModule('node:worker_threads');
  const { readFileSync, promises } = process.getBuiltinModule('node:fs');
  return isMainThread ? promises.readFile(path) : readFileSync(path);
}
