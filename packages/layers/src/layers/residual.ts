import { requireKnownOptions } from '@featuremap/errors';
import type { DataFormat } from '@featuremap/shapes';
import { residual as describe, type ResidualFn } from '@featuremap/shapes/branches';
import type * as tf from '@tensorflow/tfjs-core';
import { sum } from '../ops/join.ts';
import { Branches, requireBranch } from './branches.ts';
import { Identity } from './identity.ts';
import type { Layer } from './layer.ts';

/** The option of `Residual`. */
export interface ResidualOptions<S extends Layer> {
  /** What the input passes on its way around the branch. Default: nothing, `new Identity()`. */
  readonly shortcut?: S;
}

/**
 * `branch(x) + shortcut(x)`: `[N, …] -> [N, …]`. What is added must have the same shape.
 *
 * Parameters: those of both sides, under `branch` and `shortcut`.
 *
 * @param branch A layer; `chain(…)` puts several in a row.
 * @param options.shortcut A layer, such as a 1x1 convolution where the branch changes the shape. Default: the input
 * itself.
 * @throws {ArgumentError} when one of them is not a layer, or an option is unknown.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { chain, Conv2d, input, ReLU, Residual, sequential } from '@featuremap/layers';
 *
 * const block = new Residual(
 *   chain(new Conv2d(8, 16, { kernelSize: 3, padding: 1, stride: 2 }), new ReLU()),
 *   { shortcut: new Conv2d(8, 16, { kernelSize: 1, stride: 2 }) },
 * );
 * const net = sequential(input(6, 6, 8), block).init(0);
 * console.log(net.forward(tf.ones([1, 6, 6, 8])).shape); // [ 1, 3, 3, 16 ]
 * console.log(Object.keys(net.stateDict())[0]); // 0.branch.0.weight
 * console.log(Object.keys(net.stateDict())[2]); // 0.shortcut.weight
 * ```
 *
 * @see https://arxiv.org/abs/1512.03385; in PyTorch a module of one's own with `self.branch` and `self.shortcut`
 */
export class Residual<const B extends Layer = Layer, const S extends Layer = Identity> extends Branches<
  ResidualFn<B, S>
> {
  readonly branch: B;
  readonly shortcut: S;

  constructor(branch: B, options: ResidualOptions<S> = {}) {
    requireKnownOptions('residual', options, ['shortcut']);
    const shortcut = (options.shortcut ?? new Identity()) as S;
    requireBranch('residual', 'the branch', branch);
    requireBranch('residual', 'shortcut', shortcut);
    super(describe(branch, { shortcut }), [
      ['branch', branch],
      ['shortcut', shortcut],
    ]);
    this.branch = branch;
    this.shortcut = shortcut;
  }

  override compute(x: tf.Tensor, dataFormat: DataFormat): tf.Tensor {
    return sum(this.branch.run(x, dataFormat), this.shortcut.run(x, dataFormat));
  }
}
