import { ShapeError } from '@featuremap/errors';
import { requireKernels } from './corr2d-multi-in-out.ts';
import { matmul } from './matmul.ts';
import { build, requireVolume, type Volume } from './matrix.ts';

/**
 * A 1×1 convolution as one matrix product: with the pixels written as columns it is
 * `[outC, inC] · [inC, H·W] -> [outC, H·W]`, a linear layer that every pixel goes through by itself. It gives what
 * `corr2dMultiInOut` gives.
 *
 * `[inC, H, W], [outC, inC, 1, 1] -> [outC, H, W]`
 *
 * @throws {ArgumentError} when an element is not a finite number.
 * @throws {ShapeError} when the kernels are not 1×1 or sizes differ where they must not.
 *
 * @example
 * ```js
 * import { corr2d1x1 } from '@featuremap/scratch';
 *
 * const rgb = [[[1, 0]], [[0, 1]], [[1, 1]]];
 * const mean = [[[[1 / 3]], [[1 / 3]], [[1 / 3]]]];
 * console.log(corr2d1x1(rgb, mean)[0][0].map((grey) => grey.toFixed(2)).join(' ')); // 0.67 0.67
 * ```
 *
 * @see torch.nn.functional.conv2d with a kernel size of 1
 */
export function corr2d1x1(x: Volume, kernels: readonly Volume[]): number[][][] {
  const [H, W] = requireVolume('corr2d1x1', 'x', x);
  const [kH, kW] = requireKernels('corr2d1x1', x, kernels);
  if (kH !== 1 || kW !== 1) {
    throw new ShapeError(`corr2d1x1: the kernels must be 1×1, not ${kH}×${kW}`, { remedy: 'corr2dMultiInOut' });
  }
  const weights = kernels.map((kernel) => kernel.map((matrix) => matrix[0]![0]!)); // [outC, inC]
  const pixels = x.map((channel) => channel.flat()); // [inC, H·W]
  return matmul(weights, pixels).map((row) => build([H, W], (i, j) => row[i * W + j]!));
}
