import type { DataFormat } from '@featuremap/shapes';
import { type ConcatFn, concat as describe } from '@featuremap/shapes/branches';
import type * as tf from '@tensorflow/tfjs-core';
import { joinChannels } from '../ops/join.ts';
import { Branches, differentOrders, orderOf, requireBranch } from './branches.ts';
import type { Layer } from './layer.ts';
import type { Place } from './parameter.ts';

/**
 * Layers side by side on the same input, whose outputs are put one behind the other along the channels:
 * `[N, H, W, C] -> [N, outH, outW, C0 + C1 + …]`, or `[N, in] -> [N, out0 + out1 + …]`. All sizes but the channels must
 * be equal.
 *
 * Parameters: those of the branches, under `0`, `1`, ….
 *
 * @param branches At least one layer; `chain(…)` puts several in a row.
 * @throws {ArgumentError} when one of them is not a layer, or there is none.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { chain, Concat, Conv2d, MaxPool2d, ReLU } from '@featuremap/layers';
 *
 * const inception = new Concat(
 *   new Conv2d(16, 8, { kernelSize: 1 }),
 *   chain(new Conv2d(16, 4, { kernelSize: 1 }), new ReLU(), new Conv2d(4, 8, { kernelSize: 3, padding: 1 })),
 *   new MaxPool2d(3, { stride: 1, padding: 1 }),
 * ).init(0);
 * console.log(inception.forward(tf.ones([2, 6, 6, 16])).shape); // [ 2, 6, 6, 32 ]
 * console.log(Object.keys(inception.stateDict())[2]); // 1.0.weight
 * ```
 *
 * @see torch.cat; in PyTorch a ModuleList whose outputs are concatenated
 */
export class Concat<const B extends readonly Layer[] = readonly Layer[]> extends Branches<ConcatFn<B>> {
  constructor(...branches: B) {
    for (const [i, branch] of branches.entries()) requireBranch('concat', `branch ${i}`, branch);
    super(
      describe(...branches),
      branches.map((branch, i) => [String(i), branch]),
    );
  }

  /** Two flattened images, one behind the other, are in no order that PyTorch knows. */
  override flattened(place: Place): Place['flattened'] {
    const order = super.flattened(place);
    if (this.branches.length === 1 || orderOf(order) === undefined) return order;
    throw differentOrders(this.name);
  }

  override compute(x: tf.Tensor, dataFormat: DataFormat): tf.Tensor {
    return joinChannels(this.branches.map((branch) => branch.run(x, dataFormat)));
  }
}
