import { pixels, withChannels } from '@featuremap/images';
import { fromPlane, type Matrix } from '@featuremap/scratch';

/** A file of the reader's as a grey image of at most `side` × `side`, from 0 (black) to 1 (white). It stays in the page. */
export async function readOwnImage(file: Blob, side: number): Promise<Matrix> {
  const bitmap = await createImageBitmap(file);
  const shrink = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(3, Math.round(bitmap.width * shrink));
  const height = Math.max(3, Math.round(bitmap.height * shrink));
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const grey = withChannels(pixels(new Uint8Array(data.buffer), { width, height, channels: 4 }), 1);
  return fromPlane(grey).map((row) => row.map((byte) => byte / 255));
}
