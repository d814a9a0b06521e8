import type { AxisWeights } from '../core/resize.ts';
import type { Kernels } from './kernels.ts';

/** The weights of one axis in the kernels' memory. */
export interface AxisBuffers {
  readonly starts: number;
  readonly pairs: number;
  readonly weights: number;
  /** Bytes of weights for each output position. */
  readonly stride: number;
}

/** Puts weights into memory two by two: with w = 2048·high + low, a pair is high, high, low, low in 16 bits each. */
export function putAxis(kernels: Kernels, axis: AxisWeights): AxisBuffers {
  const { starts, counts, weights, stride } = axis;
  const pairsEach = Math.ceil(stride / 2);
  const paired = new Int32Array(starts.length * pairsEach * 2);
  for (let o = 0; o < starts.length; o++) {
    for (let i = 0; i < counts[o]!; i += 2) {
      const first = weights[o * stride + i]!;
      const second = i + 1 < counts[o]! ? weights[o * stride + i + 1]! : 0;
      const at = o * pairsEach * 2 + i;
      paired[at] = ((first >> 11) & 0xffff) | ((second >> 11) << 16);
      paired[at + 1] = (first & 2047) | ((second & 2047) << 16);
    }
  }
  return {
    starts: kernels.put(starts),
    pairs: kernels.put(counts.map((count) => Math.ceil(count / 2))),
    weights: kernels.put(paired),
    stride: pairsEach * 8,
  };
}
