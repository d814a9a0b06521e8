import { fashionMnist } from '@featuremap/fashion-mnist';
import type { Matrix } from '@featuremap/scratch';
import { fromPlane } from '@featuremap/scratch';

// Read while the site is built: what reaches the page is the pixels of two images. The build bundles the package, which
// then does not find its files beside itself any more.
const folder = new URL('../data/', import.meta.resolve('@featuremap/fashion-mnist'));
const test = await fashionMnist({ split: 'test', folder });

/** Images of Fashion-MNIST for the figures, 28 × 28, from 0 (black) to 1 (white). */
export const sampleImages: { readonly boot: Matrix; readonly trousers: Matrix } = {
  boot: image(0),
  trousers: image(2),
};

function image(index: number): Matrix {
  const { data, width, height } = test.get(index).pixels;
  return fromPlane({ data, width, height }).map((row) => row.map((byte) => Math.round((100 * byte) / 255) / 100));
}
