import type { Generator } from '@featuremap/random';
import type { Dataset } from './dataset.ts';
import { partSizes } from './part-sizes.ts';
import { Subset } from './subset.ts';

/**
 * Splits a data set at random into parts that do not overlap.
 *
 * `lengths` are either whole numbers that add up to the data set's length, or fractions that add up to 1: then each part
 * has ⌊length · fraction⌋ samples and what is left goes to the first parts, one each.
 *
 * @throws {ArgumentError} when the lengths add up to anything else.
 *
 * @example
 * ```js
 * import { ArrayDataset, randomSplit } from '@featuremap/datasets';
 * import { Generator } from '@featuremap/random';
 *
 * const all = new ArrayDataset(new Uint8Array(10), new Uint8Array(10), { shape: [1, 1, 1], classes: ['a'] });
 * const [train, validation] = randomSplit(all, [0.7, 0.3], new Generator(0));
 * console.log(train.length, validation.length); // 7 3
 * ```
 *
 * @see torch.utils.data.random_split, whose order this is for the same generator
 */
export function randomSplit<D extends Dataset>(
  dataset: D,
  lengths: readonly number[],
  generator: Generator,
): Subset<D>[] {
  const sizes = partSizes('randomSplit', dataset.length, lengths);
  const order = generator.randperm(dataset.length);
  let end = 0;
  return sizes.map((size) => {
    end += size;
    return new Subset(dataset, order.subarray(end - size, end));
  });
}
