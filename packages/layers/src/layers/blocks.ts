import { type ActivationName, isFused } from '../ops/activation.ts';
import { Conv2d } from './conv2d.ts';
import type { Layer } from './layer.ts';
import { Linear } from './linear.ts';
import { Pool2d } from './pool2d.ts';

/** Layers that are computed in one go: `[Conv2d, activation?, pool?]` or `[Linear, activation?]`, or one of any kind. */
export type Block =
  | {
      readonly kind: 'conv2d';
      readonly conv: Conv2d;
      readonly activation: ActivationName;
      readonly pool: Pool2d | undefined;
    }
  | { readonly kind: 'linear'; readonly linear: Linear; readonly activation: ActivationName }
  | { readonly kind: 'single'; readonly layer: Layer };

/** Groups layers into blocks. A layer with a hook stays alone, since what it gives must be seen. */
export function blocksOf(layers: readonly Layer[]): Block[] {
  const blocks: Block[] = [];
  for (let i = 0; i < layers.length; ) {
    const layer = layers[i++]!;
    const isOpen = !layer.hasHooks && (layer instanceof Conv2d || layer instanceof Linear);
    if (!isOpen) {
      blocks.push({ kind: 'single', layer });
      continue;
    }
    let { activation } = layer;
    const next = layers[i];
    if (activation === 'linear' && next !== undefined && !next.hasHooks && isFused(next.name)) {
      activation = next.name;
      i++;
    }
    if (layer instanceof Linear) {
      blocks.push({ kind: 'linear', linear: layer, activation });
      continue;
    }
    const last = layers[i];
    const pool = last instanceof Pool2d && !last.hasHooks ? last : undefined;
    if (pool !== undefined) i++;
    blocks.push({ kind: 'conv2d', conv: layer, activation, pool });
  }
  return blocks;
}
