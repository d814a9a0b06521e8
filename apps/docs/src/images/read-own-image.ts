import { type Pixels, pixels, withChannels } from '@featuremap/images';
import { fromPlane, type Matrix } from '@featuremap/scratch';

/** A file of the reader's as a colour image of at most `side` × `side`. It stays in the page. */
export async function readOwnPixels(file: Blob, side: number): Promise<Pixels> {
  const bitmap = await createImageBitmap(file);
  const shrink = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(3, Math.round(bitmap.width * shrink));
  const height = Math.max(3, Math.round(bitmap.height * shrink));
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return withChannels(pixels(new Uint8Array(data.buffer), { width, height, channels: 4 }), 3);
}

/** The same in grey, from 0 (black) to 1 (white). */
export async function readOwnImage(file: Blob, side: number): Promise<Matrix> {
  const grey = withChannels(await readOwnPixels(file, side), 1);
  return fromPlane(grey).map((row) => row.map((byte) => byte / 255));
}
