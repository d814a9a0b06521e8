import { DataError } from '@featuremap/errors';
import {
  cannotDecode,
  cannotRead,
  checkDecodeOptions,
  type DecodeImageOptions,
  requireFewPixels,
} from './decode-options.ts';
import { bytesInMemory, fetchBytes, type ImageSource, nameOf } from './image-source.ts';
import { decodeJpeg } from './jpeg/decode-jpeg.ts';
import { readJpegHeader } from './jpeg/read-header.ts';
import { loadSharp } from './load-sharp.ts';
import type { Channels, Pixels } from './pixels.ts';
import { withChannels } from './with-channels.ts';

/** The formats that browsers decode too, and TIFF; not those that sharp would draw or run, such as SVG. */
const formats = ['jpeg', 'png', 'webp', 'gif', 'heif', 'avif', 'tiff'];

/**
 * Decodes a JPEG, PNG, WebP, GIF or AVIF image (in Node also TIFF); of an animation, its first picture.
 *
 * The pixels are those of torchvision's default loader: as stored, without turning the image as its EXIF orientation says
 * and without applying an ICC profile; 8 bits a channel. In Node it decodes common JPEG files itself and needs the
 * package sharp for all others, loaded at the first of them. In a browser, where a canvas holds the pixels, colours under partly transparent alpha are not exact, and the orientation
 * is ignored in JPEG files only.
 *
 * @throws {DataError} when the image cannot be read, is truncated or corrupt, or has more than `maxPixels` pixels.
 * @throws {EnvironmentError} in Node, when sharp is needed and not installed.
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
  const { channels, maxPixels } = checkDecodeOptions(options);
  const name = nameOf(source);
  const bytes = (await bytesInMemory(source)) ?? (await readBytes(source as string | URL, name));
  const jpeg = readJpegHeader(bytes);
  if (jpeg !== undefined) {
    requireFewPixels(name, jpeg.width, jpeg.height, maxPixels);
    const image = decodeJpeg(bytes, jpeg, options.room);
    if (image !== undefined) return withChannels(image, channels);
  }
  const sharp = await loadSharp('decodeImage');
  try {
    const image = sharp(bytes, { ignoreIcc: true, failOn: 'error', limitInputPixels: false });
    const { format, width, height } = await image.metadata();
    if (!formats.includes(format)) throw new Error(`the format is ${format}, not one of ${formats.join(', ')}`);
    requireFewPixels(name, width, height, maxPixels);
    const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return withChannels(fromRaw(data, info.width, info.height, info.channels), channels);
  } catch (error) {
    throw error instanceof DataError ? error : cannotDecode(name, bytes.length, error);
  }
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
  const { isMainThread } = await import('node:worker_threads');
  const { readFileSync, promises } = await import('node:fs');
  return isMainThread ? promises.readFile(path) : readFileSync(path);
}

/** Grey with alpha, the one form that `Pixels` lacks, becomes colour with alpha. */
function fromRaw(data: Uint8Array, width: number, height: number, channels: number): Pixels {
  if (channels !== 2) return { data: new Uint8Array(data), width, height, channels: channels as Channels };
  const colour = new Uint8Array(width * height * 4);
  for (let i = 0, j = 0; j < colour.length; i += 2, j += 4) {
    colour.fill(data[i]!, j, j + 3);
    colour[j + 3] = data[i + 1]!;
  }
  return { data: colour, width, height, channels: 4 };
}
