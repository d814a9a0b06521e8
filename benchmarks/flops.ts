import { type LayerDescription, summary } from '@featuremap/shapes';
import type { Request } from './protocol.ts';

/**
 * Floating-point operations for one image, two for each multiply-add of convolutions and matrix products. Training adds the
 * gradients of the weights, and those of the inputs of every layer but the first, whose input needs none.
 */
export function flopsPerImage(net: LayerDescription, mode: Request['mode']): number {
  const { rows, macs } = summary(net);
  const first = rows.find((row) => row.macs > 0)?.macs ?? 0;
  return 2 * (mode === 'infer' ? macs : 3 * macs - first);
}
