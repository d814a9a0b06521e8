import { checkEncodeOptions, type EncodeImageOptions } from './encode-options.ts';
import { loadSharp } from './load-sharp.ts';
import { type Pixels, pixels } from './pixels.ts';

/**
 * Encodes an image as PNG or JPEG, and returns the bytes of the file. In Node it needs the package sharp.
 *
 * @throws {ArgumentError} when an option is not allowed, or an image with alpha shall become a JPEG.
 * @throws {EnvironmentError} in Node, when sharp is not installed.
 *
 * @example
 * ```js
 * import { encodeImage, pixels } from '@featuremap/images';
 *
 * const image = pixels(new Uint8Array(64 * 64 * 3).fill(128), { width: 64, height: 64, channels: 3 });
 * const jpeg = await encodeImage(image, { format: 'jpeg', quality: 80 });
 * console.log(jpeg[0].toString(16), jpeg[1].toString(16)); // ff d8
 * ```
 *
 * @see PIL.Image.Image.save
 */
export async function encodeImage(image: Pixels, options: EncodeImageOptions = {}): Promise<Uint8Array> {
  const { data, ...size } = image;
  const { width, height, channels } = pixels(data, size);
  const { format, quality } = checkEncodeOptions(image, options);
  const sharp = await loadSharp('encodeImage');
  const raw = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  const encoded = format === 'png' ? raw.png() : raw.jpeg({ quality });
  return new Uint8Array(await (channels === 1 ? encoded.toColourspace('b-w') : encoded).toBuffer());
}
