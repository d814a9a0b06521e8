import { type ArrayDataset, randomSplit } from '@featuremap/datasets';
import { ArgumentError, requireInteger } from '@featuremap/errors';
import { fashionMnist } from '@featuremap/fashion-mnist';
import type { Generator } from '@featuremap/random';
import type { ByteDataset } from './augmented-dataset.ts';

/** The images of a training. */
export interface Data {
  readonly train: ByteDataset;
  /** Undefined when all images train. */
  readonly validation: ByteDataset | undefined;
  readonly test: ArrayDataset;
}

/**
 * Fashion-MNIST: the first `limit` training images, of which the share `valSplit`, drawn by `generator`, is kept for
 * validation, and all test images.
 *
 * @throws {ArgumentError} when there are not so many images, or a part is left without any.
 */
export async function loadData(
  { folder, limit, valSplit }: { folder: string | undefined; limit: number | undefined; valSplit: number },
  generator: Generator,
): Promise<Data> {
  const [all, test] = await Promise.all([readSplit('train', folder), readSplit('test', folder)]);
  if (limit !== undefined) requireInteger('lenet train', '--limit', limit, { min: 1, max: all.length });
  const taken = limit === undefined ? all : all.take(limit);
  if (valSplit === 0) return { train: taken, validation: undefined, test };
  const kept = Math.round(taken.length * valSplit);
  if (kept === 0 || kept === taken.length) {
    throw new ArgumentError(`lenet train: --val-split ${valSplit} of ${taken.length} images leaves a part without any`);
  }
  const [train, validation] = randomSplit(taken, [taken.length - kept, kept], generator);
  return { train: train!, validation, test };
}

/** One part of Fashion-MNIST, from the package or from a folder with the four .gz files. */
export function readSplit(split: 'train' | 'test', folder: string | undefined): Promise<ArrayDataset> {
  return fashionMnist({ split, ...(folder === undefined ? {} : { folder }) });
}
