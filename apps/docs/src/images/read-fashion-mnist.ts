import type { ArrayDataset } from '@featuremap/datasets';
import { fashionMnist } from '@featuremap/fashion-mnist';

// While the site is built, from its own files: the build bundles the package, which then does not find them beside itself.
const folder = new URL('../data/', import.meta.resolve('@featuremap/fashion-mnist'));

/** Fashion-MNIST while the site is built; none of it reaches a page by itself. */
export function readFashionMnist(split: 'train' | 'test'): Promise<ArrayDataset> {
  return fashionMnist({ split, folder });
}
