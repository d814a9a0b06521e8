import type { Matrix } from '@featuremap/scratch';
import { fromPlane } from '@featuremap/scratch';
import { readFashionMnist } from './read-fashion-mnist.ts';

// Read while the site is built: what reaches the page is the pixels of two images.
const test = await readFashionMnist('test');

/** Images of Fashion-MNIST for the figures, 28 × 28, from 0 (black) to 1 (white). */
export const sampleImages: { readonly boot: Matrix; readonly trousers: Matrix } = {
  boot: image(0),
  trousers: image(2),
};

function image(index: number): Matrix {
  const { data, width, height } = test.get(index).pixels;
  return fromPlane({ data, width, height }).map((row) => row.map((byte) => Math.round((100 * byte) / 255) / 100));
}
