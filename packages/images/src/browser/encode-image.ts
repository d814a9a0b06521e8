import { checkEncodeOptions, type EncodeImageOptions } from '../encode-options.ts';
import { type Pixels, pixels } from '../pixels.ts';
import { withChannels } from '../with-channels.ts';
import { contextOf } from './context-of.ts';

/** `encodeImage` of the package in a browser, by a canvas. */
export async function encodeImage(image: Pixels, options: EncodeImageOptions = {}): Promise<Uint8Array> {
  const { data, ...size } = image;
  const { width, height } = pixels(data, size);
  const { format, quality } = checkEncodeOptions(image, options);
  const context = contextOf(width, height);
  const rgba = new ImageData(width, height);
  rgba.data.set(withChannels(image, 4).data);
  context.putImageData(rgba, 0, 0);
  const blob = await context.canvas.convertToBlob({ type: `image/${format}`, quality: quality / 100 });
  return new Uint8Array(await blob.arrayBuffer());
}
