import { ArgumentError } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import type { Dataset } from './dataset.ts';
import { partSizes } from './part-sizes.ts';
import { Subset } from './subset.ts';

/**
 * Splits a data set at random into parts that do not overlap and have the classes in the same proportion: of each class,
 * a part has less than two samples more or fewer than its share.
 *
 * `lengths` are whole numbers or fractions, as in `randomSplit`. The data set must know its `labels`.
 *
 * @throws {ArgumentError} when the lengths do not add up, or the data set has no `labels`.
 *
 * @example
 * ```js
 * import { ArrayDataset, stratifiedSplit } from '@featuremap/datasets';
 * import { Generator } from '@featuremap/random';
 *
 * const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1];
 * const all = new ArrayDataset(new Uint8Array(9), labels, { shape: [1, 1, 1], classes: ['common', 'rare'] });
 * const [train, validation] = stratifiedSplit(all, [6, 3], new Generator(0));
 * console.log([...train.labels].sort().join(), [...validation.labels].sort().join()); // 0,0,0,0,1,1 0,0,1
 * ```
 *
 * @see sklearn.model_selection.train_test_split with stratify; PyTorch has nothing like it
 */
export function stratifiedSplit<D extends Dataset>(
  dataset: D,
  lengths: readonly number[],
  generator: Generator,
): Subset<D>[] {
  const { labels, length } = dataset;
  if (labels === undefined) {
    throw new ArgumentError('stratifiedSplit: the data set does not know its labels', {
      rule: 'labels: the class of each sample',
      remedy: 'randomSplit, or a data set with labels',
    });
  }
  const sizes = partSizes('stratifiedSplit', length, lengths);
  const order = generator.randperm(length);
  const byClass = Array.from(order.keys()).sort((a, b) => labels[order[a]!]! - labels[order[b]!]!);
  const partOf = new Int32Array(length);
  let dealt = 0;
  for (const part of deal(length, sizes)) partOf[byClass[dealt++]!] = part;
  return sizes.map(
    (_, part) =>
      new Subset(
        dataset,
        order.filter((_index, position) => partOf[position] === part),
      ),
  );
}

/**
 * Deals `total` cards one by one so that after each of them every part has less than one card more or fewer than its share
 * (Tijdeman 1980, The chairman assignment problem): of the parts that are behind, the one that must be served soonest.
 */
function* deal(total: number, sizes: readonly number[]): Iterable<number> {
  const parts = sizes.length;
  const slack = parts < 2 ? 0 : 1 / (2 * parts - 2);
  const dealt = sizes.map(() => 0);
  for (let t = 1; t <= total; t++) {
    let [next, soonest] = [-1, Number.POSITIVE_INFINITY];
    for (let part = 0; part < parts; part++) {
      const share = sizes[part]! / total;
      const isBehind = share * t - dealt[part]! >= slack - 1e-9;
      const deadline = Math.ceil((1 - slack + dealt[part]!) / share - 1e-9);
      if (share > 0 && isBehind && deadline < soonest) [next, soonest] = [part, deadline];
    }
    dealt[next]!++;
    yield next;
  }
}
